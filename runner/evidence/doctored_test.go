package evidence_test

import (
	"errors"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/osact/osact/runner/evidence"
	"github.com/osact/osact/runner/reference"
	"github.com/osact/osact/suites/exchange"
	"github.com/osact/osact/suites/suitestest"
)

// about returns the position of the first exchange whose probe's text holds a text.
func about(t *testing.T, r exchange.Recording, text string) int {
	t.Helper()
	at := slices.IndexFunc(r.Exchanges, func(x exchange.Exchange) bool { return strings.Contains(x.Probe.String(), text) })
	if at < 0 {
		t.Fatalf("nothing was asked that holds %q", text)
	}
	return at
}

// Who alters a recording and seals it again is found out where the rest of it says
// something else.
func TestWhatContradictsItselfIsNoEvidence(t *testing.T) {
	contract := suitestest.Contract(t)
	bench, err := reference.NewBench(contract)
	if err != nil {
		t.Fatal(err)
	}
	intact, err := bench.Record(t.Context(), "show.status.is-200", "show.tenancy.outsider-gets-404")
	if err != nil {
		t.Fatal(err)
	}
	show := about(t, intact, "member GET /v2.1/servers/{finished.server}/os-instance-actions/{finished.id}")
	type recording = exchange.Recording
	for name, test := range map[string]struct {
		change func(*recording)
		want   string // empty: it is none, or cannot be told
	}{
		"nothing": {func(*recording) {}, ""},
		"a body": {func(r *recording) {
			r.Exchanges[show].Response.Body = append([]byte(" "), r.Exchanges[show].Response.Body...)
		}, "came over the wire"},
		"an announced length":      {func(r *recording) { r.Exchanges[show].Response.Length++ }, "announces a length"},
		"a header's length":        {func(r *recording) { r.Exchanges[show].Response.Header["Content-Length"] = []string{"7"} }, "announces a length of 7"},
		"one is left out":          {func(r *recording) { r.Exchanges = slices.Delete(r.Exchanges, show, show+1) }, "exchange "},
		"the last one is left out": {func(r *recording) { r.Exchanges = r.Exchanges[:len(r.Exchanges)-1] }, "the run came to its end, and 1 of its questions are not there, such as "},
		"one is there twice":       {func(r *recording) { r.Exchanges = append(r.Exchanges, r.Exchanges[show]) }, "are the same question"},
		"twice, as an attempt": {func(r *recording) {
			twin := r.Exchanges[show]
			twin.Attempt = 1
			r.Exchanges = append(r.Exchanges, twin)
		}, "was sent again, and the answer before did not ask for that"},
		"an attempt without the one before": {func(r *recording) { r.Exchanges[show].Attempt = 1 }, "is attempt 2, and there is none before it"},
		"two are exchanged": {func(r *recording) {
			r.Exchanges[0], r.Exchanges[len(r.Exchanges)-1] = r.Exchanges[len(r.Exchanges)-1], r.Exchanges[0]
		}, "exchange 0 (" + intact.Exchanges[len(intact.Exchanges)-1].Probe.String() + ") was asked before what it depends on"},
		"a symbol": {func(r *recording) {
			at := slices.IndexFunc(r.Bindings, func(b exchange.Binding) bool { return b.Symbol == "finished.id" })
			r.Bindings[at].Value = "req-other"
		}, "and its probe, the bindings and the target say "},
		"the newest microversion": {func(r *recording) {
			at := slices.IndexFunc(r.Bindings, func(b exchange.Binding) bool { return b.Symbol == "target.maximum" })
			r.Bindings[at].Value = "2.60"
		}, "{target.maximum} is bound to 2.60, and the answers make it "},
		"a symbol is left out": {func(r *recording) { r.Bindings = r.Bindings[:len(r.Bindings)-1] }, "has no value"},
		"actors are swapped": {func(r *recording) {
			r.Actors[exchange.Member], r.Actors[exchange.Outsider] = r.Actors[exchange.Outsider], r.Actors[exchange.Member]
		}, "the project of member is "},
		"an actor is left out": {func(r *recording) { delete(r.Actors, exchange.Outsider) }, "was asked by an actor whom nobody played"},
		"the target":           {func(r *recording) { r.Target.URL = "https://cloud.vendor.example" }, "the bindings and the target say https://cloud.vendor.example"},
		"a method":             {func(r *recording) { r.Exchanges[show].Request.Method = "HEAD" }, "was sent by HEAD"},
		"a body that was sent": {func(r *recording) { r.Exchanges[show].Request.Body = "{}" }, "was sent with another body"},
		"when it began":        {func(r *recording) { r.Started = r.Started.Add(time.Hour) }, "the run ended at "},
		"both times":           {func(r *recording) { r.Started, r.Ended = r.Started.Add(time.Hour), r.Ended.Add(time.Hour) }, ", before the run did"},
		"a time":               {func(r *recording) { r.Exchanges[show].Started = r.Started.Add(24 * time.Hour) }, ", after the run did"},
		// What a cloud, a proxy or a clock does, not an editor.
		"a date": {func(r *recording) {
			r.Exchanges[show].Response.Header["Date"] = []string{"Mon, 01 Jan 2001 00:00:00 GMT"}
		}, ""},
		"ids that repeat": {func(r *recording) {
			r.Exchanges[show].Response.Header["X-Compute-Request-Id"] = []string{"req-1"}
			r.Exchanges[show+1].Response.Header["X-Compute-Request-Id"] = []string{"req-1"}
		}, ""},
		"a token is echoed": {func(r *recording) { r.Exchanges[show].Response.Body = []byte(exchange.Mark(exchange.Member)) }, ""},
		"a coded body": {func(r *recording) {
			x := r.Exchanges[show].Response
			x.Header["Content-Encoding"] = []string{"gzip"}
			x.Wire = 20
		}, ""},
		"a clock was set": {func(r *recording) { r.Stepped, r.Ended = true, r.Started.Add(-time.Hour) }, ""},
		"it broke off": {func(r *recording) {
			x := &r.Exchanges[show]
			x.Response.Body, x.Failure = x.Response.Body[:3], &exchange.Failure{Kind: exchange.Short}
		}, ""},
		"it was interrupted": {func(r *recording) { r.Ending, r.Exchanges = exchange.Interrupted, r.Exchanges[:len(r.Exchanges)-1] }, ""},
		// What another osact, or this one by another contract, asked is not known here.
		"another version":    {func(r *recording) { r.Suite, r.Exchanges = "0.1", r.Exchanges[:len(r.Exchanges)-1] }, ""},
		"another contract":   {func(r *recording) { r.Contract, r.Exchanges = "other", r.Exchanges[:len(r.Exchanges)-1] }, ""},
		"another profile":    {func(r *recording) { r.Profile, r.Only = "tenant", nil }, "it was asked by another plan than that of its profile"},
		"one requirement":    {func(r *recording) { r.Only = r.Only[:1] }, "it was asked by another plan than that of its profile"},
		"of an unknown plan": {func(r *recording) { r.Plan, r.Exchanges = "", r.Exchanges[:len(r.Exchanges)-1] }, ""},
	} {
		t.Run(name, func(t *testing.T) {
			r := again(t, contract, intact)
			test.change(&r)
			err := evidence.Check(contract, intact.Suite, r)
			altered := new(exchange.Altered)
			switch {
			case test.want == "" && err != nil:
				t.Error(err)
			case test.want != "" && (!errors.As(err, &altered) || !strings.Contains(err.Error(), test.want)):
				t.Errorf("%v, want %q", err, test.want)
			}
		})
	}
}

// A question that was put off is recorded as often as it was sent.
func TestAQuestionThatWasPutOffIsNoForgery(t *testing.T) {
	contract := suitestest.Contract(t)
	bench, err := reference.NewBench(contract)
	if err != nil {
		t.Fatal(err)
	}
	intact, err := bench.Record(t.Context(), "show.status.is-200")
	if err != nil {
		t.Fatal(err)
	}
	intact.Exchanges[0].Attempt = 1
	for _, status := range []int{401, 413, 429, 502, 503, 504, 200, 404, 500} {
		before := intact.Exchanges[0]
		before.Attempt, before.Response = 0, &exchange.Response{Status: status, Header: http.Header{}, Length: -1}
		sent := intact
		sent.Exchanges = append([]exchange.Exchange{before}, intact.Exchanges...)
		err := evidence.Check(contract, sent.Suite, sent)
		if refused := status == 200 || status == 404 || status == 500; (err != nil) != refused {
			t.Errorf("asked again after %d: %v", status, err)
		}
	}
}
