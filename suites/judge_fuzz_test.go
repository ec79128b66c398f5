package suites

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/osact/osact/fixtures/cloud"
	"github.com/osact/osact/openapi"
	"github.com/osact/osact/suites/exchange"
)

// FuzzJudge damages a recording of the reference cloud by the bytes it is
// given. Whatever a recording holds, Judge has to return one finding a claim,
// the same ones twice.
func FuzzJudge(f *testing.F) {
	contract := loaded(f)
	good := record(f, contract, cloud.Options{},
		"show.body.matches-contract", "show.body.failure-has-message", "show.times.in-order", "show.events.same-for-both-audiences",
		"show.microversions.updated-at-comes-alone", "show.microversions.out-of-range-is-406", "show.headers.request-ids-agree",
	)
	claims, err := Demanded(contract, good.Profile, good.Only)
	if err != nil {
		f.Fatal(err)
	}
	for op := range len(damages()) {
		f.Add([]byte{byte(7 * op), byte(op), 3, byte(11 * op), 1, byte(op), 0, byte(op), 5})
	}
	for _, text := range snippets() {
		f.Add(append([]byte{byte(len(text)), 1, byte(len(text))}, text...))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		recording := damaged(good, data)
		findings, err := Judge(contract, recording)
		if err != nil {
			t.Fatal(err)
		}
		again, err := Judge(contract, recording)
		if err != nil {
			t.Fatal(err)
		}
		if Digest(findings) != Digest(again) {
			t.Error("two judgements of one recording differ")
		}
		if len(findings) != len(claims) {
			t.Fatalf("%d findings of %d claims", len(findings), len(claims))
		}
		for i, finding := range findings {
			if problem := unsound(finding, claims[i], recording); problem != "" {
				t.Errorf("%s: %s: %+v", problem, finding.Requirement, finding)
			}
		}
	})
}

// unsound says what is wrong with a finding, whatever it is about.
func unsound(f Finding, c Claim, recording exchange.Recording) string {
	judged := f.Outcome == Satisfied || f.Outcome == Violated
	switch {
	case f.Requirement != c.Requirement.ID || f.Probe != c.Asks[len(c.Asks)-1]:
		return "it is about another claim"
	case !slices.Contains(Outcomes(), f.Outcome):
		return "it has no known outcome"
	case judged == (f.Reason != ""):
		return "it has a reason although it was judged, or none although it was not"
	case (f.Outcome == Violated) != (len(f.Violations) > 0):
		return "it is violated without a violation, or the other way round"
	case judged && len(f.Evidence) != len(c.Asks):
		return "it was judged without evidence"
	case slices.ContainsFunc(f.Evidence, func(i int) bool { return i < 0 || i >= len(recording.Exchanges) }):
		return "its evidence is not in the recording"
	case slices.ContainsFunc(f.Violations, func(v openapi.Violation) bool { return v.Kind == "" || v.Want == "" || v.Got == "" }):
		return "a violation does not say what it is"
	}
	return ""
}

// tape reads the numbers and texts that the fuzzer wrote; at its end it reads
// zeros and nothing.
type tape struct{ rest []byte }

func (t *tape) number() int {
	if len(t.rest) == 0 {
		return 0
	}
	n := t.rest[0]
	t.rest = t.rest[1:]
	return int(n)
}

func (t *tape) text() string {
	n := min(t.number(), len(t.rest))
	s := string(t.rest[:n])
	t.rest = t.rest[n:]
	return s
}

// damaged returns the recording, damaged by each three or more bytes: at which
// exchange, in which way, and by what.
func damaged(good exchange.Recording, data []byte) exchange.Recording {
	r := good
	r.Exchanges = slices.Clone(good.Exchanges)
	ways := damages()
	for t := (&tape{data}); len(t.rest) > 0; {
		if len(r.Exchanges) == 0 {
			return r
		}
		i := t.number() % len(r.Exchanges)
		way := ways[t.number()%len(ways)]
		x := &r.Exchanges[i]
		own := exchange.Response{}
		if x.Response != nil {
			own = *x.Response
		}
		own.Header, own.Body = own.Header.Clone(), slices.Clone(own.Body)
		if own.Header == nil {
			own.Header = http.Header{}
		}
		x.Response = &own
		way(t, &r, x)
	}
	return r
}

