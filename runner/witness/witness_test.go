package witness_test

import (
	"bytes"
	"context"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/osact/osact/fixtures/cloud"
	"github.com/osact/osact/runner/connect"
	"github.com/osact/osact/runner/play"
	"github.com/osact/osact/runner/record"
	"github.com/osact/osact/runner/verify"
	"github.com/osact/osact/runner/witness"
	"github.com/osact/osact/suites/claim"
	"github.com/osact/osact/suites/exchange"
	"github.com/osact/osact/suites/suitestest"
)

const challenge = exchange.Challenge("certifier-nonce-0001")

// reference starts a reference cloud.
func reference(t *testing.T) *connect.Connection {
	t.Helper()
	handler, err := cloud.New(cloud.Options{})
	if err != nil {
		t.Fatal(err)
	}
	c, err := connect.Serve(handler, handler.Users())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { c.Close() })
	for i, b := range c.Known {
		if b.Symbol == claim.RunID {
			c.Known[i].Value = challenge.RunID("0123456789")
		}
	}
	c.Known = append(c.Known, exchange.Binding{Symbol: exchange.UnknownID, Value: challenge.Unknown(), Origin: "flag --challenge"})
	return c
}

// run records what some requirements ask of a cloud.
func run(t *testing.T, c *connect.Connection, only ...string) exchange.Recording {
	t.Helper()
	r, err := record.Record(t.Context(), suitestest.Contract(t), c, record.Options{Suite: "1.0", Profile: "full", Only: only, Challenge: challenge}, play.Player{})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// asking returns the witness that a cloud is, asked as an actor.
func asking(t *testing.T, c *connect.Connection, as exchange.Actor) witness.Witness {
	t.Helper()
	player, err := record.PlayerFor(c, play.Player{})
	if err != nil {
		t.Fatal(err)
	}
	session := player.Session()
	t.Cleanup(session.Close)
	return witness.Witness{URL: c.Target.URL, As: as, Who: c.Actors[as], Ask: session.Ask}
}

func TestTestify(t *testing.T) {
	here, elsewhere := reference(t), reference(t)
	wrote := run(t, here, "lifecycle.id.is-the-request-id")
	onlyRead := run(t, here, "show.status.is-200")
	const happened, names = "this run happened there: the 8 actions", "by names that follow from the challenge"
	body := func(old, by string) func(*exchange.Exchange) {
		return func(x *exchange.Exchange) {
			x.Response.Body = bytes.ReplaceAll(x.Response.Body, []byte(old), []byte(by))
		}
	}
	status := func(code int, body string) func(*exchange.Exchange) {
		return func(x *exchange.Exchange) { x.Response.Status, x.Response.Body = code, []byte(body) }
	}
	for name, test := range map[string]struct {
		of     exchange.Recording
		at     *connect.Connection
		as     exchange.Actor
		change func(*exchange.Exchange) // of what the cloud answers
		want   []verify.Standing
		says   string
	}{
		"here, as the member":    {of: wrote, at: here, as: exchange.Member, want: []verify.Standing{verify.Shown, verify.Shown}, says: happened},
		"here, as an admin":      {of: wrote, at: here, as: exchange.Admin, want: []verify.Standing{verify.Shown, verify.Shown}, says: names},
		"here, as another":       {of: wrote, at: here, as: exchange.Outsider, want: []verify.Standing{verify.NotShown}, says: "ask as one that is, or as an admin"},
		"elsewhere":              {of: wrote, at: elsewhere, as: exchange.Member, want: []verify.Standing{verify.Refused}, says: "it does not know 8 of the 8 actions"},
		"elsewhere, as another":  {of: wrote, at: elsewhere, as: exchange.Outsider, want: []verify.Standing{verify.NotShown}, says: "ask as one that is, or as an admin"},
		"at another time":        {of: wrote, at: here, as: exchange.Member, change: body(`"start_time": "2`, `"start_time": "1`), want: []verify.Standing{verify.Refused}, says: "the start_time is"},
		"by another":             {of: wrote, at: here, as: exchange.Member, change: body(wrote.Actors[exchange.Member].User, "mallory"), want: []verify.Standing{verify.Refused}, says: "the user_id is"},
		"in another project":     {of: wrote, at: here, as: exchange.Member, change: body(wrote.Actors[exchange.Member].Project, "nowhere"), want: []verify.Standing{verify.Refused}, says: "the project_id is"},
		"something else":         {of: wrote, at: here, as: exchange.Member, change: body(`"action": "create"`, `"action": "rebuild"`), want: []verify.Standing{verify.Refused}, says: `the action is`},
		"another event":          {of: wrote, at: here, as: exchange.Member, change: body(`"event": "compute_`, `"event": "other_`), want: []verify.Standing{verify.Refused}, says: "it has no event"},
		"another result":         {of: wrote, at: here, as: exchange.Member, change: body(`"result": "Success"`, `"result": "Error"`), want: []verify.Standing{verify.Refused}, says: "the result of its event"},
		"events are not shown":   {of: wrote, at: here, as: exchange.Member, change: body(`"events"`, `"Events"`), want: []verify.Standing{verify.Shown, verify.Shown}, says: happened},
		"names are not told":     {of: wrote, at: here, as: exchange.Member, change: body("osact-zhho5", "osact-other"), want: []verify.Standing{verify.Shown, verify.NotShown}, says: "the names of 2 of its servers"},
		"it may not be asked":    {of: wrote, at: here, as: exchange.Member, change: status(403, `{"forbidden": {"code": 403, "message": "no"}}`), want: []verify.Standing{verify.NotShown}, says: "it was answered 403"},
		"it is down":             {of: wrote, at: here, as: exchange.Member, change: status(503, ""), want: []verify.Standing{verify.NotShown}, says: "it can't be asked"},
		"another service":        {of: wrote, at: here, as: exchange.Member, change: status(200, `{}`), want: []verify.Standing{verify.NotShown}, says: "the answer shows no action"},
		"nothing was written":    {of: onlyRead, at: here, as: exchange.Member, want: []verify.Standing{verify.NotShown}, says: "are told as they were recorded"},
		"of other data":          {of: onlyRead, at: here, as: exchange.Member, change: body(`"start_time": "2`, `"start_time": "1`), want: []verify.Standing{verify.Refused}, says: "it tells otherwise what the run read"},
		"of data that is gone":   {of: onlyRead, at: here, as: exchange.Member, change: status(404, `{"itemNotFound": {"code": 404, "message": "no"}}`), want: []verify.Standing{verify.NotShown}, says: "is told any more"},
		"nothing was asked":      {of: exchange.Recording{}, at: here, as: exchange.Member, want: []verify.Standing{verify.NotShown}, says: "caused nothing that could be asked for"},
		"of an early release":    {of: upTo(wrote, "2.20"), at: here, as: exchange.Member, want: []verify.Standing{verify.NotShown}, says: "nothing is told of such"},
		"without a challenge":    {of: unchallenged(wrote), at: here, as: exchange.Member, want: []verify.Standing{verify.Shown}, says: happened},
		"events came since then": {of: wrote, at: here, as: exchange.Member, change: body(`"events": [`, `"events": [{"event": "later", "start_time": null}, `), want: []verify.Standing{verify.Shown, verify.Shown}, says: happened},
	} {
		t.Run(name, func(t *testing.T) {
			w := asking(t, test.at, test.as)
			ask, asked := w.Ask, 0
			w.Ask = func(ctx context.Context, probe exchange.Probe) exchange.Exchange {
				asked++
				x := ask(ctx, probe)
				if probe.Method != http.MethodGet {
					t.Errorf("%s changes something", probe)
				}
				if test.change != nil {
					test.change(&x)
				}
				return x
			}
			var standings []verify.Standing
			var text strings.Builder
			for _, p := range w.Testify(t.Context(), test.of) {
				standings = append(standings, p.Standing)
				text.WriteString(p.Text + "\n")
			}
			if !slices.Equal(standings, test.want) || !strings.Contains(text.String(), test.says) {
				t.Errorf("%v\n%s want %v and %q", standings, text.String(), test.want, test.says)
			}
			if asked > 30 {
				t.Errorf("%d questions", asked)
			}
		})
	}
}

// However much a recording says, and whatever its ids are, little is asked, and only
// about actions and servers.
func TestAHostileRecordingAsksLittle(t *testing.T) {
	var r exchange.Recording
	for _, id := range append([]string{"..", "a/../../x", "a?b", "a\x00b"}, strings.Split(strings.Repeat("x", 500), "")...) {
		for i := range 3 {
			r.Exchanges = append(r.Exchanges, exchange.Exchange{
				Request:  exchange.Request{Method: "GET", URL: "http://c/v2.1/servers/" + id + "/os-instance-actions/req-" + strings.Repeat("1", len(r.Exchanges)%200+i)},
				Response: &exchange.Response{Status: 200, Body: []byte(`{"instanceAction": {"start_time": "x"}}`)},
			})
		}
	}
	asked := 0
	w := witness.Witness{As: exchange.Member, Ask: func(_ context.Context, p exchange.Probe) exchange.Exchange {
		asked++
		if strings.ContainsAny(p.Path, "?%\x00") || strings.Contains(p.Path, "..") || !strings.HasPrefix(p.Path, "/v2.1/servers/") {
			t.Errorf("it asks %s", p.Path)
		}
		return exchange.Exchange{Probe: p, Response: r.Exchanges[0].Response}
	}}
	w.Testify(t.Context(), r)
	if asked == 0 || asked > 30 {
		t.Errorf("%d questions", asked)
	}
}

func upTo(r exchange.Recording, maximum string) exchange.Recording {
	r.Bindings = slices.Clone(r.Bindings)
	for i, b := range r.Bindings {
		if b.Symbol == claim.TargetMaximum {
			r.Bindings[i].Value = maximum
		}
	}
	return r
}

func unchallenged(r exchange.Recording) exchange.Recording {
	r.Challenge = ""
	return r
}
