package cast

import (
	"slices"

	"github.com/osact/osact/suites/match"
)

// fittest returns the server and the request id that the best answer was asked
// for, the first of equals, and empty texts where none fits.
func fittest(answers []*match.Answer, fits func(*match.Answer) int) []string {
	best, score := []string{"", ""}, 0
	for _, a := range answers {
		if fit := fits(a); fit > score {
			score = fit
			best = a.ActionAsked()
		}
	}
	return best
}

// fitsFinished prefers actions without a message over the rest, among these
// those after which the server did something else, since the newest may go on
// though each of its events so far has ended, and then actions of several
// events over actions of one. Where the target is too old to show events, an
// action without a message will do.
func fitsFinished(a *match.Answer, read []*match.Answer) int {
	action := a.ShownObject("instanceAction")
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

// fitsFinishedAgain takes an action all of whose events ended well though some come twice:
// which of two is meant cannot be told, so it is for where there is no other.
func fitsFinishedAgain(a *match.Answer) int {
	if hasEnded(a) && allEvents(a, func(event map[string]any) bool { return event["result"] == "Success" }) {
		return 1
	}
	return 0
}

// Up to these sizes, in bytes, answers are small: that to a question for one action, and
// that to one for all of a server, which below 2.58 nothing cuts.
const (
	smallAction = 64 << 10
	smallList   = 96 << 10
)

// withSmallAnswers leaves of the actions that were read those with small answers, of
// servers whose lists are small.
func withSmallAnswers(read, lists []*match.Answer) []*match.Answer {
	large := map[string]bool{}
	for _, list := range lists {
		if list != nil && len(list.Response.Body) > smallList {
			large[list.ServerAsked()] = true
		}
	}
	small := make([]*match.Answer, len(read))
	for i, a := range read {
		if a != nil && len(a.Response.Body) <= smallAction && !large[a.ServerAsked()] {
			small[i] = a
		}
	}
	return small
}

// follows reports that an action is a later one of the same server.
func follows(other, a *match.Answer) bool {
	later, before := other.ShownObject("instanceAction"), a.ShownObject("instanceAction")
	start, _ := later["start_time"].(string)
	began, _ := before["start_time"].(string)
	server := match.TextIn(later, "instance_uuid")
	return server != "" && server == match.TextIn(before, "instance_uuid") && began != "" && start > began
}

// fitsFailed goes by the message, or else by the events, so that an action
// which contradicts itself is judged all the same. One whose events are all over
// is better than one that goes on, be it to undo what failed.
func fitsFailed(a *match.Answer) int {
	action := a.ShownObject("instanceAction")
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
	events, _ := a.ShownObject("instanceAction")["events"].([]any)
	for _, e := range events {
		if event, _ := e.(map[string]any); event != nil && event["finish_time"] == nil {
			return 1
		}
	}
	return 0
}

// fitsForeign prefers actions with events, which tell the audiences apart.
func fitsForeign(a *match.Answer, usual string) int {
	action := a.ShownObject("instanceAction")
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
		if user, _ := a.ShownObject("instanceAction")["user_id"].(string); user != "" {
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
