package match_test

import (
	"strings"
	"testing"

	"github.com/osact/osact/suites/exchange"
	. "github.com/osact/osact/suites/match"
)

func TestDifference(t *testing.T) { testTwins(t, differenceTwins()) }

func differenceTwins() []twin {
	const updated = "/instanceAction/updated_at"
	gain := HaveOnlyNewKey("updated_at")
	earlier := answer(edit(`"updated_at": "2026-03-03T10:31:41.733459",`, ``))
	gained := scene(earlier, answer())
	same := scene(answer(), answer())
	long := strings.Repeat("x", 200)
	share := HaveEqualValuesAt("/instanceAction/message", "/instanceAction/action")
	orForbid := HaveEqualBodiesOrBeForbidden("a:rule", "/instanceAction/events/*/host")
	hostless := answer(edit(`"host": "cmp-02",`, ``))
	forbidden := scene(answer(), answer(status(403), body(`{"forbidden": {"code": 403, "message": "By a:rule you may not."}}`)))
	elsewhere := scene(answer(), answer(edit(`"host": "ctl-01"`, `"host": null`)))
	return []twin{
		{"HaveOnlyNewKey", "the key was there before", gain, gained, same, []wrong{{"presence", updated}}},
		{"HaveOnlyNewKey", "the key does not come", gain, gained, scene(earlier, earlier), []wrong{{"presence", updated}}},
		{
			"HaveOnlyNewKey", "another key comes too", gain, gained,
			scene(earlier, answer(edit(`"message"`, `"host": null, "message"`))),
			[]wrong{{"difference", "/instanceAction/host"}},
		},
		{
			"HaveOnlyNewKey", "a key goes", gain, gained,
			scene(earlier, answer(edit(`"message": null,`, ``))),
			[]wrong{{"difference", "/instanceAction/message"}},
		},
		{
			"HaveOnlyNewKey", "a key beside the action comes too", gain, gained,
			scene(earlier, answer(edit(`{"instanceAction"`, `{"links": [], "instanceAction"`))),
			[]wrong{{"difference", "/links"}},
		},
		{
			"HaveOnlyNewKey", "what is no action", gain, gained,
			scene(answer(body(`{"instanceAction": 7}`)), answer(body(`{"instanceAction": 8}`))),
			[]wrong{{"presence", updated}, {"difference", "/instanceAction"}},
		},
		{"HaveOnlyNewKey", "an earlier answer that is no 200", gain, gained, scene(refusal(), answer()), []wrong{{"status", "status"}}},
		{"HaveOnlyNewKey", "a later body that is no JSON", gain, gained, scene(earlier, answer(body("{"))), []wrong{{"syntax", ""}}},
		{
			"HaveAtMostNewKeys", "what may come is no other key", HaveAtMostNewKeys("/instanceAction/updated_at"), gained,
			scene(earlier, answer(edit(`"message"`, `"host": null, "message"`))),
			[]wrong{{"difference", "/instanceAction/host"}},
		},
		{
			"HaveAtMostNewKeys", "what may come does not go", HaveAtMostNewKeys("/instanceAction/updated_at"), same, scene(answer(), earlier),
			[]wrong{{"difference", "/instanceAction/updated_at"}},
		},
		{
			"HaveAtMostNewKeys", "what may come does not change", HaveAtMostNewKeys("/instanceAction/updated_at"), same,
			scene(answer(), answer(edit(`"updated_at": "2026`, `"updated_at": "2027`))),
			[]wrong{{"difference", "/instanceAction/updated_at"}},
		},
		{
			"HaveAtMostNewKeys", "in each element of a list, and nowhere else", HaveAtMostNewKeys("/instanceAction/events/*/host"),
			scene(answer(edit(`"host": "ctl-01",`, ``)), answer()),
			scene(answer(edit(`"host": "ctl-01",`, ``)), answer(edit(`"message"`, `"host": null, "message"`))),
			[]wrong{{"difference", "/instanceAction/host"}},
		},
		{"HaveAtMostNewKeys", "an answer that is no 200", HaveAtMostNewKeys(), same, scene(answer(), refusal()), []wrong{{"status", "status"}}},
		{
			"HaveEqualBodies", "another value", HaveEqualBodies(), same, scene(answer(), answer(edit(`"resize"`, `"reboot"`))),
			[]wrong{{"difference", "/instanceAction/action"}},
		},
		{
			"HaveEqualBodies", "the order of keys is none, that of events is", HaveEqualBodies(),
			scene(answer(body(`{"a": [1, 2], "b": 3}`)), answer(body(`{"b": 3, "a": [1, 2]}`))),
			scene(answer(body(`{"a": [1, 2], "b": 3}`)), answer(body(`{"b": 3, "a": [2, 1]}`))),
			[]wrong{{"difference", "/a/0"}, {"difference", "/a/1"}},
		},
		{
			"HaveEqualBodies", "the third of three", HaveEqualBodies(), scene(answer(), answer(), answer()),
			scene(answer(), answer(), answer(edit(`"resize"`, `"reboot"`))),
			[]wrong{{"difference", "/instanceAction/action"}},
		},
		{"HaveEqualBodies", "fewer events", HaveEqualBodies(), same, scene(answer(), answer(oneEvent)), []wrong{{"difference", "/instanceAction/events"}}},
		{
			"HaveEqualBodies", "null is not nothing", HaveEqualBodies(), same, scene(answer(), answer(edit(`"message": null,`, ``))),
			[]wrong{{"difference", "/instanceAction/message"}},
		},
		{
			"HaveEqualBodies", "an object is no list", HaveEqualBodies(), same,
			scene(answer(body(`{"a/b": {}}`)), answer(body(`{"a/b": []}`))),
			[]wrong{{"difference", "/a~1b"}},
		},
		{
			"HaveEqualBodies", "two answers that are no 200", HaveEqualBodies(), same, scene(refusal(), refusal()),
			[]wrong{{"status", "status"}, {"status", "status"}},
		},
		{"HaveEqualBodies", "one body that is no JSON", HaveEqualBodies(), same, scene(answer(), answer(body("<html>"))), []wrong{{"syntax", ""}}},
		{
			"HaveEqualBodiesOrBeForbidden", "another value", orForbid, same, scene(answer(), answer(edit(`"resize"`, `"reboot"`))),
			[]wrong{{"difference", "/instanceAction/action"}},
		},
		{
			"HaveEqualBodiesOrBeForbidden", "a key that the first may have alone", orForbid, scene(answer(), hostless),
			scene(answer(), answer(edit(`"result": "Success",`, ``))),
			[]wrong{{"difference", "/instanceAction/events/0/result"}},
		},
		{
			"HaveEqualBodiesOrBeForbidden", "a key that the second may have alone", orForbid, scene(hostless, answer()),
			scene(answer(edit(`"result": "Success",`, ``)), answer()),
			[]wrong{{"difference", "/instanceAction/events/0/result"}},
		},
		{
			"HaveEqualBodiesOrBeForbidden", "a key that both have, though one may have it alone", orForbid, same,
			elsewhere,
			[]wrong{{"difference", "/instanceAction/events/1/host"}},
		},
		{
			"HaveEqualBodiesOrBeForbidden", "a refusal that is no 403", orForbid, forbidden, scene(answer(), refusal()),
			[]wrong{{"status", "status"}},
		},
		{
			"HaveEqualBodiesOrBeForbidden", "a refusal that names no rule", orForbid, forbidden,
			scene(answer(), answer(status(403), body(`{"forbidden": {"code": 403, "message": "You may not."}}`))),
			[]wrong{{"value", "/forbidden/message"}},
		},
		{
			"HaveEqualBodiesOrBeForbidden", "a refusal of another form", orForbid, forbidden,
			scene(answer(), answer(status(403), body(`{"error": {"code": 403, "message": "a:rule"}}`))),
			[]wrong{{"value", ""}},
		},
		{
			"HaveEqualBodiesPairwise", "another's answer", HaveEqualBodiesPairwise(),
			scene(answer(), answer(by(exchange.Admin), oneEvent), answer(), answer(by(exchange.Admin), oneEvent)),
			scene(answer(), answer(by(exchange.Admin), oneEvent), answer(oneEvent), answer(by(exchange.Admin), oneEvent)),
			[]wrong{{"difference", "/instanceAction/events"}},
		},
		{
			"HaveEqualBodiesPairwise", "an answer that is no 200", HaveEqualBodiesPairwise(), same,
			scene(answer(), answer(by(exchange.Admin), status(500))),
			[]wrong{{"status", "status"}},
		},
		{
			"HaveEqualValuesAt", "a value at one of the places", share, elsewhere, scene(answer(), answer(edit(`"resize"`, `"reboot"`))),
			[]wrong{{"difference", "/instanceAction/action"}},
		},
		{
			"HaveEqualValuesAt", "null is not nothing", share, elsewhere, scene(answer(edit(`"message": null,`, ``)), answer()),
			[]wrong{{"difference", "/instanceAction/message"}},
		},
		{
			"HaveEqualValuesAt", "null is no text", share, elsewhere, scene(answer(), answer(edit(`"message": null`, `"message": "null"`))),
			[]wrong{{"difference", "/instanceAction/message"}},
		},
		{
			"HaveEqualValuesAt", "the end of a long text", share,
			scene(answer(edit(`"resize"`, `"`+long+`a"`)), answer(edit(`"resize"`, `"`+long+`a"`))),
			scene(answer(edit(`"resize"`, `"`+long+`a"`)), answer(edit(`"resize"`, `"`+long+`b"`))),
			[]wrong{{"difference", "/instanceAction/action"}},
		},
		{"HaveEqualValuesAt", "an answer that is no 200", share, elsewhere, scene(answer(), refusal()), []wrong{{"status", "status"}}},
		{"HaveEqualValuesAt", "a body that is no JSON", share, elsewhere, scene(answer(body("{")), answer()), []wrong{{"syntax", ""}}},
	}
}

func TestDifferencesAreBounded(t *testing.T) {
	list := func(element string) string { return "[" + strings.Repeat(element+",", 299) + element + "]" }
	if found := HaveEqualBodies()(scene(answer(body(list("1"))), answer(body(list("2"))))); len(found) != 100 {
		t.Errorf("%d violations of 300 differences, want 100", len(found))
	}
}
