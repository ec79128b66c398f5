package match

import (
	"cmp"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"time"

	"github.com/osact/osact/openapi"
	"github.com/osact/osact/suites/exchange"
)

// Records are what each action is, as the widest answer about it says: that of an
// operator at the newest edition, else of whoever is shown the most. Every other
// answer about the action, one that lists it too, shows a part of it.
type Records struct {
	actions map[identity]*record
	lists   map[string]*wholeList // by server
}

// identity tells an action from others: a request can have caused one on each of
// several servers.
type identity struct{ server, id string }

type record struct {
	action map[string]any
	from   *Answer
	// moves are the keys that changed while the action was asked for, as an action
	// that goes on changes them.
	moves map[string]bool
	// twice: one request caused two actions of the server.
	twice bool
}

// NewRecords returns the records of all actions that the answers are about.
func NewRecords(answers []*Answer) *Records {
	views := map[identity][]view{}
	twice := map[identity]bool{}
	for _, a := range answers {
		seen := map[identity]bool{}
		for _, v := range viewsOf(a) {
			views[v.of] = append(views[v.of], v)
			twice[v.of] = twice[v.of] || seen[v.of]
			seen[v.of] = true
		}
	}
	r := &Records{actions: make(map[identity]*record, len(views)), lists: wholeLists(answers)}
	for of, all := range views {
		widest := slices.MaxFunc(all, func(a, b view) int { return cmp.Or(cmp.Compare(a.width(), b.width()), a.when().Compare(b.when())) })
		moves := map[string]bool{"events": wentOn(all), "message": rose(all, "message"), "updated_at": rose(all, "updated_at")}
		r.actions[of] = &record{action: widest.action, from: widest.from, moves: moves, twice: twice[of]}
	}
	return r
}

// view is an action as one answer shows or lists it.
type view struct {
	of     identity
	at     string // where in the body
	action map[string]any
	from   *Answer
	listed bool
}

// viewsOf returns the actions that an answer shows or lists. What it shows is the
// action that was asked for, whatever it calls itself.
func viewsOf(a *Answer) []view {
	switch {
	case Shown()(a):
		if action := a.Object("instanceAction"); action != nil {
			asked := a.ActionAsked()
			return []view{{identity{asked[0], asked[1]}, "/instanceAction", action, a, false}}
		}
	case Listed()(a):
		var all []view
		doc, _ := a.Document()
		for _, item := range find(doc, listedActions) {
			action, _ := item.value.(map[string]any)
			if id, _ := action["request_id"].(string); id != "" {
				all = append(all, view{identity{a.ServerAsked(), id}, item.at, action, a, true})
			}
		}
		return all
	}
	return nil
}

// width orders views by how much of an action they can show.
func (v view) width() int {
	width := 0
	if !v.listed {
		width += 1 << 20
	}
	if v.from.Exchange.Probe.As == exchange.Admin {
		width += 1 << 16
	}
	return width + len(v.action)<<8 + v.from.Place.Edition.Version().Minor
}

func (v view) when() time.Time { return v.from.Exchange.Started }

func (v view) ended() time.Time { return v.when().Add(v.from.Exchange.Duration) }

// wentOn reports that an action was shown to one actor first with fewer events, or
// with events that had not finished, and later with more of both.
func wentOn(views []view) bool {
	first, last := map[exchange.Actor]view{}, map[exchange.Actor]view{}
	for _, v := range views {
		actor := v.from.Exchange.Probe.As
		if _, shown := v.action["events"].([]any); !shown {
			continue
		}
		if old, ok := first[actor]; !ok || v.when().Before(old.when()) {
			first[actor] = v
		}
		if old, ok := last[actor]; !ok || !v.when().Before(old.when()) {
			last[actor] = v
		}
	}
	for actor, before := range first {
		if grew(before.action, last[actor].action) {
			return true
		}
	}
	return false
}

// rose reports that a key of an action had more than one value, and that each
// answer which came after another ended had the same value or a later one. What
// falls back depends on something else than time.
func rose(views []view, key string) bool {
	var told []view
	for _, v := range views {
		if _, ok := v.action[key]; ok {
			told = append(told, v)
		}
	}
	begun := slices.SortedFunc(slices.Values(told), func(a, b view) int { return a.when().Compare(b.when()) })
	ended := slices.SortedFunc(slices.Values(told), func(a, b view) int { return a.ended().Compare(b.ended()) })
	highest, several := "", false
	for _, v := range begun {
		for len(ended) > 0 && !ended[0].ended().After(v.when()) {
			highest = max(highest, textOf(ended[0].action[key]))
			ended = ended[1:]
		}
		text := textOf(v.action[key])
		if text < highest {
			return false
		}
		several = several || text != textOf(begun[0].action[key])
	}
	return several
}

