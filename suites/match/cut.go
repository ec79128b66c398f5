package match

import (
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/osact/osact/openapi"
)

// The editions at which lists learned to be cut and filtered.
var (
	pagesSince  = openapi.Version{Major: 2, Minor: 58}
	beforeSince = openapi.Version{Major: 2, Minor: 66}
)

// cutsOf returns the query of a list as far as its edition heeds it. It is not ok
// for a query that the edition does not have.
func cutsOf(a *Answer) (url.Values, bool) {
	_, query, found := strings.Cut(a.Exchange.Request.URL, "?")
	version := a.Place.Edition.Version() // none, which is before all, below /v2
	if !found || version.Compare(pagesSince) < 0 {
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

// cut returns what a list should hold by its query where these are all actions of its
// server, and how many more follow that its limit leaves out. It is not ok where that
// cannot be told: an action changed meanwhile, or an id is not unique.
func (w *wholeList) cut(ids []string, a *Answer, records *Records) (held []string, more int, ok bool) {
	cuts, ok := cutsOf(a)
	if !ok {
		return nil, 0, false
	}
	if marker := cuts.Get("marker"); cuts.Has("marker") {
		at := slices.Index(ids, marker)
		if slices.Contains(ids[at+1:], marker) {
			return nil, 0, false
		}
		ids = ids[at+1:]
	}
	since, ok1 := bound(cuts, "changes-since")
	before, ok2 := bound(cuts, "changes-before")
	if !ok1 || !ok2 {
		return nil, 0, false
	}
	if !since.IsZero() || !before.IsZero() {
		var kept []string
		for _, id := range ids {
			r, updated := records.actions[identity{a.ServerAsked(), id}], w.updated[id]
			if r == nil || r.twice || r.moves["updated_at"] || updated.IsZero() {
				return nil, 0, false
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
			return ids, 0, true // more than any list holds
		}
		held = ids[:min(uint64(len(ids)), limit)]
		return held, len(ids) - len(held), true
	}
	return ids, 0, true
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
