package match_test

import (
	"slices"
	"testing"

	. "github.com/osact/osact/suites/match"
)

func TestChanges(t *testing.T) { testTwins(t, changesTwins()) }

func changesTwins() []twin {
	const (
		early, late = "2026-03-03T10:31:00.000000", "2026-03-03T10:33:00.000000"
		all         = "/instanceActions"
		first       = "/instanceActions/0/request_id"
	)
	updated := func(id, clock string) string { return item(id, `, "updated_at": "2026-03-03T10:`+clock+`.000000"`) }
	// The order is by start, which need not be that of the last updates.
	d, c, b, a := updated("d", "34:00"), updated("c", "31:00"), updated("b", "33:00"), updated("a", "30:00")
	unsaid := item("x", `, "updated_at": null`)
	whole := func(changed ...string) *Scene { return scene(list(d, c, b, a), list(changed...)) }
	since, before, both := HaveChangesOnly(early, ""), HaveChangesOnly("", late), HaveChangesOnly(early, late)
	return []twin{
		{"HaveChangesOnly", "an answer that is no 200", since, whole(d, c, b), scene(list(d), answer(status(400))), []wrong{{"status", "status"}}},
		{"HaveChangesOnly", "a body that is no JSON", since, whole(d, c, b), scene(list(d), answer(body("<html>"))), []wrong{{"syntax", ""}}},
		{"HaveChangesOnly", "since, without its beginning", since, whole(d, c, b), whole(d, b), []wrong{{"difference", "/instanceActions/1/request_id"}, {"difference", all}}},
		{"HaveChangesOnly", "since, with what is earlier", since, whole(d, c, b), whole(d, c, b, a), []wrong{{"difference", all}}},
		{"HaveChangesOnly", "before, without its end", before, whole(c, b, a), whole(c, a), []wrong{{"difference", "/instanceActions/1/request_id"}, {"difference", all}}},
		{"HaveChangesOnly", "before, with what is later", before, whole(c, b, a), whole(d, c, b, a), []wrong{
			{"difference", first}, {"difference", "/instanceActions/1/request_id"}, {"difference", "/instanceActions/2/request_id"}, {"difference", all},
		}},
		{"HaveChangesOnly", "a period", both, whole(c, b), whole(d, c, b), []wrong{{"difference", first}, {"difference", "/instanceActions/1/request_id"}, {"difference", all}}},
		{"HaveChangesOnly", "another order", both, whole(c, b), whole(b, c), []wrong{{"difference", first}, {"difference", "/instanceActions/1/request_id"}}},
		{"HaveChangesOnly", "what does not say when", both, scene(list(c, unsaid), list(c, unsaid)), scene(list(c, unsaid), list(unsaid)), []wrong{{"difference", all}}},
		{
			"HaveChangesOnly", "only an answer with a link may end early", since,
			scene(list(d, c, b, a), linked("https://192.0.2.1/", d, c)), scene(list(d, c, b, a), list(d, c)),
			[]wrong{{"difference", all}},
		},
		{
			"HaveChangesOnly", "only a list with a link may end early", since,
			scene(linked("https://192.0.2.1/", d, c), list(d, c, b)), scene(list(d, c), list(d, c, b)),
			[]wrong{{"difference", all}},
		},
		{
			"HaveChangesOnly", "only an action that another list saw go on may be left out", before,
			heard(whole(b, a), list(updated("c", "36:00"))), heard(whole(b, a), list(c)),
			[]wrong{{"difference", "/instanceActions/0/request_id"}, {"difference", "/instanceActions/1/request_id"}, {"difference", all}},
		},
		{
			"HaveChangesOnly", "the same request on another server tells nothing", since,
			heard(whole(d, c, b), list(`{"request_id": "b", "instance_uuid": "s-2", "updated_at": "2026-03-03T10:36:00.000000"}`)),
			heard(whole(d, c), list(`{"request_id": "b", "instance_uuid": "s-2", "updated_at": "2026-03-03T10:36:00.000000"}`)),
			[]wrong{{"difference", all}},
		},
		{
			"HaveChangesOnly", "only an action that has gone on may come in", since,
			whole(d, c, b, updated("a", "36:00")), whole(d, c, b, a),
			[]wrong{{"difference", all}},
		},
		{"HaveChangesOnly", "a newer action, where the period is open", since, whole(updated("e", "35:00"), d, c, b), whole(d, updated("e", "35:00"), b), []wrong{{"difference", "/instanceActions/1/request_id"}}},
	}
}

// heard is a scene of a run in which a further answer was heard.
func heard(s *Scene, further *Answer) *Scene {
	s.Heard = append(slices.Clone(s.Answers), further)
	return s
}

func TestListChangesTakesTimesAlone(t *testing.T) {
	for _, demand := range []Check{HaveChangesOnly("{finished.id}", ""), HaveChangesOnly("", "soon"), HaveChangesOnly("{its.time}", "")} {
		if found := demand(scene(list(), list())); len(found) != 1 || found[0].Kind != "value" {
			t.Errorf("violations = %v, want one about the period", found)
		}
	}
}
