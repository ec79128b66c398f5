package match_test

import (
	"testing"

	. "github.com/osact/osact/suites/match"
)

func TestCharset(t *testing.T) { testTwins(t, charsetTwins()) }

func charsetTwins() []twin {
	typed := func(value string, changes ...change) *Scene {
		return scene(answer(append(changes, header("Content-Type", value))...))
	}
	wrong := []wrong{{"header", "header Content-Type"}}
	const utf8 = "application/json; charset=UTF-8"
	return []twin{
		{"HaveTrueCharset", "another charset", HaveTrueCharset(), typed(utf8), typed("application/json; charset=ISO-8859-1"), wrong},
		{"HaveTrueCharset", "an empty one", HaveTrueCharset(), typed("application/json"), typed(`application/json; charset=""`), wrong},
		{
			"HaveTrueCharset", "bytes that are something else", HaveTrueCharset(),
			typed("application/json; charset=utf-8", body("\"\u00e9\"")), typed(utf8, body("\"\xe9\"")), wrong,
		},
		{"HaveNoCharset", "a charset", HaveNoCharset(), typed("application/json; version=2"), typed(utf8), wrong},
	}
}
