package match_test

import (
	"testing"

	"github.com/osact/osact/suites/exchange"
	. "github.com/osact/osact/suites/match"
)

func TestVisibility(t *testing.T) { testTwins(t, visibilityTwins()) }

func visibilityTwins() []twin {
	const check, events = "BeShownAlike", "/instanceAction/events"
	alike := BeShownAlike()
	const of = `{"instanceAction": {"request_id": "` + actionID + `", "instance_uuid": "` + server + `"`
	itself := asked(server + "/os-instance-actions/" + actionID)
	shows := func(event string, changes ...change) *Answer {
		return answer(append([]change{itself, body(of + `, "events": [{"event": "e"` + event + `}]}}`), by(exchange.Reader)}, changes...)...)
	}
	hides := func(changes ...change) *Answer {
		return answer(append([]change{itself, body(of + "}}"), by(exchange.Reader)}, changes...)...)
	}
	const all, trace = `, "traceback": null, "host": "h", "details": null`, `, "traceback": null`
	admin := by(exchange.Admin)
	is := func(at string) []wrong { return []wrong{{"presence", at}} }
	return append(unreadable(check, alike, scene(shows(""))), []twin{
		{
			check, "a key in one answer of three", alike,
			scene(shows(""), shows(""), shows(""), shows(all, admin)), scene(shows(""), shows(trace), shows(""), shows(all, admin)), is(events + "/0/traceback"),
		},
		{
			check, "a key in all but one answer of three", alike,
			scene(shows(all), shows(all), shows(all)), scene(shows(all), shows(trace+`, "host": "h"`), shows(all)), is(events + "/0/details"),
		},
		{
			check, "of as many for either the first one tells", alike,
			scene(shows(trace), shows(trace)), scene(shows(trace), shows("")), is(events + "/0/traceback"),
		},
		{
			check, "another rule holds once all are shown the events", alike,
			scene(hides(at(50)), hides(at(1)), shows("", at(51)), shows(trace, at(51), admin)), scene(hides(at(50)), hides(at(51)), shows("", at(58)), shows("", at(84))), is(events),
		},
		{
			check, "below /v2 the rule of the oldest microversion holds", alike,
			scene(shows(trace, legacy, admin), shows(trace, at(1), admin), shows(trace, at(51), admin)),
			scene(shows(trace, legacy, admin), shows(trace, at(1), admin), hides(at(20), admin)), is(events),
		},
		{
			check, "a key is missed from the edition on that has it", alike,
			scene(shows(trace, at(61)), shows(trace+`, "host": "h"`, at(62))), scene(shows(trace+`, "host": "h"`, at(62)), shows(trace, at(62))), is(events + "/0/host"),
		},
		{
			check, "no event tells nothing", alike,
			scene(shows(trace), answer(itself, body(of+`, "events": []}}`), by(exchange.Reader))), scene(shows(trace), shows("")), is(events + "/0/traceback"),
		},
		{
			check, "another action of the same project", alike,
			scene(shows(trace), shows(trace, asked("deleted/os-instance-actions/req-b"))),
			scene(shows(trace), shows("", asked("deleted/os-instance-actions/req-b"))), is(events + "/0/traceback"),
		},
		{
			check, "another event of the same action", alike,
			scene(shows(trace + `}, {"event": "f", "traceback": null`)),
			scene(shows(trace + `}, {"event": "f"`)), is(events + "/1/traceback"),
		},
		{
			check, "an operator may be shown more of one project than of another", alike,
			scene(shows(""), shows(trace, admin), shows("", asked("foreign/os-instance-actions/req-b"), admin), hides(asked("foreign/os-instance-actions/req-b"), by(exchange.Outsider))),
			scene(shows(""), shows(trace, admin), shows("", admin)), is(events + "/0/traceback"),
		},
		{
			check, "of a server that no tenant is shown nobody knows the project", alike,
			scene(shows(trace, admin), shows("", asked("foreign/os-instance-actions/req-b"), admin)),
			scene(shows(trace, admin), shows("", admin)), is(events + "/0/traceback"),
		},
	}...)
}
