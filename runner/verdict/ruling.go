package verdict

import (
	"fmt"
	"strings"

	"github.com/osact/osact/openapi"
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
	// Error: there was nothing to judge by, which is a defect of osact.
	Error Ruling = "error"
)

// The exit codes that a verdict calls for. Where several apply it is the first
// of 5, 1, 3, 0; the other codes are the command's business.
const (
	ExitConformant    = 0
	ExitNonconformant = 1
	ExitIncomplete    = 3
	ExitError         = 5
)

// rule settles the ruling, its reason and the exit code of a verdict that has
// been counted. Defects are what went wrong in making it.
func (v *Verdict) rule(defects []string) {
	broken, gaps := v.broken(), v.gaps()
	warnings := v.Levels.Should.Violated
	switch {
	case len(defects) > 0:
		v.Verdict, v.Exit, v.Reason = Error, ExitError, strings.Join(defects, "; ")
	case len(broken) > 0:
		v.Verdict, v.Exit, v.Reason = Nonconformant, ExitNonconformant, strings.Join(append(broken, gaps...), "; ")
	case len(gaps) > 0:
		v.Verdict, v.Exit, v.Reason = Incomplete, ExitIncomplete, strings.Join(gaps, "; ")
	case warnings > 0:
		v.Verdict, v.Exit, v.Reason = ConformantWithWarnings, ExitConformant, fmt.Sprintf("%d SHOULD violated", warnings)
	case v.Strict:
		v.Verdict, v.Exit, v.Reason = Conformant, ExitConformant, "every MUST and SHOULD that applies holds"
	default:
		v.Verdict, v.Exit, v.Reason = Conformant, ExitConformant, "every MUST that applies holds"
	}
}

// broken says what makes the target nonconformant.
func (v *Verdict) broken() []string {
	var broken []string
	if n := v.Levels.Must.Violated; n > 0 {
		broken = append(broken, fmt.Sprintf("%d MUST violated", n))
	}
	if n := v.Levels.Should.Violated; n > 0 && v.Strict {
		broken = append(broken, fmt.Sprintf("%d SHOULD violated, which is held against the target (strict)", n))
	}
	return broken
}

// gaps says what keeps the verdict from being complete.
func (v *Verdict) gaps() []string {
	var gaps []string
	switch v.Ending {
	case exchange.Complete:
	case exchange.Interrupted:
		gaps = append(gaps, "the run was interrupted")
	case exchange.OutOfTime:
		gaps = append(gaps, "the run was out of time")
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
	if v.Levels.Must.Satisfied == 0 {
		gaps = append(gaps, "no MUST was seen to hold")
	}
	return gaps
}
