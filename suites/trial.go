package suites

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/osact/osact/openapi"
	"github.com/osact/osact/suites/exchange"
	"github.com/osact/osact/suites/match"
)

// Trial is a recording laid beside the contract, ready to be judged claim by
// claim. It is safe for concurrent use.
type Trial struct {
	contract *openapi.Contract
	claims   []Claim
	finder   Finder
	walk     *Walk
	position map[exchange.Probe]int // of each probe's last exchange in the recording
}

// Judge returns what every claim of the recording's profile finds in it. It is
// total: whatever the recording holds, it returns one finding a claim, in the
// order of the claims. It fails only where there is nothing to judge by: a
// contract whose claims do not load, a profile or a requirement that the
// contract does not have.
func judgeClaims(contract *openapi.Contract, claims []Claim, recording exchange.Recording) ([]Finding, error) {
	trial, err := openClaims(contract, claims, recording)
	if err != nil {
		return nil, err
	}
	findings := make([]Finding, len(trial.claims))
	for i, c := range trial.claims {
		findings[i] = trial.Find(c)
	}
	return findings, nil
}

// Open lays a recording beside the contract: it walks the plan of the
// recording's profile with the recorded answers, and so derives every captured
// binding again.
func openClaims(contract *openapi.Contract, claims []Claim, recording exchange.Recording) (*Trial, error) {
	demanded, _ := contract.Profile(recording.Profile)
	given := Given(recording.Bindings)
	plan, err := PlanOf(contract, recording.Profile, claims, given)
	if err != nil {
		return nil, err
	}
	t := &Trial{
		contract: contract,
		claims:   claims,
		finder:   Finder{scopeOf(demanded)},
		walk:     NewWalk(contract, plan, recording.Actors, given),
		position: make(map[exchange.Probe]int, len(recording.Exchanges)),
	}
	for i, x := range recording.Exchanges {
		t.position[x.Probe] = i
	}
	for {
		ready := t.walk.Ready()
		if len(ready) == 0 {
			return t, nil
		}
		for _, q := range ready {
			t.walk.Put(t.recorded(recording, q))
		}
	}
}

// Claims returns the claims to judge, in order.
func (t *Trial) Claims() []Claim { return t.claims }

// recorded returns what the recording holds for a question: its last exchange,
// or a failure that says why there is none.
func (t *Trial) recorded(recording exchange.Recording, q exchange.Question) exchange.Exchange {
	i, ok := t.position[q.Probe]
	if !ok {
		return exchange.Exchange{Probe: q.Probe, Failure: &exchange.Failure{
			Kind: exchange.Stopped,
			Text: fmt.Sprintf("it is not in the recording (the run was %s)", recording.Ending),
		}}
	}
	x := recording.Exchanges[i]
	// The probe says what should have been asked. An exchange about anything
	// else is no evidence for it.
	if want := recording.Target.URL + q.Path; x.Request.URL != want || x.Request.Method != q.Method {
		return exchange.Exchange{Probe: q.Probe, Failure: &exchange.Failure{
			Kind: exchange.Malformed,
			Text: fmt.Sprintf("the recording holds %s %s in the place of %s %s", x.Request.Method, x.Request.URL, q.Method, want),
		}}
	}
	return x
}

// Given returns the bindings that were given, not captured.
func Given(bindings []exchange.Binding) []exchange.Binding {
	return slices.DeleteFunc(slices.Clone(bindings), func(b exchange.Binding) bool {
		return strings.HasPrefix(b.Origin, capturedFrom)
	})
}

