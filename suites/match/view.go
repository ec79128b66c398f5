package match

import (
	"github.com/osact/osact/suites/exchange"
)

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

// tellings are what views tell of a key, as far as they have it.
func tellings(views []view, key string) []told[any] {
	var all []told[any]
	for _, v := range views {
		value, ok := v.action[key]
		if _, list := value.([]any); ok && (list || key != "events") {
			all = append(all, told[any]{v.from, value})
		}
	}
	return all
}
