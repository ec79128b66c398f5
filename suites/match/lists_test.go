package match_test

import (
	"slices"
	"testing"

	. "github.com/osact/osact/suites/match"
)

func TestLists(t *testing.T) { testTwins(t, listsTwins()) }

// item is a listed action with a request id and members beside it.
func item(id, members string) string {
	return `{"request_id": "` + id + `", "instance_uuid": "` + server + `"` + members + `}`
}

// linked is the same list with a link to the next page at an address.
func linked(href string, actions ...string) *Answer {
	a := list(actions...)
	edit(`]}`, `], "links": [{"rel": "next", "href": "`+href+`"}]}`)(a)
	return a
}

// pairs are the twins that every check of two lists has.
func pairs(check string, demand Check) []twin {
	three := []string{item("c", ""), item("b", ""), item("a", "")}
	good := scene(list(three...), list(three...))
	next := "https://192.0.2.1/v2.1/servers/s/os-instance-actions?marker=b"
	return []twin{
		{check, "an answer that is no 200", demand, good, scene(list(three...), answer(status(404))), []wrong{{"status", "status"}}},
		{check, "a body that is no JSON", demand, good, scene(list(three...), answer(body("<html>"))), []wrong{{"syntax", ""}}},
		{check, "another order", demand, good, scene(list(three...), list(three[0], three[2], three[1])), []wrong{
			{"difference", "/instanceActions/1/request_id"}, {"difference", "/instanceActions/2/request_id"},
		}},
		{check, "an action less", demand, good, scene(list(three...), list(three[:2]...)), []wrong{{"difference", "/instanceActions"}}},
		{
			check, "a newer action may come, an older one may not", demand,
			scene(list(three...), list(append([]string{item("d", "")}, three...)...)),
			scene(list(three...), list(append(slices.Clone(three), item("d", ""))...)),
			[]wrong{{"difference", "/instanceActions"}},
		},
		{
			check, "only a list with a link may end early", demand,
			scene(linked(next, three[:2]...), list(three...)), scene(list(three...), linked(next, three[0], three[2])),
			[]wrong{{"difference", "/instanceActions/1/request_id"}},
		},
		{
			check, "a value that cannot change", demand,
			scene(list(item("a", `, "message": null, "user_id": "u"`)), list(item("a", `, "message": "Error", "user_id": "u"`))),
			scene(list(item("a", `, "message": null, "user_id": "u"`)), list(item("a", `, "message": null, "user_id": null`))),
			[]wrong{{"difference", "/instanceActions/0/user_id"}},
		},
		{
			check, "something else than an action", demand, scene(list(`7`), list(`7`)), scene(list(`7`), list(`"a"`)),
			[]wrong{{"difference", "/instanceActions/0"}},
		},
	}
}

func listsTwins() []twin {
	const action = `{"instanceAction": {"request_id": "a", "instance_uuid": "` + server + `", "action": "stop", "message": null, "events": []}}`
	shown := answer(body(action))
	listed := item("a", `, "action": "stop", "message": null, "updated_at": null`)
	other := `{"request_id": "x", "instance_uuid": "s-2"}`
	return slices.Concat(pairs("HaveEqualLists", HaveEqualLists()), []twin{
		{
			"HaveEqualLists", "another key", HaveEqualLists(),
			scene(list(item("a", "")), list(item("a", ""))), scene(list(item("a", "")), list(item("a", `, "host": null`))),
			[]wrong{{"difference", "/instanceActions/0/host"}},
		},
		{
			"HaveEqualLists", "a key that is gained", HaveEqualLists("host"),
			scene(list(item("a", "")), list(item("a", `, "host": 1`))), scene(list(item("a", `, "host": 1`)), list(item("a", ""))),
			[]wrong{{"presence", "/instanceActions/0/host"}, {"presence", "/instanceActions/0/host"}},
		},
	}, pairs("HaveEqualActions", HaveEqualActions()), []twin{
		{
			"HaveEqualActions", "a key that both have", HaveEqualActions(),
			scene(list(item("a", "")), list(item("a", `, "host": 1`))), scene(list(item("a", `, "host": 2`)), list(item("a", `, "host": 1`))),
			[]wrong{{"difference", "/instanceActions/0/host"}},
		},
	}, []twin{
		{"MatchShownActions", "an answer that is no 200", MatchShownActions(), scene(shown, list(listed)), scene(shown, answer(status(404))), []wrong{{"status", "status"}}},
		{"MatchShownActions", "a body that is no JSON", MatchShownActions(), scene(shown, list(listed)), scene(answer(body("<html>")), list(listed)), []wrong{{"syntax", ""}}},
		{
			"MatchShownActions", "another value", MatchShownActions(), scene(shown, list(item("b", ""), listed)),
			scene(shown, list(item("b", ""), item("a", `, "action": "start"`))),
			[]wrong{{"difference", "/instanceActions/1/action"}},
		},
		{
			"MatchShownActions", "a value that is passed over", MatchShownActions("message"),
			scene(shown, list(item("a", `, "message": "Error"`))), scene(shown, list(item("a", `, "action": "Error"`))),
			[]wrong{{"difference", "/instanceActions/0/action"}},
		},
		{"MatchShownActions", "no such action", MatchShownActions(), scene(shown, list(listed)), scene(shown, list(item("b", ""))), []wrong{{"value", "/instanceActions"}}},
		{"MatchShownActions", "only a list with a link may end before it", MatchShownActions(), scene(shown, linked("https://192.0.2.1/", item("b", ""))), scene(shown, list(item("b", ""))), []wrong{{"value", "/instanceActions"}}},
		{"MatchShownActions", "no action at all", MatchShownActions(), scene(shown, list(listed)), scene(shown, list()), []wrong{{"value", "/instanceActions"}}},
		{"MatchShownActions", "another server's list", MatchShownActions(), scene(shown, list(other)), scene(shown, list(other, item("b", ""))), []wrong{{"value", "/instanceActions"}}},
		{
			"MatchShownActions", "one of two actions of one request", MatchShownActions(),
			scene(shown, list(item("a", `, "action": "delete"`), listed)), scene(shown, list(item("a", `, "action": "delete"`), item("a", `, "action": "start"`))),
			[]wrong{{"difference", "/instanceActions/0/action"}, {"difference", "/instanceActions/1/action"}},
		},
	})
}
