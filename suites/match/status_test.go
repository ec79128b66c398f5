package match_test

import (
	"testing"

	. "github.com/osact/osact/suites/match"
)

func TestStatus(t *testing.T) { testTwins(t, statusTwins()) }

// Where two answers are to have one status, neither of the two is demanded.
func TestADifferenceIsNotWordedAsADemand(t *testing.T) {
	const want = "the same status as to member GET : 500"
	for name, demand := range map[string]Check{"HaveEqualStatuses": HaveEqualStatuses(), "BeIndistinguishable": BeIndistinguishable("a", "b")} {
		found := demand(scene(answer(status(500)), answer()))
		if len(found) == 0 || found[0].Want != want || found[0].Got != "200" {
			t.Errorf("%s: found %+v, want one with %q", name, found, want)
		}
	}
}

func statusTwins() []twin {
	refused := []wrong{{"status", "status"}}
	return []twin{
		{"HaveStatus", "another status", HaveStatus(200), scene(answer()), scene(answer(status(204))), refused},
		{"HaveStatus", "none of several", HaveStatus(404, 405), scene(answer(status(405))), scene(answer(status(406))), refused},
		{
			"HaveStatus", "the last of two answers", HaveStatus(200),
			scene(answer(), answer()), scene(answer(), answer(status(500))), refused,
		},
		{
			"HaveEqualStatuses", "the last of three answers", HaveEqualStatuses(),
			scene(refusal(), refusal(), refusal()), scene(refusal(), refusal(), answer()), refused,
		},
	}
}
