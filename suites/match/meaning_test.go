package match_test

import (
	"slices"
	"strings"
	"testing"

	. "github.com/osact/osact/suites/match"
)

func TestMeaning(t *testing.T) { testTwins(t, meaningTwins()) }

func meaningTwins() []twin {
	// event is one by its name and what else it says.
	event := func(name, members string) string { return `{"event": "` + name + `"` + members + `}` }
	ran := func(name, start, finish string) string {
		return event(name, `, "start_time": "2026-03-03T10:31:`+start+`", "finish_time": "2026-03-03T10:31:`+finish+`"`)
	}
	with := func(events ...string) *Scene {
		return scene(answer(body(`{"instanceAction": {"events": [` + strings.Join(events, ", ") + `]}}`)))
	}
	value := func(at string) []wrong { return []wrong{{"value", at}} }

	over, once := HaveEventsOverTime(), HaveEachEventOnce()
	none := HaveNoWordForNull("/instanceAction/message", "/instanceAction/events/*/host")
	links, soon, keystone := HaveLinksToTarget("/links/*/href"), BeAskedAgainSoon(), BeChallengedByKeystone()

	one := ran("a", "01.100000", "02.100000")
	finished, whole := HaveFinishedEventsOnce(), ran("a", "01.000000", "02.000000")
	unfinished := event("a", `, "start_time": "2026-03-03T10:31:01.000000", "finish_time": null`)
	linking := func(href string) *Scene {
		s := scene(linked(href))
		s.Target = "https://192.0.2.1:8774/compute"
		return s
	}
	leading := func(href string) *Scene {
		s := linking(href)
		s.Answers[0].Exchange.Request.URL = s.Target + "/servers/s?limit=1"
		return s
	}
	open := edit(`"finish_time": "2026-03-03T10:31:41.000000"`, `"finish_time": null`)
	keeping := func(control ...string) *Scene { return scene(answer(open, header("Cache-Control", control...))) }
	kept := []wrong{{"header", "header Cache-Control"}}
	challenged := func(challenges ...string) *Scene {
		return scene(refusal(status(401), header("WWW-Authenticate", challenges...)))
	}
	scheme := []wrong{{"header", "header WWW-Authenticate"}}

	return slices.Concat(unreadable("HaveEventsOverTime", over, scene(answer())), []twin{
		{
			"HaveEventsOverTime", "all start at one moment", over, with(ran("a", "01.100000", "02.100000"), ran("b", "01.100000", "03.100000"), ran("c", "01.100001", "04.100000")),
			with(ran("a", "01.100000", "02.100000"), ran("b", "01.100000", "03.100000"), ran("c", "01.100000", "04.100000")),
			value("/instanceAction/events/0/start_time"),
		},
		{
			"HaveEventsOverTime", "all finish at one moment", over, with(ran("a", "01.100000", "04.100000"), ran("b", "02.100000", "04.100000"), ran("c", "03.100000", "05.100000")),
			with(ran("a", "01.100000", "04.100000"), ran("b", "02.100000", "04.100000"), ran("c", "03.100000", "04.100000")),
			value("/instanceAction/events/0/finish_time"),
		},
		{"HaveEventsOverTime", "two can be at one moment", over, with(one, one), with(one, one, one), slices.Concat(value("/instanceAction/events/0/start_time"), value("/instanceAction/events/0/finish_time"))},
		{
			"HaveEventsOverTime", "whole seconds tell nothing", over, with(ran("a", "01.000000", "02.000000"), ran("b", "01.000000", "02.000000"), ran("c", "01.000000", "02.000000")),
			with(ran("a", "01.000001", "02.000000"), ran("b", "01.000001", "02.000000"), ran("c", "01.000001", "02.000000")),
			value("/instanceAction/events/0/start_time"),
		},
	}, unreadable("HaveEachEventOnce", once, scene(answer())), []twin{
		{"HaveEachEventOnce", "one event twice", once, with(one, ran("a", "01.100000", "02.100001"), ran("b", "01.100000", "02.100000")), with(one, ran("b", "01.100000", "02.100000"), one), value("/instanceAction/events/2")},
		{"HaveEachEventOnce", "an event that says no more than its name", once, with(event("a", ""), event("a", "")), with(one, one), value("/instanceAction/events/1")},
		{"HaveEachEventOnce", "whole seconds tell nothing", once, with(ran("a", "01.000000", "02.100000"), ran("a", "01.000000", "02.100000")), with(ran("a", "01.000001", "02.100000"), ran("a", "01.000001", "02.100000")), value("/instanceAction/events/1")},
	}, unreadable("HaveFinishedEventsOnce", finished, scene(answer())), []twin{
		{"HaveFinishedEventsOnce", "whole seconds tell it too", finished, with(whole, ran("a", "01.000000", "03.000000")), with(whole, ran("b", "01.000000", "02.000000"), whole), value("/instanceAction/events/2")},
		{"HaveFinishedEventsOnce", "what has not finished can be equal", finished, with(unfinished, unfinished), with(whole, whole), value("/instanceAction/events/1")},
	}, unreadable("HaveNoWordForNull", none, scene(answer())), []twin{
		{"HaveNoWordForNull", "a word for null", none, scene(answer()), scene(answer(edit(`"message": null`, `"message": "None"`))), value("/instanceAction/message")},
		{"HaveNoWordForNull", "at each place", none, scene(answer(edit(`"ctl-01"`, `"null-01"`))), scene(answer(edit(`"ctl-01"`, `"null"`))), value("/instanceAction/events/1/host")},
		{"HaveNoWordForNull", "in whichever case", none, scene(answer(edit(`"ctl-01"`, `""`))), scene(answer(edit(`"ctl-01"`, `"NIL"`), edit(`"cmp-02"`, `"Undefined"`))), slices.Concat(value("/instanceAction/events/0/host"), value("/instanceAction/events/1/host"))},
		{"HaveNoWordForNull", "elsewhere it is a word", none, scene(answer(edit(`"resize"`, `"none"`))), scene(answer(edit(`"resize"`, `"none"`), edit(`"cmp-02"`, `"none"`))), value("/instanceAction/events/0/host")},
	}, []twin{
		{"HaveLinksToTarget", "another host", links, linking("https://192.0.2.1:8774/compute/v2.1/s"), linking("https://192.0.2.2:8774/compute/v2.1/s"), value("/links/0/href")},
		{"HaveLinksToTarget", "another scheme", links, linking("https://192.0.2.1:8774/compute"), linking("http://192.0.2.1:8774/compute"), value("/links/0/href")},
		{"HaveLinksToTarget", "another prefix", links, linking("https://192.0.2.1:8774/compute/v2.1"), linking("https://192.0.2.1:8774/computer/v2.1"), value("/links/0/href")},
		{"HaveLinksToTarget", "an address below", links, linking("https://192.0.2.1:8774/compute/"), linking("/compute/v2.1"), value("/links/0/href")},
		{"HaveLinksToPathAsked", "a link to something else", HaveLinksToPathAsked("/links/*/href"), leading("https://192.0.2.1:8774/compute/v2.1/servers/s"), leading("https://192.0.2.1:8774/compute/v2.1/"), value("/links/0/href")},
		{"HaveLinksToTarget", "an answer without links", links, scene(list()), scene(answer(body("<html>"))), []wrong{{"syntax", ""}}},
	}, unreadable("BeAskedAgainSoon", soon, scene(answer())), []twin{
		{"BeAskedAgainSoon", "for more than a minute", soon, keeping("max-age=60"), keeping("max-age=61"), kept},
		{"BeAskedAgainSoon", "among others", soon, keeping("private, max-age=60"), keeping("private", "Max-Age=\"3600\""), kept},
		{"BeAskedAgainSoon", "an action that is over", soon, scene(answer(header("Cache-Control", "max-age=3600"))), keeping("max-age=3600"), kept},
		{"BeAskedAgainSoon", "what must be asked again anyway", soon, keeping("no-cache, max-age=3600"), keeping("must-revalidate, max-age=3600"), kept},
		{"BeAskedAgainSoon", "what is not kept", soon, keeping("max-age=3600, no-store"), keeping("max-age=3600, no-storm"), kept},
		{"BeAskedAgainSoon", "a shared cache's own", soon, keeping("s-maxage=3600"), keeping("max-age=3600, s-maxage=1"), kept},
		{"BeAskedAgainSoon", "a very large age", soon, keeping("max-age=-1"), keeping("max-age=99999999999999999999"), kept},
		{"BeAskedAgainSoon", "no age", soon, keeping("max-age=x"), keeping("max-age=99999"), kept},
	}, []twin{
		{"BeChallengedByKeystone", "another scheme", keystone, challenged(`Keystone uri="https://192.0.2.1:5000"`), challenged(`Basic realm="x"`), scheme},
		{"BeChallengedByKeystone", "in whichever case", keystone, challenged(`keystone uri="https://192.0.2.1:5000"`), challenged(`keystones`), scheme},
		{"BeChallengedByKeystone", "one of several is enough", keystone, challenged(`Basic realm="x"`, `Keystone uri="https://192.0.2.1:5000"`), challenged(`Basic realm="x"`, "Bearer"), scheme},
		{"BeChallengedByKeystone", "no challenge belongs to another claim", keystone, scene(refusal(status(401))), challenged("Bearer"), scheme},
		{"BeChallengedByKeystone", "another refusal", keystone, scene(refusal(header("WWW-Authenticate", "Basic"))), challenged("Basic"), scheme},
	})
}
