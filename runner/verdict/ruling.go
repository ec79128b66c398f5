package verdict

import (
	"fmt"
	"strings"

	"github.com/osact/osact/openapi"
	"github.com/osact/osact/runner/exit"
	"github.com/osact/osact/suites/claim"
	"github.com/osact/osact/suites/exchange"
)

// Ruling is the verdict in one word.
type Ruling string

// The rulings.
const (
	// Conformant: every MUST of the profile that applies was asked and holds,
	// and there is at least one.
	Conformant Ruling = "conformant"
	// ConformantWithWarnings: the same, but a SHOULD is violated.
	ConformantWithWarnings Ruling = "conformant-with-warnings"
	// Incomplete: nothing that counts is violated, but a MUST, or, if that is
	// strict, a SHOULD is untested or inconclusive, no MUST holds, or the run did
	// not come to its end.
	Incomplete Ruling = "incomplete"
	// Nonconformant: a MUST is violated, or, if that is strict, a SHOULD.
	Nonconformant Ruling = "nonconformant"
	// Partial: the run was narrowed to some requirements, and whether these hold was
	// found out; the reason says so. The rest was not looked at, so that no other word
	// would be right, however it came out.
	Partial Ruling = "partial"
	// Error: there was nothing to judge by, which is a defect of osact.
	Error Ruling = "error"
)

// rule settles the ruling, its reason and the exit code of a verdict that has
// been counted. Defects are what went wrong in making it.
func (v *Verdict) rule(defects []string) {
	broken, gaps := v.broken(), v.gaps()
	warnings := v.Levels.Should.Violated
	switch {
	case len(defects) > 0:
		v.Verdict, v.Exit, v.Reason = Error, exit.Defect, strings.Join(defects, "; ")
	case len(broken) > 0:
		v.Verdict, v.Exit, v.Reason = Nonconformant, exit.Nonconformant, strings.Join(append(broken, gaps...), "; ")
	case len(gaps) > 0:
		v.Verdict, v.Exit, v.Reason = Incomplete, exit.Incomplete, strings.Join(gaps, "; ")
	case warnings > 0:
		v.Verdict, v.Exit, v.Reason = ConformantWithWarnings, exit.Conformant, fmt.Sprintf("%d SHOULD violated", warnings)
	case v.Strict:
		v.Verdict, v.Exit, v.Reason = Conformant, exit.Conformant, "every MUST and SHOULD that applies holds"
	default:
		v.Verdict, v.Exit, v.Reason = Conformant, exit.Conformant, "every MUST that applies holds"
	}
	if len(v.Only) > 0 {
		v.part()
	}
}

// Rulings returns the rulings, the best first.
func Rulings() []Ruling {
	return []Ruling{Conformant, ConformantWithWarnings, Partial, Incomplete, Nonconformant, Error}
}

// part makes the ruling one about a part, which says nothing of the whole.
func (v *Verdict) part() {
	switch v.Verdict {
	case Conformant, ConformantWithWarnings:
		v.Verdict, v.Reason = Partial, "what was chosen holds: "+v.Reason
	case Nonconformant:
		v.Verdict, v.Reason = Partial, "what was chosen does not hold: "+v.Reason
	}
}

// broken says what makes the target nonconformant.
func (v *Verdict) broken() []string {
	var broken []string
	if n := v.Levels.Must.Violated; n > 0 {
		broken = append(broken, fmt.Sprintf("%d MUST violated", n))
	}
	if n := v.Levels.Should.Violated; n > 0 && v.Strict {
		broken = append(broken, fmt.Sprintf("%d SHOULD violated, which counts (strict)", n))
	}
	return broken
}

// gaps says what keeps the verdict from being complete.
func (v *Verdict) gaps() []string {
	gaps := v.undecided()
	if v.Levels.Must.Satisfied == 0 {
		gaps = append(gaps, "no MUST is satisfied")
	}
	return gaps
}

// undecided says what should have been found out and was not.
func (v *Verdict) undecided() []string {
	var gaps []string
	switch v.Ending {
	case exchange.Complete:
	case exchange.Interrupted:
		gaps = append(gaps, "the run was interrupted")
	case exchange.OutOfTime:
		gaps = append(gaps, "the run ran out of time")
	default:
		gaps = append(gaps, "the recording does not say that the run came to its end")
	}
	counting := []openapi.Level{openapi.Must}
	if v.Strict {
		counting = append(counting, openapi.Should)
	}
	for _, level := range counting {
		for _, outcome := range []claim.Outcome{claim.Untested, claim.Inconclusive} {
			if n := v.Levels.Of(level).Of(outcome); n > 0 {
				gaps = append(gaps, fmt.Sprintf("%d %s %s", n, level, outcome))
			}
		}
	}
	return gaps
}
