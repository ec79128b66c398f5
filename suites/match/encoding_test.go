package match_test

import (
	"testing"

	"github.com/osact/osact/suites/exchange"
	. "github.com/osact/osact/suites/match"
)

func TestEncoding(t *testing.T) { testTwins(t, encodingTwins()) }

func encodingTwins() []twin {
	coded := func(coding string, kind exchange.FailureKind) *Scene {
		s := scene(answer(header("Content-Encoding", coding)))
		if kind != "" {
			s.Answers[0].Exchange.Failure = &exchange.Failure{Kind: kind}
		}
		return s
	}
	wrong := []wrong{{"header", "header Content-Encoding"}}
	return []twin{
		{"HaveTrueEncoding", "what is not gzip", HaveTrueEncoding(), coded("gzip", ""), coded("gzip", exchange.Undecoded), wrong},
		{"HaveTrueEncoding", "a coding that osact does not know", HaveTrueEncoding(), coded("compress", exchange.Undecoded), coded("identity, Deflate", exchange.Undecoded), wrong},
		{"HaveTrueEncoding", "another failure", HaveTrueEncoding(), coded("gzip", exchange.Reset), coded("gzip", exchange.Undecoded), wrong},
	}
}
