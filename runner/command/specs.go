package command

import (
	"fmt"
	"io"

	"github.com/onsi/ginkgo/v2"
	"github.com/onsi/ginkgo/v2/formatter"
	"github.com/onsi/gomega"

	"github.com/osact/osact/suites"
	"github.com/osact/osact/suites/judge"
)

// runSpecs runs the Ginkgo specs of a trial and returns what they found. It
// can be called once in a process: Ginkgo keeps its tree in the process.
//
// Ginkgo's own report stays silent, since osact renders the verdict itself.
func runSpecs(trial *judge.Evaluator) ([]judge.Finding, error) {
	formatter.ColorableStdOut, formatter.ColorableStdErr = io.Discard, io.Discard
	var found []judge.Finding
	var broken error
	suites.Specs(trial.Claims(), func() *judge.Evaluator { return trial })
	ginkgo.ReportAfterSuite("findings", func(r ginkgo.Report) {
		found, broken = suites.Findings(r)
	})
	gomega.RegisterFailHandler(ginkgo.Fail)
	suite, reporter := ginkgo.GinkgoConfiguration()
	suite.FailOnEmpty, suite.FailOnPending = true, true
	ginkgo.RunSpecs(unmoved{}, "osact", suite, reporter)
	if broken != nil {
		return nil, fmt.Errorf("the specs' findings can't be read: %w", broken)
	}
	return found, nil
}

// unmoved takes Ginkgo's word that a spec failed for what it is: part of the
// findings, which decide the exit code.
type unmoved struct{}

func (unmoved) Fail() {}
