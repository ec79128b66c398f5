package match

import (
	"fmt"
	"slices"

	"github.com/osact/osact/openapi"
	"github.com/osact/osact/suites/exchange"
)

// eventsForAll is the edition from which on everybody is shown the events.
var eventsForAll = openapi.Version{Major: 2, Minor: 51}

// hideable are the keys of an action that only some are shown: the events, and what
// stands in each. They are there from a minor number on.
func hideable() []struct {
	key   string
	since int
} {
	return []struct {
		key   string
		since int
	}{{"events", 0}, {"traceback", 0}, {"host", 62}, {"details", 84}}
}

// A sight is a key of an action that somebody is shown or not, early or late: before or
// from the edition on at which the events are shown to all.
type sight struct {
	of   identity
	to   exchange.Actor
	key  string
	late bool
}

// seen is how often a key was shown and how often it was not.
type seen struct {
	shown, hidden int
	first         bool // whether the first answer shows it
}

// usually reports that most answers show the key; of as many for either the first one
// tells.
func (n seen) usually() bool {
	if n.shown == n.hidden {
		return n.first
	}
	return n.shown > n.hidden
}

// BeShownAlike demands that what somebody is shown of an action, the events and their
// traceback, host and details, depends on the edition alone: not on headers, the path or
// chance. Once all are shown the events, another rule may hold than before. What is unlike
// most is wrong.
func BeShownAlike() Check {
	return shown(func(s *Scene, a *Answer, _ any) []openapi.Violation {
		sights := s.Records().sights
		var wrong []openapi.Violation
		for _, v := range shownBy(a) {
			for key, is := range v.keys() {
				n := sights[sightOf(v, key)]
				if n == nil || is == n.usually() {
					continue
				}
				broken := openapi.Violation{Kind: "presence", At: "/instanceAction/events", Want: "a value", Got: "nothing"}
				alike := n.shown
				if key != "events" {
					broken.At += "/0/" + key
				}
				if is {
					broken.Want, broken.Got, alike = "nothing", "a value", n.hidden
				}
				broken.Want += fmt.Sprintf(", as in %d of the %d answers that show %s this action", alike, n.shown+n.hidden, v.from.Exchange.Probe.As)
				wrong = append(wrong, broken)
			}
		}
		return wrong
	})
}

// sightsOf counts what the answers show.
func sightsOf(answers []*Answer) map[sight]*seen {
	all := map[sight]*seen{}
	for _, a := range answers {
		for _, v := range shownBy(a) {
			for key, is := range v.keys() {
				of := sightOf(v, key)
				if all[of] == nil {
					all[of] = &seen{first: is}
				}
				all[of].add(is)
			}
		}
	}
	return all
}

// shownBy is the action that an answer shows, if it shows one.
func shownBy(a *Answer) []view {
	if !Shown()(a) {
		return nil
	}
	return viewsOf(a)
}

func (n *seen) add(is bool) {
	if is {
		n.shown++
	} else {
		n.hidden++
	}
}

func sightOf(v view, key string) sight {
	return sight{v.of, v.from.Exchange.Probe.As, key, v.from.Place.Edition.Version().Compare(eventsForAll) >= 0}
}

// keys goes over the keys that its edition may show, and whether they are there. Those of
// events are known where there is an event.
func (v view) keys() func(yield func(key string, is bool) bool) {
	value, are := v.action["events"]
	events, _ := value.([]any)
	minor := v.from.Place.Edition.Version().Minor // 0 below /v2
	return func(yield func(string, bool) bool) {
		for _, h := range hideable() {
			is := are
			if h.key != "events" {
				is = slices.ContainsFunc(events, func(event any) bool { _, ok := field(event, h.key); return ok })
				if len(events) == 0 {
					return
				}
			}
			if minor >= h.since && !yield(h.key, is) {
				return
			}
		}
	}
}
