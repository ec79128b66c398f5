package match

import (
	"fmt"
	"iter"

	"github.com/osact/osact/openapi"
	"github.com/osact/osact/suites/exchange"
)

// eventsForAll is the edition from which on everybody is shown the events.
var eventsForAll = openapi.Version{Major: 2, Minor: 51}

// hideable are the keys of an event that only some are shown. They are there from a minor
// number on.
func hideable() []struct {
	key   string
	since int
} {
	return []struct {
		key   string
		since int
	}{{"traceback", 0}, {"host", 62}, {"details", 84}}
}

// A sight is a key of the actions of one owner that somebody is shown or not, early or
// late: before or from the edition on at which the events are shown to all.
type sight struct {
	of   string
	to   exchange.Actor
	key  string
	late bool
}

// owners names by server whom it belongs to: the project of the member, the one of the
// outsider, or, where no tenant was shown anything of it, nobody but itself.
type owners map[string]string

func ownersOf(answers []*Answer) owners {
	all := owners{}
	for _, a := range answers {
		if !Shown()(a) && !Listed()(a) {
			continue
		}
		switch as := a.Exchange.Probe.As; as {
		case exchange.Member, exchange.Reader, exchange.Bystander:
			all[a.ServerAsked()] = "the member's project"
		case exchange.Outsider:
			if all[a.ServerAsked()] == "" {
				all[a.ServerAsked()] = "the outsider's project"
			}
		}
	}
	return all
}

func (o owners) sight(v view, key string) sight {
	owner := o[v.of.server]
	if owner == "" {
		owner = v.of.server
	}
	return sight{owner, v.from.Exchange.Probe.As, key, v.from.Place.Edition.Version().Compare(eventsForAll) >= 0}
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

// BeShownAlike demands that what somebody is shown of the actions of one project, the
// events and their traceback, host and details, depends on the edition alone: not on
// headers, the path, the action, the state of its server or chance. Once all are shown the
// events, another rule may hold than before. What is unlike most is wrong.
func BeShownAlike() Check {
	return shown(func(s *Scene, a *Answer, _ any) []openapi.Violation {
		r := s.Records()
		var wrong []openapi.Violation
		for _, v := range shownBy(a) {
			for k := range v.keys() {
				n := r.sights[r.owners.sight(v, k.name)]
				if n == nil || k.is == n.usually() {
					continue
				}
				broken := openapi.Violation{Kind: "presence", At: k.at(), Want: "a value", Got: "nothing"}
				alike := n.shown
				if k.is {
					broken.Want, broken.Got, alike = "nothing", "a value", n.hidden
				}
				broken.Want += fmt.Sprintf(", as in %d of the %d places where %s might be shown it", alike, n.shown+n.hidden, v.from.Exchange.Probe.As)
				wrong = append(wrong, broken)
			}
		}
		return wrong
	})
}

// sightsOf counts what the answers show.
func sightsOf(answers []*Answer, o owners) map[sight]*seen {
	all := map[sight]*seen{}
	for _, a := range answers {
		for _, v := range shownBy(a) {
			for k := range v.keys() {
				of := o.sight(v, k.name)
				if all[of] == nil {
					all[of] = &seen{first: k.is}
				}
				all[of].add(k.is)
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

// A shownKey is a key that an edition may show, of which event (-1: the action), and
// whether it is there.
type shownKey struct {
	name  string
	event int
	is    bool
}

func (k shownKey) at() string {
	if k.event < 0 {
		return "/instanceAction/" + k.name
	}
	return fmt.Sprintf("/instanceAction/events/%d/%s", k.event, k.name)
}

// keys goes over the keys that its edition may show: the events, and those of each event.
func (v view) keys() iter.Seq[shownKey] {
	value, are := v.action["events"]
	events, _ := value.([]any)
	minor := v.from.Place.Edition.Version().Minor // 0 below /v2
	return func(yield func(shownKey) bool) {
		if !yield(shownKey{"events", -1, are}) {
			return
		}
		for i, event := range events {
			if _, is := event.(map[string]any); !is {
				continue
			}
			for _, h := range hideable() {
				_, is := field(event, h.key)
				if minor >= h.since && !yield(shownKey{h.key, i, is}) {
					return
				}
			}
		}
	}
}
