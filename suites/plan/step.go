package plan

import (
	"github.com/osact/osact/suites/claim"
	"github.com/osact/osact/suites/exchange"
	"github.com/osact/osact/suites/match"
)

// Step is a probe of the plan and what it waits for: its symbols, always, and
// the probes that must be settled before it, where it names some.
type Step struct {
	Probe exchange.Probe
	After []exchange.Probe
	// Needs are symbols that must be bound though the probe does not name them.
	Needs []string
	// Until, of a question that is asked again and again, reports that an answer
	// tells what the question is for: then it is not asked again.
	Until func(*match.Answer) bool
}

// Capture binds symbols to what the answers to some probes hold.
type Capture struct {
	Binds []string
	From  []exchange.Probe
	// Needs are symbols without which From is not asked.
	Needs []string
	// Until: those of From that are asked again (their Nth) are asked only while
	// no answer fulfils it.
	Until func(*match.Answer) bool
	// Pick returns a value for each symbol of Binds, empty where it finds
	// none. It gets the answers to From in that order, nil where there is none.
	Pick func(answers []*match.Answer) []string
	// Begins is the key of a list in the first answer of which the beginning is enough,
	// where all of it is more than osact keeps. Optional.
	Begins string
	// Missing says why a symbol has no value, for the findings that need it.
	Missing Unasked
	// Refused says what the first answer makes of the symbols where it tells
	// none, if that is neither Missing nor what any refusal comes to. Optional.
	Refused func(first *match.Answer) (Unasked, bool)
}

// Unasked says why a probe was not asked and what that makes of its findings.
type Unasked struct {
	Outcome  claim.Outcome // NotApplicable, Untested or Inconclusive
	Reason   string
	Evidence []exchange.Probe // whose answers prove it
	// Unneeded: the same question, asked before, was answered so that there was no
	// need to ask it again.
	Unneeded bool
	// Later: it may be asked, in a run that goes on.
	Later bool
}
