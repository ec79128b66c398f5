package match

import (
	"slices"
	"time"
)

// wholeList is all actions of a server, by request id, the newest first: the
// longest list that nothing cuts.
type wholeList struct {
	from *Answer
	ids  []string
	// updated are the times at which the actions last changed, where a list tells.
	updated map[string]time.Time
	told    []told[[]string] // what each answer told that nothing cuts
	grew    bool             // while it was asked for, in front alone
}

// wholeLists returns the whole list of each server.
func wholeLists(answers []*Answer) map[string]*wholeList {
	all := map[string]*wholeList{}
	for _, a := range answers {
		if !Listed()(a) || !a.hasList() || len(a.List("links")) > 0 {
			continue
		}
		if q, ok := cutsOf(a); !ok || len(q) > 0 {
			continue
		}
		server, ids := a.ServerAsked(), idsIn(a)
		known := all[server]
		if known == nil {
			known = &wholeList{updated: map[string]time.Time{}}
			all[server] = known
		}
		known.told = append(known.told, told[[]string]{a, ids})
		if known.from == nil || len(ids) > len(known.ids) {
			known.from, known.ids = a, ids
		}
		for _, action := range a.List("instanceActions") {
			if t, ok := instant(action["updated_at"]); ok {
				known.updated[TextIn(action, "request_id")] = t
			}
		}
	}
	for _, known := range all {
		known.grew = movedOn(known.told, listGrows)
	}
	return all
}

// hasList reports that an answer has a list where the actions of a server stand.
func (a *Answer) hasList() bool {
	doc, _ := a.Document()
	actions, _ := field(doc, "instanceActions")
	_, ok := actions.([]any)
	return ok
}

// states are what the list can have been when an answer was given, the shortest
// first. Unless the list grew it is all that there is; else it had what was told
// before, and nothing that was not told later. What is newer than all that was told
// can have come where nothing was told later. A marker that was heeded was there.
func (w *wholeList) states(a *Answer) [][]string {
	least, most, last := len(w.ids), len(w.ids), true
	if w.grew {
		least = 0
	}
	for _, t := range w.told {
		later := t.by.isAfter(a)
		last = last && !later
		switch {
		case w.grew && a.isAfter(t.by):
			least = max(least, len(t.value))
		case w.grew && later:
			most = min(most, len(t.value))
		}
	}
	var states [][]string
	for n := least; n <= most; n++ {
		states = append(states, w.ids[len(w.ids)-n:])
	}
	if last {
		if newer := w.newer(a); len(newer) > 0 {
			states = append(states, slices.Concat(newer, w.ids))
		}
	}
	cuts, _ := cutsOf(a)
	return slices.DeleteFunc(states, func(ids []string) bool { return cuts.Has("marker") && !slices.Contains(ids, cuts.Get("marker")) })
}

// newer returns the actions in front of a list that the whole list does not have.
func (w *wholeList) newer(a *Answer) []string {
	ids, has := idsIn(a), map[string]bool{}
	for _, id := range w.ids {
		has[id] = true
	}
	if known := slices.IndexFunc(ids, func(id string) bool { return has[id] }); known >= 0 {
		return ids[:known]
	}
	return ids
}

// idsIn returns the request ids of a list.
func idsIn(a *Answer) []string {
	var ids []string
	for _, action := range a.List("instanceActions") {
		ids = append(ids, TextIn(action, "request_id"))
	}
	return ids
}
