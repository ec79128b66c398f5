package match_test

import (
	"slices"
	"testing"

	. "github.com/osact/osact/suites/match"
)

func TestAsked(t *testing.T) { testTwins(t, askedTwins()) }

func askedTwins() []twin {
	const (
		named = "/instanceAction/instance_uuid"
		id    = "/instanceAction/request_id"
	)
	right := asked(server + "/os-instance-actions/" + actionID + "?foo=bar")
	escaped := asked("%3" + server + "/os-instance-actions/" + actionID)
	servers, ids := HaveServerAsked(named), HaveActionAsked(id)
	return slices.Concat(unreadable("HaveServerAsked", servers, scene(answer(right))), []twin{
		{"HaveServerAsked", "another server", servers, scene(answer(right)), scene(answer(right, edit(server, otherID))), []wrong{{"value", named}}},
		{"HaveServerAsked", "null", servers, scene(answer(escaped)), scene(answer(right, edit(`"`+server+`"`, "null"))), []wrong{{"value", named}}},
	}, unreadable("HaveActionAsked", ids, scene(answer(right))), []twin{
		{"HaveActionAsked", "another action", ids, scene(answer(right)), scene(answer(right, edit(actionID, otherID))), []wrong{{"value", id}}},
	})
}