// Find judges one claim.
func (t *Trial) Find(c Claim) Finding {
	f := Finding{
		Requirement: c.Requirement.ID,
		Level:       c.Requirement.Level,
		Subject:     c.Subject,
		Probe:       c.Asks[len(c.Asks)-1],
	}
	if why, ok := t.outsideOffer(c.Requirement); ok {
		return t.settle(f, why)
	}
	scene := &match.Scene{Contract: t.contract, Requirement: c.Requirement.ID, Bindings: t.walk.Values(), Heard: t.everything}
	for _, probe := range c.Asks {
		answer, why := t.answer(c.Requirement, probe)
		if why.Told {
			continue
		}
		if why.Outcome != "" {
			return t.settle(f, why)
		}
		scene.Answers = append(scene.Answers, answer)
		f.Evidence = append(f.Evidence, t.position[probe])
	}
	found := c.Check(scene)
	if len(found) == 0 {
		f.Outcome = Satisfied
		return f
	}
	for _, probe := range c.Asks {
		if why := t.excuse(probe, found); why.Outcome != "" {
			return t.settle(f, why)
		}
	}
	if why := t.misgiven(c); why.Outcome != "" {
		return t.settle(f, why)
	}
	if why := t.meanwhile(c, found); why.Outcome != "" {
		return t.settle(f, why)
	}
	f.Outcome, f.Violations = Violated, reported(found)
	return f
}

// mostReported bounds the violations of a finding: an answer may be wrong in as
// many places as it has.
const mostReported = 100

// reported returns the first of the violations, in words that can be printed:
// places and values may hold whatever a cloud answered.
func reported(found []openapi.Violation) []openapi.Violation {
	found = slices.Clone(found[:min(len(found), mostReported)])
	for i, v := range found {
		found[i].At, found[i].Want, found[i].Got = openapi.Printable(v.At), openapi.Printable(v.Want), openapi.Printable(v.Got)
	}
	return found
}

// Reach reports whether a claim's questions can be asked, and why not. It is
// for recordings that hold no more than the opening of a plan.
func (t *Trial) Reach(c Claim) (Unasked, bool) {
	if why, ok := t.outsideOffer(c.Requirement); ok {
		return why, false
	}
	for _, probe := range c.Asks {
		if s, _ := t.walk.Result(probe); s.Exchange == nil && !s.Unasked.Later && !s.Unasked.Told {
			return s.Unasked, false
		}
	}
	return Unasked{}, true
}

// Answer returns what came back for a probe, in its place in the contract; nil
// where nothing did.
func (t *Trial) Answer(probe exchange.Probe) *match.Answer {
	s, _ := t.walk.Result(probe)
	return s.Answer
}

// Bound returns what a symbol was bound to, or why it was not.
func (t *Trial) Bound(symbol string) (string, Unasked) { return t.walk.Bound(symbol) }

// settle gives a finding an outcome without judging.
func (t *Trial) settle(f Finding, why Unasked) Finding {
	f.Outcome, f.Reason = why.Outcome, why.Reason
	for _, probe := range why.Evidence {
		if i, ok := t.position[probe]; ok && !slices.Contains(f.Evidence, i) {
			f.Evidence = append(f.Evidence, i)
		}
	}
	return f
}

// answer returns the answer to a probe, or why there is none to judge.
func (t *Trial) answer(r openapi.Requirement, probe exchange.Probe) (*match.Answer, Unasked) {
	s, ok := t.walk.Result(probe)
	switch {
	case !ok:
		return nil, Unasked{Outcome: Untested, Reason: "the plan does not ask it"}
	case !s.Settled:
		return nil, Unasked{Outcome: Untested, Reason: "its symbols were never bound"}
	case s.Exchange == nil && r.WhenSeen && s.Unasked.Outcome == Untested && t.looked(s.Unasked):
		return nil, Unasked{Outcome: NotApplicable, Reason: "not seen: " + s.Unasked.Reason, Evidence: s.Unasked.Evidence}
	case s.Exchange == nil:
		return nil, s.Unasked
	}
	if why := unreliable(s.Exchange); why != "" && !(r.ByAnyone && isRefusal(s.Exchange)) {
		return nil, unheard(s.Exchange, why)
	}
	return s.Answer, Unasked{}
}

// looked reports that an answer shows what is missing not to be there: where
// nothing was asked, or the run was interrupted, nobody has looked.
func (t *Trial) looked(why Unasked) bool {
	return !why.Later && slices.ContainsFunc(why.Evidence, func(p exchange.Probe) bool { return t.heard(p) != nil })
}

