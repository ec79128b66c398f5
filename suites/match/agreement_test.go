package match_test

import (
	"testing"

	. "github.com/osact/osact/suites/match"
)

func TestAgreement(t *testing.T) { testTwins(t, agreementTwins()) }

func agreementTwins() []twin {
	shown := answer(body(`{"instanceAction": {"request_id": "a", "instance_uuid": "` + server + `", "action": "stop", "message": "Error", "events": []}}`))
	stop := item("a", `, "action": "stop", "message": null`)
	start := item("a", `, "action": "start", "message": null`)
	agree := MatchListEntries("message")
	good := scene(shown, list(item("b", "")), list(stop))
	return []twin{
		{"MatchListEntries", "an answer that is no 200", agree, good, scene(answer(status(404)), list(stop)), []wrong{{"status", "status"}}},
		{"MatchListEntries", "a body that is no JSON", agree, good, scene(answer(body("<html>")), list(stop)), []wrong{{"syntax", ""}}},
		{
			"MatchListEntries", "another value in the second list", agree, good, scene(shown, list(item("b", "")), list(start)),
			[]wrong{{"difference", "/instanceActions/0/action"}},
		},
		{
			"MatchListEntries", "another value in the first list", agree, good, scene(shown, list(start), list(stop)),
			[]wrong{{"difference", "/instanceActions/0/action"}},
		},
		{
			"MatchListEntries", "one of two actions of the same request", agree, scene(shown, list(start, stop)), scene(shown, list(start, start)),
			[]wrong{{"difference", "/instanceActions/0/action"}, {"difference", "/instanceActions/1/action"}},
		},
		{
			"MatchListEntries", "a key that may differ", agree, good, scene(shown, list(item("a", `, "action": "stop", "user_id": null, "message": "no host", "events": null`))),
			[]wrong{{"difference", "/instanceActions/0/events"}},
		},
		{
			"MatchListEntries", "a refused list and another server's action count for nothing", agree,
			scene(shown, answer(status(404), body(`{}`)), list(`{"request_id": "a", "instance_uuid": "s-2", "action": "start"}`)), scene(shown, list(start)),
			[]wrong{{"difference", "/instanceActions/0/action"}},
		},
	}
}

func TestForbid(t *testing.T) { testTwins(t, forbidTwins()) }

func forbidTwins() []twin {
	orForbid := HaveEqualListsOrBeForbidden("a:rule")
	one, forbidden := list(item("a", "")), answer(status(403), body(`{"forbidden": {"code": 403, "message": "By a:rule you may not."}}`))
	return []twin{
		{"HaveEqualListsOrBeForbidden", "a list without an action", orForbid, scene(one, one), scene(one, list()), []wrong{{"difference", "/instanceActions"}}},
		{
			"HaveEqualListsOrBeForbidden", "a refusal that names no rule", orForbid, scene(one, forbidden),
			scene(one, answer(status(403), body(`{"forbidden": {"code": 403, "message": "You may not."}}`))),
			[]wrong{{"value", "/forbidden/message"}},
		},
		{"HaveEqualListsOrBeForbidden", "a refusal that is no 403", orForbid, scene(one, forbidden), scene(one, answer(status(404))), []wrong{{"status", "status"}}},
	}
}
