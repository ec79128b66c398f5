package match_test

import (
	"slices"
	"testing"

	"github.com/osact/osact/suites/exchange"
	. "github.com/osact/osact/suites/match"
)

func TestIdentity(t *testing.T) { testTwins(t, identityTwins()) }

func identityTwins() []twin {
	const stranger = "77777777-3c3e-4c36-9d0b-0e9a6f1f7f10"
	here := asked(server + "/os-instance-actions/" + actionID)
	refuses := func(message string, changes ...change) *Scene {
		text := body(`{"itemNotFound": {"code": 404, "message": "` + message + `"}}`)
		return scene(refusal(append([]change{here, text}, changes...)...))
	}
	owned := func(project string, s *Scene) *Scene {
		s.Bindings = exchange.Bindings{string(exchange.Member) + ".project": project}
		return s
	}
	none, tags, ends := NameNoOtherID(), HaveETagsOfBodies(), EndWithCreation()
	vacant := HaveTextWith("/instanceAction/events/*/details", "No valid host")
	said := []wrong{{"value", "/itemNotFound/message"}}

	tagged := func(tag string, changes ...change) *Answer {
		return answer(append([]change{here, header("ETag", tag)}, changes...)...)
	}
	other := edit(`"resize"`, `"reboot"`)
	twice := []wrong{{"header", "header ETag"}}

	action := func(name string) string { return item("a", `, "action": "`+name+`"`) }
	stop, start, create := action("stop"), action("start"), action("create")
	link := edit(`]}`, `], "links": [{"rel": "next", "href": "?"}]}`)
	oldest := []wrong{{"value", "/instanceActions/*/action"}}

	details := func(newer, older string) *Scene {
		return scene(answer(edit(`"details": null,`, `"details": `+newer+`,`), edit(`"details": null ,`, `"details": `+older+`,`)))
	}
	at := func(n string) wrong { return wrong{"value", "/instanceAction/events/" + n + "/details"} }

	return slices.Concat([]twin{
		{"NameNoOtherID", "another id", none, refuses("Instance " + server + " could not be found."), refuses("Instance " + stranger + " could not be found."), said},
		{"NameNoOtherID", "another id beside the right one", none, refuses("Action " + actionID + " on " + server), refuses(server + " and " + stranger + " and " + stranger), said},
		{"NameNoOtherID", "the id of the request", none, refuses("Request " + requestID + " failed."), refuses("Request "+requestID+" failed.", header("X-Compute-Request-Id", otherID)), said},
		{"NameNoOtherID", "the project of who asks", none, owned(stranger, refuses("No server of "+stranger)), owned(server, refuses("No server of "+stranger)), said},
		{"NameNoOtherID", "a refusal alone is looked at", none, refuses(stranger, status(200)), refuses(stranger, status(400)), said},
		{"NameNoOtherID", "a refusal in no form of the API", none, refuses("", body(`{"message": "`+stranger+`"}`)), refuses(stranger), said},

		{"HaveETagsOfBodies", "two bodies with one tag", tags, scene(tagged(`"1"`), tagged(`"1"`), tagged(`"2"`, other)), scene(tagged(`"1"`), tagged(`"1"`, other)), twice},
		{"HaveETagsOfBodies", "a weak tag", tags, scene(tagged(`W/"1"`), tagged(`W/"1"`, other)), scene(tagged(`"1"`), tagged(`"1"`, other)), twice},
		{"HaveETagsOfBodies", "no tag", tags, scene(answer(here), answer(here, other)), scene(tagged(`"1"`), tagged(`"1"`, other)), twice},
		{"HaveETagsOfBodies", "another address", tags, scene(tagged(`"1"`), tagged(`"1"`, other, asked("s-2/os-instance-actions/a"))), scene(tagged(`"1"`), tagged(`"1"`, other)), twice},
	}, unreadable("EndWithCreation", ends, scene(lists("", []string{create}))), []twin{
		{"EndWithCreation", "another end", ends, scene(lists("", []string{stop, create})), scene(lists("", []string{create, stop})), oldest},
		{"EndWithCreation", "an empty list", ends, scene(lists("", nil)), scene(lists("", []string{start})), oldest},
		{"EndWithCreation", "a list with a link", ends, scene(lists("", []string{stop}, link)), scene(lists("", []string{stop})), oldest},
		{"EndWithCreation", "a list that a query cuts", ends, scene(lists("?limit=1", []string{stop}), lists("?verbose=1", []string{stop})), scene(lists("?limit=1", []string{stop}, at57)), oldest},
	}, unreadable("HaveTextWith", vacant, scene(answer())), []twin{
		{"HaveTextWith", "another text", vacant, details(`"No valid host was found."`, `null`), details(`"It failed."`, `null`), []wrong{at("0")}},
		{"HaveTextWith", "one of several is enough", vacant, details(`"It failed."`, `"NoValidHost: No valid host was found."`), details(`"It failed."`, `"No host."`), []wrong{at("0"), at("1")}},
		{"HaveTextWith", "no text", vacant, details(`null`, `7`), details(`7`, `""`), []wrong{at("1")}},
	})
}

// at57 is for an edition before lists could be cut.
func at57(a *Answer) { at(57)(a) }
