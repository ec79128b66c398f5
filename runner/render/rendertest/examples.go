package rendertest

import (
	"net/http"

	"github.com/osact/osact/runner/verdict"
	"github.com/osact/osact/suites/exchange"
)

// Three questions about one action.
var (
	MemberOld = Probe(exchange.Member, "2.1")
	MemberNew = Probe(exchange.Member, "2.51")
	AdminOld  = Probe(exchange.Admin, "2.1")
)

// Mixed is a verdict with each outcome.
func Mixed() verdict.Verdict {
	return Verdict(
		Other("MUST", "show.body.matches-contract", "satisfied", ""),
		Violated("MUST", "show.events.result", []exchange.Probe{MemberOld}, Violation("/events/0/result", "OK"), Violation("/a", "1")),
		Violated("SHOULD", "show.headers.vary", []exchange.Probe{MemberOld}, Violation("header Vary", "none")),
		Other("MUST", "show", "untested", "nobody plays reader"),
		Other("SHOULD", "show.b.c", "inconclusive", "it was answered 503"),
		Other("MAY", "show.b.d", "not applicable", "none seen"),
	)
}

// Answered gives each question of a recording an answer with that body.
func Answered(rec exchange.Recording, body string) exchange.Recording {
	for i := range rec.Exchanges {
		rec.Exchanges[i].Response = &exchange.Response{
			Proto: "HTTP/1.1", Status: 200, Reason: "OK", Body: []byte(body),
			Header: http.Header{"X-Compute-Request-Id": {"req-7"}, "Vary": {"A", "B"}},
		}
	}
	return rec
}

// ByGivenContract is a verdict by a contract that was given.
func ByGivenContract() verdict.Verdict {
	v := Verdict(Other("MUST", "show.body", "satisfied", ""))
	v.Verdict, v.Exit, v.Reason = verdict.Conformant, 0, "every MUST that applies holds; judged by the contract given:c0ffee, which is not the one of osact 1.2.3"
	v.Contract, v.Recorded.Contract = "given:c0ffee", "given:c0ffee"
	return v
}
