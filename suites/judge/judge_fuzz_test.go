package judge_test

import (
	"maps"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/osact/osact/fixtures/cloud"
	"github.com/osact/osact/openapi"
	"github.com/osact/osact/suites"
	"github.com/osact/osact/suites/claim"
	"github.com/osact/osact/suites/exchange"
	"github.com/osact/osact/suites/judge"
	"github.com/osact/osact/suites/suitestest"
)

// FuzzJudge damages a recording of the reference cloud by the bytes it is
// given; the first of them chooses which recording, of those that together ask
// about everything, writes included. Whatever a recording holds, Judge has to
// return a finding of each claim, the same ones twice.
func FuzzJudge(f *testing.F) {
	contract := suitestest.Contract(f)
	aspects := aspects(f, contract)
	goods, claims := make([]exchange.Recording, len(aspects)), make([][]claim.Claim, len(aspects))
	for i, ids := range aspects {
		goods[i] = suitestest.Record(f, contract, cloud.Options{}, ids...)
		var err error
		if claims[i], err = suites.Demanded(contract, exchange.Selection{Profile: goods[i].Profile, Only: ids}); err != nil {
			f.Fatal(err)
		}
		for key := range keysCompared() {
			f.Add([]byte{byte(i), 0, 0, byte(key), 0})
		}
	}
	for op := range len(damages()) {
		f.Add([]byte{byte(5 * op), byte(7 * op), byte(op), 3, byte(11 * op), 1, byte(op), 0, byte(op), 5})
	}
	for i, text := range snippets() {
		f.Add(append([]byte{byte(i), byte(len(text)), 1, byte(len(text))}, text...))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		tape := &tape{data}
		i := tape.number() % len(goods)
		recording := damaged(goods[i], tape)
		findings, err := suites.Judge(contract, recording)
		if err != nil {
			t.Fatal(err)
		}
		again, err := suites.Judge(contract, recording)
		if err != nil {
			t.Fatal(err)
		}
		if judge.Digest(findings) != judge.Digest(again) {
			t.Error("two judgements of one recording differ")
		}
		rest := findings
		for _, c := range claims[i] {
			n := 1
			if c.Every != nil {
				n = slices.IndexFunc(rest, func(f judge.Finding) bool { return f.Requirement != c.Requirement.ID })
				n = max(n, 0)
			}
			if n > len(rest) {
				t.Fatalf("no finding of the claim about %s at %s", c.Requirement.ID, c.Declared)
			}
			for _, finding := range rest[:n] {
				one := c
				if c.Every != nil {
					one = c.Of(finding.Probe)
				}
				if problem := unsound(finding, one, recording); problem != "" {
					t.Errorf("%s: %s: %+v", problem, finding.Requirement, finding)
				}
			}
			rest = rest[n:]
		}
		if slices.ContainsFunc(rest, func(f judge.Finding) bool { return f.Requirement != claims[i][len(claims[i])-1].Requirement.ID }) {
			t.Errorf("%d findings of no claim", len(rest))
		}
	})
}

// aspects are the requirements of the profile full in groups, those together
// whose ids begin with the same two words: a recording for one of them is judged
// many times faster than one for all.
func aspects(t testing.TB, contract *openapi.Contract) [][]string {
	t.Helper()
	all, err := suites.Demanded(contract, exchange.Selection{Profile: "full"})
	if err != nil {
		t.Fatal(err)
	}
	groups := map[string][]string{}
	for _, c := range all {
		id := c.Requirement.ID
		aspect := strings.Join(strings.Split(id, ".")[:2], ".")
		if !slices.Contains(groups[aspect], id) {
			groups[aspect] = append(groups[aspect], id)
		}
	}
	return slices.Collect(func(yield func([]string) bool) {
		for _, aspect := range slices.Sorted(maps.Keys(groups)) {
			if !yield(groups[aspect]) {
				return
			}
		}
	})
}

