// The specs, as go test and ginkgo run them. Behind -args or -- stands what osact
// run takes:
//
//	go test ./suites                                                   # the reference cloud
//	go test ./suites -args --as=member=staging                         # a cloud
//	go tool ginkgo -p ./suites -- --target=https://cloud:8774          # the same, as Ginkgo users run it
//	go tool ginkgo --label-filter='MUST && show.headers' ./suites      # some specs; suites.LabelsOf has the labels
//
// Paths count from the folder above this one, where osact run is started.
package suites_test

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"io"
	"log"
	"os"
	"testing"
	"time"

	. "github.com/onsi/ginkgo/v2"
	. "github.com/onsi/gomega"

	"github.com/osact/osact/openapi"
	"github.com/osact/osact/runner/gotest"
	"github.com/osact/osact/runner/render/console"
	"github.com/osact/osact/runner/run"
	"github.com/osact/osact/runner/secret"
	"github.com/osact/osact/runner/signals"
	"github.com/osact/osact/runner/specs"
	"github.com/osact/osact/runner/terminal"
	"github.com/osact/osact/suites"
	"github.com/osact/osact/suites/exchange"
	"github.com/osact/osact/suites/judge"
)

// given is what stands behind -args or --.
var given = gotest.Register(flag.CommandLine)

// TestConformance runs the specs of a profile against a target.
func TestConformance(t *testing.T) {
	t.Chdir("..")
	// net/http logs what a target sends without being asked, and that may be a token.
	log.SetOutput(io.Discard)
	r, err := given.Prepare(os.Environ())
	if err == nil {
		err = specs.CheckFilter(GinkgoLabelFilter(), r.Claims)
	}
	if err != nil {
		t.Fatal(terminal.Legible(err))
	}
	c := &conformance{run: r}
	if end, ok := t.Deadline(); ok {
		c.end = end
	}
	asking := r.Player.Deadline + run.DeletionTime + time.Minute
	SynchronizedBeforeSuite(c.ask, c.open, NodeTimeout(asking), GracePeriod(asking-r.Player.Deadline))
	binding := []openapi.Level{openapi.Must}
	if r.Strict {
		binding = append(binding, openapi.Should)
	}
	suites.Specs(r.Claims, func() *judge.Evaluator { return c.trial }, binding...)
	ReportAfterSuite("verdict", c.conclude, GracePeriod(time.Minute))
	RegisterFailHandler(Fail)
	suite, reporter := GinkgoConfiguration()
	suite.FailOnEmpty = true
	RunSpecs(t, "osact", suite, reporter)
}

// conformance is a run that is judged by the specs.
type conformance struct {
	run *run.Run
	end time.Time // when go test ends the process; zero: never

	// Of the process that asks:
	asked     bool
	recording exchange.Recording
	guard     *secret.Redactor
	left      error // servers that could not be deleted

	trial *judge.Evaluator // nil until the specs run
}

// ask asks the target, in the first process alone, and returns the recording for
// the others.
func (c *conformance) ask(spec SpecContext) []byte {
	GinkgoHelper()
	succeed(given.Open(c.run, os.Stderr))
	// Ginkgo knows of Ctrl-C, and not of a terminal that closes.
	ctx, _, stop := signals.Context(spec)
	defer stop()
	connection, err := given.Connect(ctx, os.Environ())
	succeed(err)
	defer func() { succeed(connection.Close()) }()
	if !c.end.IsZero() {
		succeed(gotest.Fit(c.run, c.end)) // logging in has taken its time
	}
	c.guard = connection.Redactor()
	c.recording, c.left, err = c.run.Ask(ctx, connection, os.Stderr)
	if err != nil {
		succeed(errors.Join(err, c.left))
	}
	c.asked = true
	if suite, _ := GinkgoConfiguration(); suite.ParallelTotal == 1 {
		return nil
	}
	var har bytes.Buffer
	succeed(c.recording.WriteHAR(&har))
	return har.Bytes()
}

// open lays the recording beside the contract, in each process.
func (c *conformance) open(har []byte) {
	GinkgoHelper()
	recording := c.recording
	if !c.asked {
		var err error
		recording, err = exchange.ReadHAR(bytes.NewReader(har))
		succeed(err)
	}
	trial, err := judge.Open(c.run.Contract, c.run.Claims, recording)
	if err != nil && c.asked {
		err = c.run.Keep(recording, c.guard, err)
	}
	succeed(err)
	c.trial = trial
}

// conclude makes the verdict of what the specs found, in the process that sees
// all of it. Where a MUST was not tested the suite fails, though no spec did.
func (c *conformance) conclude(_ SpecContext, report Report) {
	if !c.asked {
		return // the reason has been given
	}
	defer c.run.Results.Close()
	outcome := c.outcome(report)
	v, _, err := c.run.Conclude(c.trial, c.recording, outcome.Findings, run.Circumstances{Left: c.left, LeftOut: outcome.LeftOut, Only: outcome.Only}, c.guard)
	succeed(err)
	fmt.Println()
	succeed(console.Summary(os.Stdout, v, c.run.Results.Paths(), terminal.StyleOf(os.Stdout, os.Getenv)))
	if c.left != nil || v.Exit != 0 && (outcome.LeftOut == "" || !v.Sound()) {
		Fail(fmt.Sprintf("%s: %s", v.Verdict, v.Reason))
	}
}

// outcome is what the specs found; of a run that was interrupted before they ran,
// what they would have found.
func (c *conformance) outcome(report Report) specs.Outcome {
	GinkgoHelper()
	if c.trial != nil {
		outcome, err := specs.OutcomeOf(report, c.run.Claims)
		succeed(err)
		return outcome
	}
	c.open(nil)
	var outcome specs.Outcome
	for _, claim := range c.run.Claims {
		outcome.Findings = append(outcome.Findings, c.trial.Evaluate(claim)...)
	}
	return outcome
}

func succeed(err error) {
	GinkgoHelper()
	if err != nil {
		Fail(terminal.Legible(err))
	}
}
