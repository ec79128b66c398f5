// Package specs runs the Ginkgo specs over a recording, and says what a run of them
// amounts to, in which not all may have been chosen.
package specs

import (
	"fmt"
	"io"

	"github.com/onsi/ginkgo/v2"
	"github.com/onsi/ginkgo/v2/formatter"
	"github.com/onsi/gomega"

	"github.com/osact/osact/openapi"
	"github.com/osact/osact/runner/exit"
	"github.com/osact/osact/suites"
	"github.com/osact/osact/suites/claim"
	"github.com/osact/osact/suites/exchange"
	"github.com/osact/osact/suites/judge"
)

// Judge runs the Ginkgo specs over a recording and judges it without them: the
// two must find the same, or osact cannot be trusted, unless a signal ends the specs
// early, which Ginkgo listens to: then what is judged without them is all there is. It can
// be called once in a process: Ginkgo keeps its tree in the process. It returns the recording beside the
// contract, too. Every error is a defect of osact, a panic among them.
func Judge(contract *openapi.Contract, claims []claim.Claim, recording exchange.Recording) (findings []judge.Finding, trial *judge.Evaluator, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = exit.Panicked(p)
		}
	}()
	trial, err = judge.Open(contract, claims, recording)
	if err != nil {
		return nil, nil, exit.Defectf("%w", err)
	}
	found, interrupted, err := run(trial)
	if err != nil {
		return nil, nil, exit.Defectf("%w", err)
	}
	if interrupted { // the spec that ran then goes on in the background, and may use the trial
		if trial, err = judge.Open(contract, claims, recording); err != nil {
			return nil, nil, exit.Defectf("%w", err)
		}
		return trial.Findings(), trial, nil
	}
	findings = trial.Findings()
	if a, b := judge.Digest(found), judge.Digest(findings); a != b {
		return nil, nil, exit.Defectf("the specs and the judge disagree about one recording (%s, %s)", a, b)
	}
	return findings, trial, nil
}

// run runs the specs of a trial and returns what they found, and whether a signal ended
// them early. Ginkgo's own report stays silent, since osact renders the verdict itself.
func run(trial *judge.Evaluator) (all []judge.Finding, interrupted bool, err error) {
	formatter.ColorableStdOut, formatter.ColorableStdErr = io.Discard, io.Discard
	var found suites.Found
	var broken error
	suites.Specs(trial.Claims(), func() *judge.Evaluator { return trial })
	ginkgo.ReportAfterSuite("findings", func(r ginkgo.Report) {
		found, broken = suites.FoundBy(r, trial.Claims())
		interrupted = len(found.LeftOut) > 0 && len(r.SpecialSuiteFailureReasons) > 0
	})
	gomega.RegisterFailHandler(ginkgo.Fail)
	suite, reporter := ginkgo.GinkgoConfiguration()
	suite.FailOnEmpty, suite.FailOnPending = true, true
	ginkgo.RunSpecs(failures{}, "osact", suite, reporter)
	if broken != nil {
		return nil, false, fmt.Errorf("the specs' findings can't be read: %w", broken)
	}
	return found.Findings, interrupted, nil
}

// failures takes Ginkgo's word that a spec failed for what it is: part of the
// findings, which decide the exit code.
type failures struct{}

func (failures) Fail() {}
