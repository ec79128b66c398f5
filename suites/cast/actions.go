package cast

import (
	"fmt"
	"slices"

	"github.com/osact/osact/suites/claim"
	"github.com/osact/osact/suites/exchange"
	"github.com/osact/osact/suites/match"
	"github.com/osact/osact/suites/plan"
)

// played casts one part: which of the actions that were read fits it best.
// fits says how well an action does, 0 if it does not.
func (f Finder) played(part string, fits func(*match.Answer) int, missing plan.Unasked) plan.Capture {
	c := plan.Capture{
		Binds:   []string{part + ".server", part + ".id"},
		Pick:    f.amongRead(func(answers []*match.Answer) []string { return fittest(answers, fits) }),
		Missing: missing,
	}
	for i := range f.actionsRead() {
		c.From = append(c.From, f.Reading(i))
	}
	c.From = slices.Concat(c.From, f.someActions().From)
	c.Missing.Evidence = slices.Concat(f.someServers().From, c.From)
	return c
}

// amongRead picks one of the actions that were read, of which the answers come first, and
// behind them the lists that they are from. What is asked about is asked for often, so it
// is one of those with small answers if there is such a one.
func (f Finder) amongRead(pick func([]*match.Answer) []string) func([]*match.Answer) []string {
	return func(answers []*match.Answer) []string {
		read, lists := answers[:f.actionsRead()], answers[f.actionsRead():]
		if small := pick(withSmallAnswers(read, lists)); small[0] != "" {
			return small
		}
		return pick(read)
	}
}

func (f Finder) finishedAction() plan.Capture {
	c := f.played("finished", nil, plan.Unasked{
		Outcome: claim.Untested,
		Reason:  fmt.Sprintf("no action among the first %d of the %s's servers ended well: stop and start a server, or give --server and --action", f.actionsRead(), f.Owner),
	})
	once := f.amongRead(func(answers []*match.Answer) []string {
		return fittest(answers, func(a *match.Answer) int { return fitsFinished(a, answers) })
	})
	again := f.amongRead(func(answers []*match.Answer) []string { return fittest(answers, fitsFinishedAgain) })
	c.Pick = func(answers []*match.Answer) []string {
		if found := once(answers); found[0] != "" {
			return found
		}
		return again(answers)
	}
	return c
}

func (f Finder) failedAction() plan.Capture {
	return f.played("failed", fitsFailed, plan.Unasked{
		Outcome: claim.Untested,
		Reason:  fmt.Sprintf("no action among the first %d of the %s's servers failed: resize a server to a flavor that fits no host", f.actionsRead(), f.Owner),
	})
}

// runningAction casts a part that nobody can be asked to play.
func (f Finder) runningAction() plan.Capture {
	return f.played("running", fitsRunning, plan.Unasked{
		Outcome: claim.NotApplicable,
		Reason:  "not seen: none of the actions read was running",
	})
}

// foreignAction casts a part by comparison: its initiator is a user, and not
// the one who asked for most of the actions read.
func (f Finder) foreignAction() plan.Capture {
	c := f.played("foreign", nil, plan.Unasked{
		Outcome: claim.NotApplicable,
		Reason:  "not seen: all of the actions read were asked for by one user",
	})
	c.Pick = func(answers []*match.Answer) []string {
		usual := usualInitiator(answers[:f.actionsRead()])
		return f.amongRead(func(read []*match.Answer) []string {
			return fittest(read, func(a *match.Answer) int { return fitsForeign(a, usual) })
		})(answers)
	}
	return c
}

// Reading is how discovery reads its nth action: at the newest microversion,
// where the events are shown, unless the profile asks on the legacy path alone.
func (f Finder) Reading(n int) exchange.Probe {
	probe := claim.Show(Read(n)).At("{" + claim.TargetNewest + "}").Rows(f.Scope)[0][0]
	if f.Legacy {
		return f.OnLegacy(probe)
	}
	return probe
}
