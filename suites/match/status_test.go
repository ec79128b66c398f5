package match_test

import (
	"testing"

	. "github.com/osact/osact/suites/match"
)

func TestStatus(t *testing.T) { testTwins(t, statusTwins()) }

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
			"HaveOneStatus", "the last of three answers", HaveOneStatus(),
			scene(refusal(), refusal(), refusal()), scene(refusal(), refusal(), answer()), refused,
		},
	}
}
