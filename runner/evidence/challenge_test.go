package evidence_test

import (
	"errors"
	"net/http"
	"slices"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/osact/osact/runner/connect"
	"github.com/osact/osact/runner/evidence"
	"github.com/osact/osact/runner/play"
	"github.com/osact/osact/runner/record"
	"github.com/osact/osact/suites/claim"
	"github.com/osact/osact/suites/exchange"
	"github.com/osact/osact/suites/suitestest"
)

const challenge = exchange.Challenge("certifier-nonce-0001")

// challenged records a run of the reference cloud that answers a challenge.
func challenged(t *testing.T, player play.Player, only ...string) exchange.Recording {
	t.Helper()
	c, err := connect.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	for i, b := range c.Known {
		if b.Symbol == claim.RunID {
			c.Known[i].Value = challenge.RunID("0123456789")
		}
	}
	c.Known = append(c.Known, exchange.Binding{Symbol: exchange.UnknownID, Value: challenge.Unknown(), Origin: "flag --challenge"})
	r, err := record.Record(t.Context(), suitestest.Contract(t), c, record.Options{Suite: "1.0", Profile: "full", Only: only, Challenge: challenge}, player)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// However many questions are in flight, what a run asks follows from its challenge.
func TestAChallengedRunIsEvidence(t *testing.T) {
	contract := suitestest.Contract(t)
	for _, inFlight := range []int{1, 16} {
		r := challenged(t, play.Player{InFlight: inFlight}, "lifecycle.id.is-the-request-id", "show.errors.unknown-server-is-404", "show.headers.request-id", "show.concurrency.actors-do-not-mix")
		if err := evidence.Check(contract, r.Suite, again(t, contract, r)); err != nil {
			t.Errorf("%d in flight: %v", inFlight, err)
		}
	}
}

// A question that was refused as one too many is asked again, in another turn.
func TestWhatWasPutOffAnswersAChallenge(t *testing.T) {
	contract := suitestest.Contract(t)
	r := challenged(t, play.Player{InFlight: 4, Transport: new(limiting)}, "show.errors.unknown-server-is-404", "show.status.is-200")
	if !slices.ContainsFunc(r.Exchanges, func(x exchange.Exchange) bool { return x.Attempt > 0 }) {
		t.Fatal("nothing was put off")
	}
	if err := evidence.Check(contract, r.Suite, again(t, contract, r)); err != nil {
		t.Error(err)
	}
}

// Who changes what a challenge decides, and seals that again, is found out.
func TestWhatDoesNotFollowFromTheChallengeIsNoEvidence(t *testing.T) {
	contract := suitestest.Contract(t)
	intact := challenged(t, play.Player{}, "show.errors.unknown-server-is-404", "show.status.is-200")
	type recording = exchange.Recording
	bind := func(r *recording, symbol, value string) {
		r.Bindings[slices.IndexFunc(r.Bindings, func(b exchange.Binding) bool { return b.Symbol == symbol })].Value = value
	}
	last := len(intact.Exchanges) - 1
	for name, test := range map[string]struct {
		change func(*recording)
		want   string
	}{
		"nothing":              {func(*recording) {}, ""},
		"another challenge":    {func(r *recording) { r.Challenge += "x" }, "its challenge chooses no such id"},
		"no challenge":         {func(r *recording) { r.Challenge = "" }, "its challenge chooses no such id"},
		"another id of nobody": {func(r *recording) { bind(r, exchange.UnknownID, exchange.UnknownServer) }, "its challenge chooses no such id"},
		"another run":          {func(r *recording) { bind(r, claim.RunID, "zhho5auztiewwnh-0123456789") }, "the id of the run is zhho5auztiewwnh-0123456789, and does not follow"},
		"a request of no name": {func(r *recording) { r.Exchanges[last].Request.Header.Del(exchange.RequestIDHeader) }, `was sent by the request id ""`},
		"a request of one's own": {func(r *recording) {
			r.Exchanges[last].Request.Header.Set(exchange.RequestIDHeader, "req-"+exchange.UnknownServer)
		}, "which does not follow from its challenge, or comes twice"},
		"two of one name": {func(r *recording) {
			r.Exchanges[last].Request.Header.Set(exchange.RequestIDHeader, r.Exchanges[0].Request.Header.Get(exchange.RequestIDHeader))
		}, "which does not follow from its challenge, or comes twice"},
		"the usual ids of nobody": {func(r *recording) {
			r.Bindings = slices.DeleteFunc(r.Bindings, func(b exchange.Binding) bool { return b.Symbol == exchange.UnknownID })
		}, "it asks for other ids that nobody has than its challenge chooses"},
		"two in another turn": {func(r *recording) {
			one, other := r.Exchanges[last].Request.Header, r.Exchanges[last-1].Request.Header
			a, b := one.Get(exchange.RequestIDHeader), other.Get(exchange.RequestIDHeader)
			one.Set(exchange.RequestIDHeader, b)
			other.Set(exchange.RequestIDHeader, a)
		}, "was sent out of the turn that its challenge chooses"},
		"cut short": {func(r *recording) { r.Ending, r.Exchanges = exchange.Interrupted, r.Exchanges[:last] }, ""},
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

// limiting refuses one request as one too many, to be asked again at once.
type limiting struct{ refused atomic.Bool }

func (l *limiting) RoundTrip(r *http.Request) (*http.Response, error) {
	if l.refused.Swap(true) {
		return http.DefaultTransport.RoundTrip(r)
	}
	return &http.Response{
		Status: "429 Too Many Requests", StatusCode: http.StatusTooManyRequests, Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1,
		Header: http.Header{"Retry-After": {"0"}}, Body: http.NoBody, Request: r,
	}, nil
}
