package match_test

import (
	"slices"
	"testing"

	"github.com/osact/osact/suites/exchange"
	. "github.com/osact/osact/suites/match"
)

func TestSecrets(t *testing.T) { testTwins(t, secretsTwins()) }

func secretsTwins() []twin {
	hidden, first, internals := ContainNothingHidden(), ContainNothingOfFirst(), ContainNoInternals()
	leak := []wrong{{"secret", ""}}
	host := func(name string) change { return edit(`"ctl-01"`, `"`+name+`"`) }
	stack := edit(`"traceback": null ,`, `"traceback": "  File one\n    bind(port)\n",`)
	tenant := body(`{"instanceAction": {"action": "resize", "events": [{"event": "cold_migrate"}]}}`)
	says := func(message string) change {
		return body(`{"itemNotFound": {"code": 404, "message": "` + message + `"}}`)
	}
	at := func(url string) change { return func(a *Answer) { a.Exchange.Request.URL = url } }
	refused := func(message string, more ...change) *Answer {
		return answer(append([]change{status(404), says(message)}, more...)...)
	}
	none := "There is no such server."

	return slices.Concat([]twin{
		{"ContainNothingHidden", "a host in a message", hidden, scene(answer(host("ctl-01.example")), answer(tenant)), scene(answer(host("ctl-01.example")), refused("It is on ctl-01.example.")), leak},
		{"ContainNothingHidden", "a line of a stack", hidden, scene(answer(stack), refused(none)), scene(answer(stack), refused("It was bind(port) that failed.")), leak},
		{"ContainNothingHidden", "in what is no JSON", hidden, scene(answer(stack), answer(body("<html>"))), scene(answer(stack), answer(body("<html>bind(port)"))), leak},
		{"ContainNothingHidden", "a word of a header that is not kept", hidden, scene(answer(host("ctl-01.example")), answer(tenant, header("X-Host", exchange.Words("ctl-02.example")))), scene(answer(host("ctl-01.example")), answer(tenant, header("X-Host", exchange.Words("a, ctl-01.example")))), []wrong{{"secret", "header X-Host"}}},
		{"ContainNothingHidden", "a key", hidden, scene(answer(stack), answer(tenant)), scene(answer(stack), answer(body(`{"bind(port)": 1}`))), leak},
		{"ContainNothingHidden", "a short one is no secret", hidden, scene(answer(host("control")), refused("It is on control.")), scene(answer(host("control1")), refused("It is on control1.")), leak},
		{"ContainNothingHidden", "what is shown elsewhere too is no secret", hidden, scene(answer(host("cold_migrate")), answer(tenant)), scene(answer(host("cold_migrated")), answer(edit(`"ctl-01"`, `"cold_migrated"`))), leak},
		{
			"ContainNothingHidden", "what was asked for is no secret", hidden,
			scene(answer(host("ctl-01.example")), refused("ctl-01.example", at("/servers/ctl-01.example"))),
			scene(answer(host("ctl-01.example")), refused("ctl-01.example")), leak,
		},
		{"ContainNothingHidden", "an operator who is shown nothing", hidden, scene(answer(), refused(none)), scene(refusal(), refused(none)), []wrong{{"status", "status"}}},
		{"ContainNothingHidden", "an operator who is shown no JSON", hidden, scene(answer(), refused(none)), scene(answer(body("{")), refused(none)), []wrong{{"syntax", ""}}},
	}, []twin{
		{"ContainNothingOfFirst", "a user", first, scene(answer(), refused(none)), scene(answer(), refused("Ask e1e2bce071c540469f99a8bd0819dc96.")), leak},
		{"ContainNothingOfFirst", "a time", first, scene(answer(), refused(none)), scene(answer(), refused("Since 2026-03-03T10:31:11.048829.")), leak},
		{
			"ContainNothingOfFirst", "what was asked for is no secret", first,
			scene(answer(), refused("888c6a1e119040e4865855e7c68e3c8e", at("/v2/888c6a1e119040e4865855e7c68e3c8e/servers"))),
			scene(answer(), refused("888c6a1e119040e4865855e7c68e3c8e")), leak,
		},
		{"ContainNothingOfFirst", "a first answer that shows nothing", first, scene(answer(), refused(none)), scene(refusal(), refused(none)), []wrong{{"status", "status"}}},
	}, []twin{
		{"ContainNoInternals", "an action", internals, scene(refusal()), scene(refusal(body(finished))), leak},
		{"ContainNoInternals", "a stack", internals, scene(refusal()), scene(refused(`Traceback (most recent call last):\n`)), leak},
		{"ContainNoInternals", "a frame", internals, scene(refused(`File a report`)), scene(refused(`  File \"/usr/lib/x.py\", line 1`)), leak},
		{"ContainNoInternals", "a stack in what is no JSON", internals, scene(refusal(body("<html>"))), scene(refusal(body("<pre>Traceback (most recent call last):"))), leak},
	})
}