// isRefusal reports that a question was refused, whoever did it: the API or what
// stands in front of it.
func isRefusal(x *exchange.Exchange) bool {
	if x.Failure != nil || x.Response == nil || x.Response.Status == http.StatusTooManyRequests {
		return false
	}
	return x.Response.Status >= 400 && x.Response.Status <= 499
}

// unheard is what an unreliable exchange makes of the findings that need it.
func unheard(x *exchange.Exchange, reason string) Unasked {
	why := Unasked{Outcome: Inconclusive, Reason: reason, Evidence: []exchange.Probe{x.Probe}}
	if x.Failure != nil && (x.Failure.Kind == exchange.Stopped || x.Failure.Kind == exchange.Withheld) {
		why.Outcome = Untested
		why.Later = x.Failure.Kind == exchange.Stopped
	}
	return why
}

// outsideOffer reports that a requirement is about microversions which the
// target does not offer.
func (t *Trial) outsideOffer(r openapi.Requirement) (Unasked, bool) {
	if r.Offered == (openapi.Range{}) {
		return Unasked{}, false
	}
	stated, why := t.walk.Bound(targetMaximum)
	if why.Outcome != "" {
		return why, true
	}
	maximum, err := openapi.ParseVersion(stated)
	if err != nil || r.Offered.ContainsVersion(maximum) {
		return Unasked{}, false
	}
	return Unasked{
		Outcome:  NotApplicable,
		Reason:   fmt.Sprintf("it is about targets whose newest microversion is %s; this one offers up to %s", r.Offered, maximum),
		Evidence: []exchange.Probe{versionsProbe()},
	}, true
}

// unreliable says why an exchange is no word of the API; empty if it is.
func unreliable(x *exchange.Exchange) string {
	if x.Failure != nil && x.Failure.Kind != exchange.Short {
		return cmp.Or(x.Failure.Text, string(x.Failure.Kind), "no answer came")
	}
	if x.Response == nil {
		return "no answer came"
	}
	switch status := x.Response.Status; status {
	case http.StatusTooManyRequests, http.StatusBadGateway, http.StatusServiceUnavailable, http.StatusGatewayTimeout:
		return fmt.Sprintf("it was answered %d %s, which an intermediary or an overloaded service says", status, x.Response.Reason)
	case http.StatusRequestEntityTooLarge:
		if x.Response.Header.Get("Retry-After") != "" || bytes.Contains(x.Response.Body, []byte(`"overLimit"`)) {
			return "it was answered 413 overLimit: the target limits how often it is asked"
		}
	}
	if len(x.Response.Header.Values("X-Compute-Request-Id")) > 0 || len(x.Response.Header.Values("X-Openstack-Request-Id")) > 0 {
		return ""
	}
	if !json.Valid(x.Response.Body) {
		return "the answer is neither JSON nor carries a request id, so it is not the API's: look for a proxy or a gateway that answers in its place"
	}
	return ""
}

// heard returns the answer to a probe, if the API gave one.
func (t *Trial) heard(probe exchange.Probe) *match.Answer {
	s, _ := t.walk.Result(probe)
	if s.Answer == nil || unreliable(s.Exchange) != "" {
		return nil
	}
	return s.Answer
}

// everything returns all that the API answered, in the order of the plan.
func (t *Trial) everything() []*match.Answer {
	var all []*match.Answer
	for s := range t.walk.Results() {
		if s.Answer != nil && unreliable(s.Exchange) == "" {
			all = append(all, s.Answer)
		}
	}
	return all
}

// objectOf returns an object of an answer's body by its key.
func objectOf(a *match.Answer, key string) map[string]any {
	doc, _ := a.Document()
	envelope, _ := doc.(map[string]any)
	object, _ := envelope[key].(map[string]any)
	return object
}

// sentence returns the status of a refusal, and what it says.
func sentence(a *match.Answer) string {
	doc, _ := a.Document()
	envelope, _ := doc.(map[string]any)
	for _, name := range slices.Sorted(maps.Keys(envelope)) {
		object, _ := envelope[name].(map[string]any)
		if text := textIn(object, "message"); text != "" {
			return fmt.Sprintf("%d: %s", a.Response.Status, openapi.Excerpt(text))
		}
	}
	return strconv.Itoa(a.Response.Status)
}
