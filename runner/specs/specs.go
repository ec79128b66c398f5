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
// two must find the same, or osact cannot be trusted. It can be called once in a
// process: Ginkgo keeps its tree in the process. It returns the recording beside the
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
	found, err := run(trial)
	if err != nil {
		return nil, nil, exit.Defectf("%w", err)
	}
	findings = trial.Findings()
	if a, b := judge.Digest(found), judge.Digest(findings); a != b {
		return nil, nil, exit.Defectf("the specs and the judge disagree about one recording (%s, %s)", a, b)
	}
	return findings, trial, nil
}

// run runs the specs of a trial and returns what they found. Ginkgo's own report
// stays silent, since osact renders the verdict itself.
func run(trial *judge.Evaluator) ([]judge.Finding, error) {
	formatter.ColorableStdOut, formatter.ColorableStdErr = io.Discard, io.Discard
	var found suites.Found
	var broken error
	suites.Specs(trial.Claims(), func() *judge.Evaluator { return trial })
	ginkgo.ReportAfterSuite("findings", func(r ginkgo.Report) {
		found, broken = suites.FoundBy(r, trial.Claims())
	})
	gomega.RegisterFailHandler(ginkgo.Fail)
	suite, reporter := ginkgo.GinkgoConfiguration()
	suite.FailOnEmpty, suite.FailOnPending = true, true
	ginkgo.RunSpecs(failures{}, "osact", suite, reporter)
	if broken != nil {
		return nil, fmt.Errorf("the specs' findings can't be read: %w", broken)
	}
	return found.Findings, nil
}

// failures takes Ginkgo's word that a spec failed for what it is: part of the
// findings, which decide the exit code.
type failures struct{}

func (failures) Fail() {}
