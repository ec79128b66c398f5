package match_test

import (
	"testing"

	"github.com/osact/osact/openapi"
	. "github.com/osact/osact/suites/match"
)

func TestLegacy(t *testing.T) { testTwins(t, legacyTwins()) }

func legacyTwins() []twin {
	by := func(method string, changes ...change) *Scene {
		a := refusal(changes...)
		a.Exchange.Request.Method = method
		return scene(a)
	}
	wrong := []wrong{{"status", "status"}}
	return []twin{
		{"RefuseItsMethod", "GET", RefuseItsMethod(), by("POST", status(405)), by("GET", status(405)), wrong},
		{"RefuseItsMethod", "another status", RefuseItsMethod(), by("POST", status(404)), by("POST", status(400)), wrong},
	}
}

// What the other check accepts will do below /v2, and nowhere else.
func TestOrBelowLegacy(t *testing.T) {
	either := HaveStatus(401).OrBelowLegacy(HaveStatus(405))
	below := func(a *Answer) *Answer {
		a.Place.Edition = openapi.Legacy()
		return a
	}
	testTwins(t, []twin{
		{"OrBelowLegacy", "elsewhere", either, scene(below(refusal(status(405)))), scene(refusal(status(405))), []wrong{{"status", "status"}}},
		{"OrBelowLegacy", "neither", either, scene(below(refusal(status(401)))), scene(below(refusal(status(403)))), []wrong{{"status", "status"}}},
	})
}