// textOf is a text, and what comes before all texts for anything else.
func textOf(value any) string {
	text, _ := value.(string)
	return text
}

// grew reports that an action has the events that it had, of which some have
// finished since, or newer ones in front of them.
func grew(before, after map[string]any) bool {
	had, _ := before["events"].([]any)
	has, _ := after["events"].([]any)
	newer := len(has) - len(had)
	if newer < 0 {
		return false
	}
	ended := false
	for i, one := range had {
		was, _ := one.(map[string]any)
		is, _ := has[newer+i].(map[string]any)
		if is == nil || is["event"] != was["event"] || is["start_time"] != was["start_time"] {
			return false
		}
		ended = ended || was["finish_time"] == nil && is["finish_time"] != nil
	}
	return ended || newer > 0
}

// MatchRecord demands that each answer shows or lists every action with the values
// that the record of that action has, key by key, of the keys that both have.
// While an action goes on its message, its updated_at and its events may change.
func MatchRecord() Check {
	return shown(func(s *Scene, a *Answer, _ any) []openapi.Violation {
		records := s.Records()
		var wrong []openapi.Violation
		for _, v := range viewsOf(a) {
			if r := records.actions[v.of]; r != nil && r.from != a && !r.twice {
				wrong = append(wrong, r.differences(v)...)
			}
			if len(wrong) >= maxDifferences {
				break
			}
		}
		return wrong
	})
}

// differences names where a view is not what the record says.
func (r *record) differences(v view) []openapi.Violation {
	var wrong []openapi.Violation
	differ := func(at string, want, got any) {
		wrong = append(wrong, openapi.Violation{
			Kind: "difference", At: v.at + at,
			Want: fmt.Sprintf("%s, as %s is answered", openapi.Excerpt(want), r.from.Exchange.Probe), Got: openapi.Excerpt(got),
		})
	}
	for _, key := range slices.Sorted(maps.Keys(v.action)) {
		want, ok := r.action[key]
		got := v.action[key]
		switch {
		case !ok, key != "events" && r.moves[key]:
		case key == "events":
			r.events(want, got, differ)
		case !reflect.DeepEqual(want, got):
			differ("/"+openapi.Token(key), want, got)
		}
	}
	return wrong
}

// events compares two lists of events, of which the one may be the end of the
// other where the action went on.
func (r *record) events(want, got any, differ func(at string, want, got any)) {
	left, ok1 := want.([]any)
	right, ok2 := got.([]any)
	if !ok1 || !ok2 {
		return // no list: the description refuses that at its own place
	}
	if len(left) != len(right) && !r.moves["events"] {
		differ("/events", fmt.Sprintf("%d events", len(left)), fmt.Sprintf("%d events", len(right)))
		return
	}
	both := min(len(left), len(right))
	left, newer := left[len(left)-both:], len(right)-both
	for i := range both {
		x, _ := left[i].(map[string]any)
		y, _ := right[newer+i].(map[string]any)
		for _, key := range slices.Sorted(maps.Keys(y)) {
			value, ok := x[key]
			open := r.moves["events"] && (value == nil || y[key] == nil)
			if ok && !open && !reflect.DeepEqual(value, y[key]) {
				differ(fmt.Sprintf("/events/%d/%s", newer+i, openapi.Token(key)), value, y[key])
			}
		}
	}
}

// HasServer reports that an action of a server was shown or listed.
func (r *Records) HasServer(server string) bool {
	_, listed := r.lists[server]
	return listed || r.any(func(of identity) bool { return of.server == server })
}

// Has reports that an action of a server was shown or listed.
func (r *Records) Has(server, id string) bool { return r.actions[identity{server, id}] != nil }

// HasElsewhere reports that an action is known, of other servers alone, and that
// the whole list of this one is.
func (r *Records) HasElsewhere(server, id string) bool {
	whole := r.lists[server]
	return whole != nil && !whole.grew && !r.Has(server, id) && r.any(func(of identity) bool { return of.id == id })
}

func (r *Records) any(is func(identity) bool) bool {
	for of := range r.actions {
		if is(of) {
			return true
		}
	}
	return false
}
