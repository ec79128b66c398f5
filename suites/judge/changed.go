package judge

import (
	"fmt"
	"net/http"
	"reflect"
	"regexp"
	"slices"

	"github.com/osact/osact/openapi"
	"github.com/osact/osact/suites/cast"
	"github.com/osact/osact/suites/claim"
	"github.com/osact/osact/suites/exchange"
	"github.com/osact/osact/suites/match"
	"github.com/osact/osact/suites/plan"
)

// A cloud lives while it is judged: actions go on, servers are acted on and
// deleted. What the claims are about is therefore looked at once more when all
// about it is answered, and what changed as a living cloud changes is not held
// against the target.

// changedDuringRun says why violations may not be held against the target because of
// what went on while it was asked.
func (e *Evaluator) changedDuringRun(c claim.Claim, found []openapi.Violation) plan.Unasked {
	s := e.finder
	for _, part := range cast.Parts() {
		if !e.isGone(part) {
			continue
		}
		look := s.LastServer(part)
		server := e.heard(look).ServerAsked()
		if e.answeredNotFound(c, server) || part == "deleted" && e.answeredNothing(c, server) {
			return plan.Unasked{
				Outcome: claim.Inconclusive, Evidence: []exchange.Probe{look},
				Reason: fmt.Sprintf("the server is gone, as %s tells: run again, or give another by --cast", look),
			}
		}
	}
	if slices.ContainsFunc(found, func(v openapi.Violation) bool { return !moves(v) }) {
		return plan.Unasked{}
	}
	for _, part := range cast.Parts() {
		if !c.Compares(cast.Named(part).ID) {
			continue
		}
		look := s.LastAction(part)
		if before := e.first(look); wentOn(before, e.heard(look)) {
			return plan.Unasked{
				Outcome: claim.Inconclusive, Evidence: []exchange.Probe{before.Exchange.Probe, look},
				Reason: fmt.Sprintf("the action went on during the run: %s shows more of it than %s: run again, or give another by --cast", look, before.Exchange.Probe),
			}
		}
	}
	return plan.Unasked{}
}

// moving is what an action says that changes while it goes on.
var moving = regexp.MustCompile(`^/instanceActions?(/\d+)?/(events|message|updated_at)(/|$)`)

// moves reports that a violation is about what changes while an action goes on,
// so that it may come of answers that were given at different times.
func moves(v openapi.Violation) bool {
	return slices.Contains([]string{"difference", "value", "presence", "order"}, v.Kind) && moving.MatchString(v.At)
}

// answeredNotFound reports that a question of a claim about a server was
// answered 404. For an outsider there never was such a server.
func (e *Evaluator) answeredNotFound(c claim.Claim, server string) bool {
	return slices.ContainsFunc(c.Asks, func(p exchange.Probe) bool {
		a := e.heard(p)
		return a != nil && p.As != exchange.Outsider && a.Response.Status == http.StatusNotFound && a.ServerAsked() == server
	})
}

// answeredNothing reports that a question of a claim for the actions of a server was
// answered with a list of none.
func (e *Evaluator) answeredNothing(c claim.Claim, server string) bool {
	return slices.ContainsFunc(c.Asks, func(p exchange.Probe) bool {
		a := e.heard(p)
		return a != nil && match.Listed()(a) && len(a.List("instanceActions")) == 0 && a.ServerAsked() == server
	})
}

// isGone reports that a part's server has been deleted, as the last list of its
// actions tells, or that those of the deleted one are no longer kept.
func (e *Evaluator) isGone(part string) bool {
	look := e.finder.LastServer(part)
	last := e.heard(look)
	actions := last.List("instanceActions")
	if part == "deleted" {
		purged := last != nil && (last.Response.Status == http.StatusNotFound || last.Response.Status == http.StatusOK)
		return purged && len(actions) == 0 && len(e.first(look).List("instanceActions")) > 0
	}
	return len(actions) > 0 && actions[0]["action"] == "delete" && actions[0]["message"] == nil
}

// first returns the first 200 to the question of a last look, as whoever took
// it asked it before; nil where there was none.
func (e *Evaluator) first(look exchange.Probe) *match.Answer {
	last := e.heard(look)
	if last == nil {
		return nil
	}
	for _, a := range e.heardAll {
		x, y := a.Exchange, last.Exchange
		if x.Probe != look && x.Probe.As == look.As && x.Request.URL == y.Request.URL && x.Request.Method == y.Request.Method &&
			a.Version == last.Version && x.Probe.Variant == "" && a.Response.Status == http.StatusOK {
			return a
		}
	}
	return nil
}

// wentOn reports that an action has the events that it had before, of which some
// have ended since, or newer ones in front of them. Without both answers nothing
// tells it.
func wentOn(before, after *match.Answer) bool {
	if before == nil || after == nil {
		return false
	}
	had, _ := before.ShownObject("instanceAction")["events"].([]any)
	has, _ := after.ShownObject("instanceAction")["events"].([]any)
	newer := len(has) - len(had)
	if newer < 0 {
		return false
	}
	ended := false
	for i, one := range had {
		was, _ := one.(map[string]any)
		is, _ := has[newer+i].(map[string]any)
		if is == nil || !reflect.DeepEqual(is["event"], was["event"]) || !reflect.DeepEqual(is["start_time"], was["start_time"]) {
			return false
		}
		ended = ended || was["finish_time"] == nil && is["finish_time"] != nil
	}
	return ended || newer > 0
}
