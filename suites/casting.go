package suites

import (
	"fmt"
	"net/http"
	"slices"
	"strings"

	"github.com/osact/osact/suites/exchange"
	"github.com/osact/osact/suites/match"
)

// Parts returns the names of the parts that discovery casts: each binds the
// symbols NAME.server and NAME.id, and is not looked for where these are given.
func Parts() []string {
	return []string{"finished", "failed", "running", "foreign", "deleted"}
}

// played casts one part: which of the actions that were read fits it best.
// fits says how well an action does, 0 if it does not.
func (f Finder) played(part string, fits func(*match.Answer) int, missing Unasked) Capture {
	c := Capture{
		Binds: []string{part + ".server", part + ".id"},
		Pick: func(answers []*match.Answer) []string {
			return fittest(answers, fits)
		},
		Missing: missing,
	}
	for i := range actionsRead {
		c.From = append(c.From, f.reading(i))
	}
	c.Missing.Evidence = slices.Concat(f.someServers().From, c.From)
	return c
}

// fittest returns the server and the request id that the best answer was asked
// for, the first of equals, and empty texts where none fits.
func fittest(answers []*match.Answer, fits func(*match.Answer) int) []string {
	best, score := []string{"", ""}, 0
	for _, a := range answers {
		if fit := fits(a); fit > score {
			score = fit
			best = askedFor(a)
		}
	}
	return best
}

func (f Finder) finishedAction() Capture {
	c := f.played("finished", nil, Unasked{
		Outcome: Untested,
		Reason:  fmt.Sprintf("no action among the first %d of the %s's servers ended well: stop and start a server, or give --server and --action", actionsRead, f.owner),
	})
	c.Pick = func(answers []*match.Answer) []string {
		return fittest(answers, func(a *match.Answer) int { return fitsFinished(a, answers) })
	}
	return c
}

func (f Finder) failedAction() Capture {
	return f.played("failed", fitsFailed, Unasked{
		Outcome: Untested,
		Reason:  fmt.Sprintf("no action among the first %d of the %s's servers failed: resize a server to a flavor that fits no host", actionsRead, f.owner),
	})
}

// runningAction casts a part that nobody can be asked to play.
func (f Finder) runningAction() Capture {
	return f.played("running", fitsRunning, Unasked{
		Outcome: NotApplicable,
		Reason:  "not seen: none of the actions read was running",
	})
}

// foreignAction casts a part by comparison: its initiator is a user, and not
// the one who asked for most of the actions read.
func (f Finder) foreignAction() Capture {
	c := f.played("foreign", nil, Unasked{
		Outcome: NotApplicable,
		Reason:  "not seen: all of the actions read were asked for by one user",
	})
	c.Pick = func(answers []*match.Answer) []string {
		usual := usualInitiator(answers)
		return fittest(answers, func(a *match.Answer) int { return fitsForeign(a, usual) })
	}
	return c
}

// misplacedAction finds a server and an action that it does not have, though
// another of the servers has it.
func (f Finder) misplacedAction() Capture {
	c := Capture{
		Binds: []string{"misplaced.server", "misplaced.id"},
		From:  f.someActions().From,
		Pick: func(answers []*match.Answer) []string {
			for _, a := range answers {
				for _, b := range answers {
					if id := lackedBy(b, a); id != "" {
						return []string{askedOf(b), id}
					}
				}
			}
			return []string{"", ""}
		},
		Missing: Unasked{
			Outcome: NotApplicable,
			Reason:  fmt.Sprintf("not seen: no action of one of the %s's servers is lacked by another", f.owner),
		},
	}
	c.Missing.Evidence = slices.Concat(f.someServers().From, c.From)
	return c
}

// lackedBy returns the id of an action that one list has and another, which
// was answered too, has not; empty where there is none.
func lackedBy(without, with *match.Answer) string {
	if without == nil || without.Response.Status != http.StatusOK {
		return ""
	}
	for _, action := range listAt(with, "instanceActions") {
		id, _ := action["request_id"].(string)
		has := func(other map[string]any) bool { return other["request_id"] == id }
		if id != "" && !slices.ContainsFunc(listAt(without, "instanceActions"), has) {
			return id
		}
	}
	return ""
}

// reading is how discovery reads its nth action: at the newest microversion,
// where the events are shown, unless the profile asks on the legacy path alone.
func (f Finder) reading(n int) exchange.Probe {
	probe := Show(read(n)).At("{" + targetNewest + "}").rows(f.scope)[0][0]
	if f.legacy {
		return f.onLegacy(probe)
	}
	return probe
}

// askedFor returns the server and the request id in the path of a question:
// what was asked for, whatever the body of the answer says.
func askedFor(a *match.Answer) []string {
	_, path, _ := strings.Cut(a.Exchange.Request.URL, "/servers/")
	server, id, _ := strings.Cut(path, "/os-instance-actions/")
	return []string{server, id}
}

