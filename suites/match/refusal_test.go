package match_test

import (
	"testing"

	. "github.com/osact/osact/suites/match"
)

func TestRefusal(t *testing.T) { testTwins(t, refusalTwins()) }

// noRoute is a refusal of the router in front of the API.
const noRoute = `{"message": "The resource could not be found.", "code": "404 Not Found", "title": "Not Found"}`

func refusalTwins() []twin {
	router := func(changes ...change) *Scene {
		return scene(refusal(append([]change{body(noRoute)}, changes...)...))
	}
	route := HaveRouterFault(404)
	untraced, one, two := BeRefusedWithoutTrace(), list(item("a", "")), list(item("b", ""), item("a", ""))
	either, nowhere := BeRefusedOrHaveEqualBodies(), BeRefusedBeforeLookup(server)
	none := []wrong{{"presence", "/instanceAction"}}
	resolved, shows := BeRefusedOrShowServerAsked(), func(id, more string) *Scene {
		return scene(answer(asked(server+"/os-instance-actions/.."), body(`{"server": {"id": "`+id+`"}`+more+`}`)))
	}
	return []twin{
		{"BeRefused", "a success", BeRefused(), scene(refusal()), scene(refusal(status(204))), []wrong{{"status", "status"}}},
		{"HaveNoRoute", "another status", HaveNoRoute(), scene(refusal(status(405))), scene(refusal(status(403))), []wrong{{"status", "status"}}},
		{"HaveNoRoute", "whose refusal it is", HaveNoRoute(), scene(refusal(status(403), header("X-Compute-Request-Id"))), scene(refusal(status(403))), []wrong{{"status", "status"}}},
		{"HaveNoRoute", "no refusal", HaveNoRoute(), scene(refusal(header("X-Compute-Request-Id"))), scene(refusal(status(204), header("X-Compute-Request-Id"))), []wrong{{"status", "status"}}},
		{"BeRefused", "a breakdown", BeRefused(), scene(refusal(body("?"))), scene(refusal(status(500))), []wrong{{"status", "status"}}},
		{"BeRefused", "an action all the same", BeRefused(), scene(refusal()), scene(answer(status(404))), none},

		{"BeRefusedWithoutTrace", "a success", untraced, scene(one, refusal(), one), scene(one, refusal(), refusal(status(202)), one), []wrong{{"status", "status"}}},
		{"BeRefusedWithoutTrace", "one more action", untraced, scene(two, refusal(), two), scene(one, refusal(), two), []wrong{{"presence", "/instanceActions/0/request_id"}}},
		{"BeRefusedWithoutTrace", "no list", untraced, scene(one, refusal(), one), scene(one, refusal(), refusal()), []wrong{{"status", "status"}}},

		{
			"BeRefusedOrHaveEqualBodies", "another action", either, scene(answer(), answer()),
			scene(answer(), answer(edit(`"resize"`, `"reboot"`))),
			[]wrong{{"difference", "/instanceAction/action"}},
		},
		{
			"BeRefusedOrHaveEqualBodies", "a breakdown", either, scene(answer(), refusal()),
			scene(answer(), refusal(status(500))),
			[]wrong{{"status", "status"}},
		},
		{
			"BeRefusedOrHaveEqualBodies", "a redirect to somewhere else", either,
			scene(answer(asked("s/os-instance-actions/r")), refusal(asked("s/os-instance-actions/r/"), status(301), header("Location", "/compute/v2.1/servers/s/os-instance-actions/r"))),
			scene(answer(asked("s/os-instance-actions/r")), refusal(asked("s/os-instance-actions/r/"), status(301), header("Location", "/compute/v2.1/servers/s/os-instance-actions/"))),
			[]wrong{{"status", "status"}},
		},
		{"BeRefusedOrHaveEqualBodies", "an action all the same", either, scene(answer(), refusal()), scene(answer(), answer(status(404))), none},

		{"BeRefusedOrShowServerAsked", "another server", resolved, shows(server, ""), shows("another", ""), []wrong{{"status", "status"}}},
		{"BeRefusedOrShowServerAsked", "an action beside it", resolved, shows(server, ""), shows(server, `, "instanceAction": {}`), none},
		{"BeRefusedOrShowServerAsked", "a breakdown", resolved, scene(refusal()), scene(refusal(status(500))), []wrong{{"status", "status"}}},

		{"BeRefusedBeforeLookup", "the server is named", nowhere, router(), scene(refusal()), []wrong{{"value", "/itemNotFound/message"}}},
		{
			"BeRefusedBeforeLookup", "one of two ids is named", BeRefusedBeforeLookup("another", actionID), router(),
			scene(refusal()),
			[]wrong{{"value", "/itemNotFound/message"}},
		},

		{"HaveRouterFault", "another status", route, router(), router(status(405)), []wrong{{"status", "status"}}},
		{"HaveRouterFault", "another code", route, router(), router(edit("404 Not", "405 Not")), []wrong{{"value", "/code"}}},
		{"HaveRouterFault", "a number for a code", route, router(), router(edit(`"404 Not Found"`, `404`)), []wrong{{"value", "/code"}}},
		{"HaveRouterFault", "no title", route, router(), router(edit(`, "title": "Not Found"`, ``)), []wrong{{"value", "/title"}}},
		{"HaveRouterFault", "no message", route, router(), router(edit(`"message": "The resource could not be found.", `, ``)), []wrong{{"value", "/message"}}},
		{"HaveRouterFault", "a page", route, router(), router(body("<html>")), []wrong{{"syntax", ""}}},
	}
}