// snippets are bodies that have something of what is looked for.
func snippets() []string {
	return []string{
		"", "null", "[]", "7", "{}", "{} {}", "\xff", "<html>", `{"a": 1, "a": 2}`,
		`{"instanceAction": null}`, `{"instanceAction": {"events": [null, 7, {"start_time": 1}, {"finish_time": []}]}}`,
		`{"instanceAction": {"message": "Error", "events": [{"finish_time": null}]}}`,
		`{"instanceActions": [null, {}, {"instance_uuid": 1, "request_id": "x"}, {"instance_uuid": "x", "request_id": "../{read.0.id}"}]}`,
		`{"servers": [{"id": "{server.0}"}, {"id": "a/b?c#d%"}, {"id": null}, 7]}`, `{"servers": {}}`,
		`{"version": {"min_version": "2.1", "version": "2.99999999999999999999"}}`, `{"version": {"min_version": "9.9", "version": "0.0"}}`,
		`{"versions": [7, {"id": "v2.0"}]}`, `{"badRequest": {"message": "Context's project_id 'x'"}}`, `{"forbidden": {}}`,
		strings.Repeat("[", 200),
	}
}

// damages are the ways in which an answer is damaged.
func damages() []func(*tape, *exchange.Recording, *exchange.Exchange) {
	headers := []string{"X-Compute-Request-Id", "X-Openstack-Request-Id", "Content-Type", "Vary", "Openstack-Api-Version"}
	statuses := []int{0, 200, 204, 300, 400, 401, 403, 404, 406, 418, 429, 500, 502, 503, 504, -1, 99999}
	kinds := []exchange.FailureKind{exchange.Short, exchange.TimedOut, exchange.Stopped, exchange.TooLarge, "of a kind unknown"}
	return []func(*tape, *exchange.Recording, *exchange.Exchange){
		func(t *tape, _ *exchange.Recording, x *exchange.Exchange) {
			x.Response.Status = statuses[t.number()%len(statuses)]
		},
		func(t *tape, _ *exchange.Recording, x *exchange.Exchange) { x.Response.Body = []byte(t.text()) },
		func(t *tape, _ *exchange.Recording, x *exchange.Exchange) {
			x.Response.Body = []byte(snippets()[t.number()%len(snippets())])
		},
		func(t *tape, _ *exchange.Recording, x *exchange.Exchange) {
			x.Response.Body = x.Response.Body[:len(x.Response.Body)*t.number()/256]
		},
		func(t *tape, _ *exchange.Recording, x *exchange.Exchange) {
			if len(x.Response.Body) > 0 {
				x.Response.Body[t.number()*len(x.Response.Body)/256] = byte(t.number())
			}
		},
		func(t *tape, _ *exchange.Recording, x *exchange.Exchange) {
			x.Response.Header.Set(headers[t.number()%len(headers)], t.text())
		},
		func(t *tape, _ *exchange.Recording, x *exchange.Exchange) {
			x.Response.Header.Del(headers[t.number()%len(headers)])
		},
		func(_ *tape, _ *exchange.Recording, x *exchange.Exchange) { x.Response.Header = nil },
		func(t *tape, _ *exchange.Recording, x *exchange.Exchange) {
			x.Failure = &exchange.Failure{Kind: kinds[t.number()%len(kinds)], Text: t.text()}
		},
		func(t *tape, _ *exchange.Recording, x *exchange.Exchange) {
			x.Response, x.Failure = nil, &exchange.Failure{Kind: kinds[t.number()%len(kinds)], Text: t.text()}
		},
		func(_ *tape, _ *exchange.Recording, x *exchange.Exchange) { x.Response, x.Failure = nil, nil },
		func(t *tape, _ *exchange.Recording, x *exchange.Exchange) { x.Response.Wire = int64(t.number()) - 1 },
		func(t *tape, r *exchange.Recording, x *exchange.Exchange) {
			x.Response = r.Exchanges[t.number()%len(r.Exchanges)].Response
		},
		func(t *tape, r *exchange.Recording, x *exchange.Exchange) {
			x.Probe = r.Exchanges[t.number()%len(r.Exchanges)].Probe
		},
		func(t *tape, _ *exchange.Recording, x *exchange.Exchange) { x.Request.URL += t.text() },
		func(t *tape, _ *exchange.Recording, x *exchange.Exchange) {
			actors := exchange.Actors()
			x.Response.Body = append(x.Response.Body, exchange.Mark(actors[t.number()%len(actors)])...)
		},
		func(t *tape, r *exchange.Recording, _ *exchange.Exchange) {
			r.Exchanges = slices.Delete(r.Exchanges, 0, t.number()%len(r.Exchanges))
		},
		func(t *tape, r *exchange.Recording, _ *exchange.Exchange) {
			r.Actors = accounts(exchange.Actors()[:t.number()%len(exchange.Actors())]...)
		},
		func(t *tape, r *exchange.Recording, _ *exchange.Exchange) {
			r.Bindings = append(slices.Clone(r.Bindings), exchange.Binding{Symbol: t.text(), Value: t.text(), Origin: "--flag"})
		},
		func(t *tape, r *exchange.Recording, _ *exchange.Exchange) { r.Target.URL = t.text() },
	}
}