// unsound says what is wrong with a finding, whatever it is about.
func unsound(f judge.Finding, c claim.Claim, recording exchange.Recording) string {
	judged := f.Outcome == claim.Satisfied || f.Outcome == claim.Violated
	switch {
	case f.Requirement != c.Requirement.ID || f.Probe != c.Asks[len(c.Asks)-1]:
		return "it is about another claim"
	case !slices.Contains(claim.Outcomes(), f.Outcome):
		return "it has no known outcome"
	case judged == (f.Reason != ""):
		return "it has a reason although it was judged, or none although it was not"
	case (f.Outcome == claim.Violated) != (len(f.Violations) > 0):
		return "it is violated without a violation, or the other way round"
	case judged && (len(f.Evidence) < len(c.Asks)-repeated(c) || len(f.Evidence) > max(f.Answers, len(c.Asks))):
		return "it was judged without evidence"
	case slices.ContainsFunc(f.Evidence, func(i int) bool { return i < 0 || i >= len(recording.Exchanges) }):
		return "its evidence is not in the recording"
	case slices.ContainsFunc(f.Violations, func(v openapi.Violation) bool { return v.Kind == "" || v.Want == "" || v.Got == "" }):
		return "a violation does not say what it is"
	}
	return ""
}

// repeated counts the questions of a claim that are only asked as long as the
// ones before them were not told what they ask for.
func repeated(c claim.Claim) (n int) {
	for _, probe := range c.Asks {
		if probe.Nth > 0 {
			n++
		}
	}
	return n
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
func damaged(good exchange.Recording, t *tape) exchange.Recording {
	r := good
	r.Exchanges = slices.Clone(good.Exchanges)
	ways := damages()
	for len(t.rest) > 0 {
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
		`{"instanceAction": {"instance_uuid": {}, "request_id": [], "start_time": "2026", "events": [{"event": {}, "start_time": []}]}}`,
		`{"instanceActions": [null, {}, {"instance_uuid": 1, "request_id": "x"}, {"instance_uuid": "x", "request_id": "../{read.0.id}"}]}`,
		`{"servers": [{"id": "{server.0}"}, {"id": "a/b?c#d%"}, {"id": null}, 7]}`, `{"servers": {}}`,
		`{"version": {"min_version": "2.1", "version": "2.99999999999999999999"}}`, `{"version": {"min_version": "9.9", "version": "0.0"}}`,
		`{"versions": [7, {"id": "v2.0"}]}`, `{"badRequest": {"message": "Context's project_id 'x'"}}`, `{"forbidden": {}}`,
		strings.Repeat("[", 200),
	}
}

// keysCompared are keys of answers whose values claims compare with others.
func keysCompared() []string { return []string{"request_id", "user_id"} }

// keysRead are those and others that something reads.
func keysRead() []string {
	return append(
		keysCompared(), "project_id", "action", "message", "instance_uuid", "start_time", "updated_at", "event", "result", "finish_time",
		"host", "hostId", "traceback", "details", "id", "name", "status", "rel", "href", "version", "min_version",
	)
}

// withAnother is a JSON document with another value wherever a key has a text
// or null.
func withAnother(body []byte, key, value string) []byte {
	form := regexp.MustCompile(`("` + key + `": )("[^"]*"|null)`)
	return form.ReplaceAll(body, []byte("${1}"+value))
}

// damages are the ways in which an answer is damaged.
func damages() []func(*tape, *exchange.Recording, *exchange.Exchange) {
	headers := []string{"X-Compute-Request-Id", "X-Openstack-Request-Id", "Content-Type", "Vary", "Openstack-Api-Version"}
	statuses := []int{0, 200, 204, 300, 400, 401, 403, 404, 406, 418, 429, 500, 502, 503, 504, -1, 99999}
	kinds := []exchange.FailureKind{exchange.Short, exchange.TimedOut, exchange.Stopped, exchange.TooLarge, "of a kind unknown"}
	values := []string{"{}", "[]", "[{}]", "7", "null", `""`, `"{finished.id}"`}
	return []func(*tape, *exchange.Recording, *exchange.Exchange){
		func(t *tape, r *exchange.Recording, _ *exchange.Exchange) { // of all answers, so that two that are compared have the same
			key, value := keysRead()[t.number()%len(keysRead())], values[t.number()%len(values)]
			for i, x := range r.Exchanges {
				if x.Response != nil {
					own := *x.Response
					own.Body = withAnother(own.Body, key, value)
					r.Exchanges[i].Response = &own
				}
			}
		},
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
			r.Actors = suitestest.Accounts(exchange.Actors()[:t.number()%len(exchange.Actors())]...)
		},
		func(t *tape, r *exchange.Recording, _ *exchange.Exchange) {
			r.Bindings = append(slices.Clone(r.Bindings), exchange.Binding{Symbol: t.text(), Value: t.text(), Origin: "--flag"})
		},
		func(t *tape, r *exchange.Recording, _ *exchange.Exchange) { r.Target.URL = t.text() },
	}
}
