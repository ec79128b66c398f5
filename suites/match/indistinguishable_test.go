package match_test

import (
	"strings"
	"testing"

	"github.com/osact/osact/suites/exchange"
	. "github.com/osact/osact/suites/match"
)

func TestIndistinguishable(t *testing.T) { testTwins(t, indistinguishableTwins()) }

func indistinguishableTwins() []twin {
	const other = "00000000-0000-4000-8000-000000000000"
	demand := BeIndistinguishable(other, "{finished.server}")
	unknown := func(changes ...change) *Answer {
		return refusal(append([]change{body(strings.ReplaceAll(notFound, server, other))}, changes...)...)
	}
	good := scene(unknown(), refusal())
	return []twin{
		{"BeIndistinguishable", "the status", demand, good, scene(unknown(), refusal(status(403))), []wrong{{"status", "status"}}},
		{"BeIndistinguishable", "another word", demand, good, scene(unknown(), refusal(edit("not found", "not here"))), []wrong{{"difference", ""}}},
		{"BeIndistinguishable", "a further header", demand, good, scene(unknown(), refusal(header("Cache-Control", "no-store"))), []wrong{{"difference", "header Cache-Control"}}},
		{"BeIndistinguishable", "a header less", demand, good, scene(unknown(), refusal(header("Vary"))), []wrong{{"difference", "header Vary"}}},
		{
			"BeIndistinguishable", "a header that is not kept may differ", demand,
			scene(unknown(header("X-Trace", exchange.Words("trace-1-of-2"))), refusal(header("X-Trace", exchange.Words("trace-2-of-2")))),
			scene(unknown(header("X-Trace", "1")), refusal(header("X-Trace", "2"))),
			[]wrong{{"difference", "header X-Trace"}},
		},
		{
			"BeIndistinguishable", "the id in a header", demand,
			scene(unknown(header("Location", "/servers/"+other)), refusal(header("Location", "/servers/"+server))),
			scene(unknown(header("Location", "/servers/"+other)), refusal(header("Location", "/servers/1"))),
			[]wrong{{"difference", "header Location"}},
		},
		{
			"BeIndistinguishable", "the answer's own id does not count", demand,
			scene(unknown(), refusal(header("X-Compute-Request-Id", otherID), header("Date", "now"))),
			scene(unknown(), refusal(header("Etag", otherID))),
			[]wrong{{"difference", "header Etag"}},
		},
	}
}
