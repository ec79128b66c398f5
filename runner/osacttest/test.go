package osacttest

import (
	"context"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/osact/osact/runner/connect"
	"github.com/osact/osact/runner/gotest"
	"github.com/osact/osact/runner/run"
	"github.com/osact/osact/runner/signals"
	"github.com/osact/osact/suites/exchange"
	"github.com/osact/osact/suites/judge"
)

// Test judges a target. It runs a subtest for each requirement of the profile, by
// its id. Where the requirement is violated the subtest fails, with an error for
// each place that says what was asked, wanted and got; a violated SHOULD is logged,
// and fails if Strict. Where it does not apply, or could not be judged, the subtest
// is skipped, with the reason.
//
// What did not run never counts as passed: where a MUST could not be judged t fails,
// with one sentence that says what is missing. It fails at once, and asks nothing,
// where the target is not one that can be judged.
//
// Nothing is written to a service unless AllowWrites says so. Then the servers that
// are made are deleted before Test returns, also where the test is interrupted.
func Test(t *testing.T, target Target) {
	t.Helper()
	if err := target.check(); err != nil {
		t.Fatalf("osacttest: %s", err)
	}
	r, err := target.run(target.ledger(t))
	if err != nil {
		t.Fatalf("osacttest: %s", words(err.Error()))
	}
	defer r.Results.Close()
	if end, ok := t.Deadline(); ok {
		if r.Player.Deadline == 0 {
			r.Player.Deadline = deadline
		}
		if err := gotest.Fit(r, end); err != nil {
			t.Fatalf("osacttest: %s", err)
		}
	}
	url, environ := target.URL, os.Environ()
	if target.Handler != nil {
		url, environ = serve(t, target.Handler)+target.Path, nil
		r.Player.Pause = firstPause
	}
	ctx, interrupted := t.Context(), func() int { return 0 }
	var left error
	if target.AllowWrites {
		var stop func()
		ctx, interrupted, stop = signals.Context(ctx)
		defer func() { endIf(interrupted(), left) }()
		defer stop()
	}
	c, err := target.connect(ctx, r, url, environ)
	if err != nil {
		t.Fatalf("osacttest: %s", words(err.Error()))
	}
	var recording exchange.Recording
	recording, left, err = r.Ask(ctx, c, logger{t})
	if left != nil {
		t.Errorf("osacttest: %s", words(left.Error()))
	}
	if err != nil {
		t.Fatalf("osacttest: %s", words(err.Error()))
	}
	trial, err := judge.Open(r.Contract, r.Claims, recording)
	if err != nil {
		t.Fatalf("osacttest: %s", words(r.Keep(recording, c.Redactor(), err).Error()))
	}
	var findings []judge.Finding
	for _, c := range r.Claims {
		findings = append(findings, trial.Evaluate(c)...)
	}
	v, _, err := r.Conclude(trial, recording, findings, run.Circumstances{Left: left, Signal: interrupted()}, c.Redactor())
	if err != nil {
		t.Fatalf("osacttest: %s", words(err.Error()))
	}
	if interrupted() != 0 {
		t.Fatal("osacttest: the run was interrupted")
	}
	report(t, v, recording)
}

// firstPause is the one before a handler is asked again whether an action has ended:
// most need no time. The next are each twice as long, up to 2 s.
const firstPause = 50 * time.Microsecond

// deadline is how long asking may take where the target does not say.
const deadline = 10 * time.Minute

// ledger returns where the servers that a run makes are listed.
func (target Target) ledger(t *testing.T) string {
	switch {
	case target.Ledger != "" || !target.AllowWrites:
		return target.Ledger
	case target.Handler != nil:
		return filepath.Join(t.TempDir(), "ledger.json")
	}
	return "osact-ledger.json"
}

// serve serves a handler on the loopback interface until the test ends, and returns
// its URL.
func serve(t *testing.T, handler http.Handler) string {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatalf("osacttest: no port for the handler on the loopback interface: %s", err)
	}
	server := &http.Server{Handler: handler, ReadHeaderTimeout: 10 * time.Second}
	go server.Serve(listener) // ends with ErrServerClosed
	t.Cleanup(func() { server.Close() })
	return "http://" + listener.Addr().String()
}

// connect returns what is asked and as whom.
func (target Target) connect(ctx context.Context, r *run.Run, url string, environ []string) (*connect.Connection, error) {
	options, err := target.options(url, environ)
	if err != nil {
		return nil, err
	}
	parts, err := target.known()
	if err != nil {
		return nil, err
	}
	c, err := connect.Dial(ctx, options)
	if err != nil {
		return nil, err
	}
	c.Known = append(c.Known, parts...)
	if target.AllowWrites {
		c.Known = append(c.Known, run.Material{Image: target.Image, Flavor: target.Flavor, Network: target.Network}.Bindings(r.ID)...)
	}
	if target.TLS != nil {
		c.TLS, c.Target.Insecure = target.TLS, target.TLS.InsecureSkipVerify
	}
	for actor, identity := range c.Actors {
		identity.Origin = "field Tokens"
		c.Actors[actor] = identity
	}
	return c, nil
}

// logger writes to the log of a test.
type logger struct{ t *testing.T }

func (l logger) Write(p []byte) (int, error) {
	l.t.Log(string(p))
	return len(p), nil
}