// askedOf returns the server whose actions, or one of them, were asked for.
func askedOf(a *match.Answer) string {
	_, path, _ := strings.Cut(a.Exchange.Request.URL, "/servers/")
	server, _, _ := strings.Cut(path, "/os-instance-actions")
	return server
}

// fitsFinished prefers actions without a message over the rest, among these
// those after which the server did something else, since the newest may go on
// though each of its events so far has ended, and then actions of several
// events over actions of one. Where the target is too old to show events, an
// action without a message will do.
func fitsFinished(a *match.Answer, read []*match.Answer) int {
	action := objectAt(a, "instanceAction")
	if action == nil {
		return 0
	}
	silent, over := 0, 0
	if action["message"] == nil || action["message"] == "" {
		silent = 1
	}
	if slices.ContainsFunc(read, func(other *match.Answer) bool { return follows(other, a) }) {
		over = 1
	}
	events, shown := action["events"].([]any)
	if !shown {
		return 2*silent + silent*over
	}
	var names []string
	for _, e := range events {
		event, _ := e.(map[string]any)
		name, _ := event["event"].(string)
		if event["finish_time"] == nil || event["result"] != "Success" || slices.Contains(names, name) {
			return 0
		}
		names = append(names, name)
	}
	if len(names) == 0 {
		return 0
	}
	return min(len(names), 3) + 3*over + 6*silent
}

// follows reports that an action is a later one of the same server.
func follows(other, a *match.Answer) bool {
	later, before := objectAt(other, "instanceAction"), objectAt(a, "instanceAction")
	start, _ := later["start_time"].(string)
	began, _ := before["start_time"].(string)
	return later != nil && later["instance_uuid"] == before["instance_uuid"] && began != "" && start > began
}

// fitsFailed goes by the message, or else by the events, so that an action
// which contradicts itself is judged all the same. One whose events are all over
// is better than one that goes on, be it to undo what failed.
func fitsFailed(a *match.Answer) int {
	action := objectAt(a, "instanceAction")
	events, _ := action["events"].([]any)
	fit := 1 + min(len(events), 3)
	if fitsRunning(a) == 0 {
		fit += 4
	}
	if action["message"] == "Error" {
		return fit + 8
	}
	for _, e := range events {
		if event, _ := e.(map[string]any); event["result"] == "Error" {
			return fit
		}
	}
	return 0
}

func fitsRunning(a *match.Answer) int {
	events, _ := objectAt(a, "instanceAction")["events"].([]any)
	for _, e := range events {
		if event, _ := e.(map[string]any); event != nil && event["finish_time"] == nil {
			return 1
		}
	}
	return 0
}

// fitsForeign prefers actions with events, which tell the audiences apart.
func fitsForeign(a *match.Answer, usual string) int {
	action := objectAt(a, "instanceAction")
	user, _ := action["user_id"].(string)
	if user == "" || user == usual {
		return 0
	}
	events, _ := action["events"].([]any)
	return 1 + min(len(events), 1)
}

// usualInitiator returns the user who asked for most of the actions, the first
// of equals; empty where no user asked for any.
func usualInitiator(answers []*match.Answer) string {
	asked := map[string]int{}
	var users []string
	for _, a := range answers {
		if user, _ := objectAt(a, "instanceAction")["user_id"].(string); user != "" {
			asked[user]++
			users = append(users, user)
		}
	}
	var usual string
	for _, user := range users {
		if asked[user] > asked[usual] {
			usual = user
		}
	}
	return usual
}

// othersByHand says of the actions that were not given by hand what that makes
// of the claims about them. It asks nothing.
func (f Finder) othersByHand() []Capture {
	return []Capture{
		without(f.someActions(), NotApplicable, "the actions are given by hand, so no others were read"),
		without(f.failedAction(), Untested, "the actions are given by hand, and none that failed is among them: give one with --cast failed=SERVER/REQUEST_ID"),
		without(f.runningAction(), NotApplicable, "not seen: the actions are given by hand, and none that is running is among them"),
		without(f.foreignAction(), NotApplicable, "not seen: the actions are given by hand, so their initiators were not compared"),
		without(f.actionElsewhere(), NotApplicable, "not seen: the actions are given by hand, so those of other servers were not read"),
		without(f.misplacedAction(), NotApplicable, "not seen: the actions are given by hand, and those of other servers are not known"),
		without(f.deletedServer(), NotApplicable, "not seen: the actions are given by hand, and no deleted server is among theirs"),
		without(f.deletedAction(), NotApplicable, "not seen: the actions are given by hand, and none of a deleted server is among them"),
	}
}

// without returns a capture that binds nothing, says why, and asks nothing.
func without(c Capture, outcome Outcome, reason string) Capture {
	return Capture{
		Binds:   c.Binds,
		Pick:    func([]*match.Answer) []string { return make([]string, len(c.Binds)) },
		Missing: Unasked{Outcome: outcome, Reason: reason},
	}
}
