package cast

import (
	"net/http"
	"slices"

	"github.com/osact/osact/suites/exchange"
	"github.com/osact/osact/suites/match"
)

// MaxPolls is how often a question is asked again. With the pauses that the
// player makes that is about two minutes.
const MaxPolls = 60

// polled returns a question as often as it may be asked.
func polled(p exchange.Probe) []exchange.Probe {
	all := make([]exchange.Probe, MaxPolls)
	for i := range all {
		all[i] = p
		all[i].Nth = i
	}
	return all
}

// hasEnded reports that an action has events and all of them have finished.
func hasEnded(a *match.Answer) bool {
	events, _ := a.ShownObject("instanceAction")["events"].([]any)
	return len(events) > 0 && allEvents(a, func(event map[string]any) bool { return event["finish_time"] != nil })
}

// mostInVain is how often a question is asked that is answered with an error. Until the
// cloud has chosen where a server is made it may not know what was done to it, which
// takes less than the minute that this comes to.
const mostInVain = 35

// isVain reports that asking again is not to tell more than an answer does, which tells
// nothing: errors alone may pass.
func isVain(a *match.Answer) bool {
	switch s := a.Response.Status; {
	case s == http.StatusNotFound, s == http.StatusRequestTimeout, s == http.StatusConflict, s == http.StatusTooManyRequests, s >= 500:
		return a.Exchange.Probe.Nth >= mostInVain
	}
	return true
}

// mostUnknown is how often an action is asked for that the cloud does not know. What is
// done to a server that exists is on record before the cloud accepts it, so this is for
// databases that lag behind: the looks take nine seconds.
const mostUnknown = 10

// isUnknown reports that an action of a server that exists was asked for often enough.
func isUnknown(a *match.Answer) bool {
	return a.Response.Status == http.StatusNotFound && a.Exchange.Probe.Nth >= mostUnknown
}

// endIsHidden reports that an answer does not tell whether an action goes on, and that
// asking again is not to change that.
func endIsHidden(a *match.Answer) bool {
	action := a.ShownObject("instanceAction")
	if action == nil {
		return isVain(a)
	}
	if _, ok := action["events"].([]any); !ok {
		return true
	}
	return !allEvents(a, func(event map[string]any) bool {
		_, told := event["finish_time"]
		return told
	})
}

// hasFailed reports that an action has ended, and not well by all that it says.
func hasFailed(a *match.Answer) bool {
	well := func(event map[string]any) bool { return event["result"] == "Success" }
	return hasEnded(a) && (a.ShownObject("instanceAction")["message"] == "Error" || !allEvents(a, well))
}

// isForGood reports that a deletion has ended, and that it is none after which
// the server is kept for a while, as upstream does where it is so configured.
func isForGood(a *match.Answer) bool {
	return hasEnded(a) && allEvents(a, func(event map[string]any) bool { return event["event"] != "compute_soft_delete_instance" })
}

func allEvents(a *match.Answer, hold func(event map[string]any) bool) bool {
	events, _ := a.ShownObject("instanceAction")["events"].([]any)
	return !slices.ContainsFunc(events, func(e any) bool {
		event, _ := e.(map[string]any)
		return !hold(event)
	})
}
