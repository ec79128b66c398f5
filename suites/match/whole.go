package match

import (
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/osact/osact/openapi"
)

// wholeList is all actions of a server, by request id, the newest first: the
// longest list that nothing cuts.
type wholeList struct {
	from *Answer
	ids  []string
	// updated are the times at which the actions last changed, where a list tells.
	updated map[string]time.Time
	// grew: the list became longer while it was asked for.
	grew bool
}

// wholeLists returns the whole list of each server.
func wholeLists(answers []*Answer) map[string]*wholeList {
	all := map[string]*wholeList{}
	lengths := map[string][]view{}
	for _, a := range answers {
		if !Listed()(a) || len(a.List("links")) > 0 {
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
		if known.from == nil || len(ids) > len(known.ids) {
			known.from, known.ids = a, ids
		}
		for _, action := range a.List("instanceActions") {
			if t, ok := instant(action["updated_at"]); ok {
				known.updated[TextIn(action, "request_id")] = t
			}
		}
		// As a text that is longer sorts after one that is shorter.
		lengths[server] = append(lengths[server], view{action: map[string]any{"length": strings.Repeat(".", len(ids))}, from: a})
	}
	for server, known := range all {
		known.grew = rose(lengths[server], "length")
	}
	return all
}

// idsIn returns the request ids of a list.
func idsIn(a *Answer) []string {
	var ids []string
	for _, action := range a.List("instanceActions") {
		ids = append(ids, TextIn(action, "request_id"))
	}
	return ids
}

// The editions at which lists learned to be cut and filtered.
var (
	pagesSince  = openapi.Version{Major: 2, Minor: 58}
	beforeSince = openapi.Version{Major: 2, Minor: 66}
)

// cutsOf returns the query of a list as far as its edition heeds it. It is not ok
// for a query that the edition does not have.
func cutsOf(a *Answer) (url.Values, bool) {
	_, query, found := strings.Cut(a.Exchange.Request.URL, "?")
	version := a.Place.Edition.Version()
	if !found || a.Place.Edition.IsLegacy() || version.Compare(pagesSince) < 0 {
		return nil, true
	}
	values, err := url.ParseQuery(query)
	if err != nil {
		return nil, false
	}
	for name, all := range values {
		known := slices.Contains([]string{"limit", "marker", "changes-since", "changes-before"}, name)
		if !known || len(all) != 1 || name == "changes-before" && version.Compare(beforeSince) < 0 {
			return nil, false
		}
	}
	return values, true
}

func asksForMarker(a *Answer) bool {
	cuts, _ := cutsOf(a)
	return cuts.Has("marker")
}

// cut returns what a list should hold by its query. It is not ok where that cannot
// be told: an action changed meanwhile, or an id is not unique.
func (w *wholeList) cut(a *Answer, records *Records) ([]string, bool) {
	cuts, ok := cutsOf(a)
	if !ok {
		return nil, false
	}
	ids := w.ids
	if marker := cuts.Get("marker"); cuts.Has("marker") {
		at := slices.Index(ids, marker)
		if at < 0 || slices.Contains(ids[at+1:], marker) {
			return nil, false
		}
		ids = ids[at+1:]
	}
	since, ok1 := bound(cuts, "changes-since")
	before, ok2 := bound(cuts, "changes-before")
	if !ok1 || !ok2 {
		return nil, false
	}
	if !since.IsZero() || !before.IsZero() {
		var kept []string
		for _, id := range ids {
			r, updated := records.actions[identity{a.ServerAsked(), id}], w.updated[id]
			if r == nil || r.twice || r.moves["updated_at"] || updated.IsZero() {
				return nil, false
			}
			if !updated.Before(since) && (before.IsZero() || !updated.After(before)) {
				kept = append(kept, id)
			}
		}
		ids = kept
	}
	if cuts.Has("limit") {
		limit, err := strconv.ParseUint(cuts.Get("limit"), 10, 64)
		if err != nil {
			return ids, true // more than any list holds
		}
		ids = ids[:min(uint64(len(ids)), limit)]
	}
	return ids, true
}

// bound returns a time of a query, zero where there is none. It is not ok for what
// is no time.
func bound(cuts url.Values, name string) (time.Time, bool) {
	if !cuts.Has(name) {
		return time.Time{}, true
	}
	text := cuts.Get(name)
	for _, form := range []string{time.RFC3339Nano, layout} {
		if t, err := time.Parse(form, text); err == nil {
			return t.UTC(), true
		}
	}
	return time.Time{}, false
}
