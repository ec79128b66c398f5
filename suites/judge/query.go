package judge

import (
	"maps"
	"net/url"
	"regexp"
	"slices"
	"time"

	"github.com/osact/osact/suites/match"
)

// query reads what the query of a question holds. It is not ok where the contract
// has no word for that.
func (e *Evaluator) query(f *match.Factors, text string) bool {
	q := &f.Question
	values, err := url.ParseQuery(text)
	switch {
	case err != nil:
		return false
	case len(values) == 0:
		q.Query = "empty"
		return true
	case q.Operation == "show":
		q.Query, f.Names["parameter"] = "unknown-parameter", slices.Sorted(maps.Keys(values))
		return true
	}
	faults := map[string]string{} // by parameter
	for name, all := range values {
		fault, ok := faultOf(name, all)
		if !ok {
			return false
		}
		if fault != "" {
			faults[name] = fault
		}
	}
	kinds := slices.Sorted(maps.Values(faults))
	if len(kinds) == 0 {
		return e.rightQuery(f, values)
	}
	// Of several any can be named, and all are refused alike. Some editions do not
	// have changes-before.
	if values.Has("changes-before") {
		faults["changes-before"] = ""
	}
	q.Query, f.Names["parameter"] = kinds[0], slices.Sorted(maps.Keys(faults))
	return true
}

// faultOf says what is wrong with a parameter, whichever the edition. It is not ok
// where that is not known.
func faultOf(name string, values []string) (fault string, ok bool) {
	fault, has := map[string]string{"limit": "bad-limit", "marker": "", "changes-since": "bad-since", "changes-before": "bad-before"}[name]
	right, known := true, true
	switch {
	case !has:
		return "unknown-parameter", true
	case len(values) > 1:
		return "repeated", true
	case name == "limit":
		right = limitForm.MatchString(values[0])
	case name != "marker":
		right, known = isTime(values[0])
	}
	if right {
		return "", known
	}
	return fault, known
}

// rightQuery reads a query whose parameters have the right form.
func (e *Evaluator) rightQuery(f *match.Factors, values url.Values) bool {
	q := &f.Question
	since, before := timeOf(values.Get("changes-since")), timeOf(values.Get("changes-before"))
	period := values.Has("changes-since") && values.Has("changes-before")
	reversed := period && since.After(before)
	switch {
	case values.Has("changes-before") && !period:
		q.Query, f.Names["parameter"] = "before", []string{"changes-before"}
	case period:
		q.Query, f.Names["parameter"] = "period", []string{"changes-before"}
	case values.Has("changes-since"):
		q.Query = "since"
	case values.Has("limit"):
		q.Query = "limit"
	}
	marker := e.marker(f.Names["server"][0], values)
	unknown := marker != "finished"
	switch {
	case marker == "":
		return false
	case reversed && unknown:
		q.Query = "reversed-period-and-unknown-marker"
	case reversed:
		q.Query = "reversed-period"
	case unknown && values.Has("changes-before"):
		return false // the edition decides which of both is wrong
	case unknown:
		q.Query = "unknown-marker"
	case values.Has("marker") && q.Query == "":
		q.Query = "marker"
	}
	return q.Query != ""
}

// marker tells what is known of the action that a query has as its marker, that it
// is there where it has none.
func (e *Evaluator) marker(server string, values url.Values) string {
	switch marker := values.Get("marker"); {
	case !values.Has("marker"):
		return "finished"
	case marker == "":
		return "malformed"
	default:
		return e.action(server, marker)
	}
}

// The forms of a limit, of a time as osact sends it, and of what begins as a time
// does.
var (
	limitForm = regexp.MustCompile(`^[0-9]+$`)
	timeForm  = regexp.MustCompile(`^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)?$`)
	yearForm  = regexp.MustCompile(`^\d{4}`)
)

// isTime reports that a text is a time. That is not known of forms other than those
// that osact sends.
func isTime(text string) (is, known bool) {
	if !timeForm.MatchString(text) {
		return false, !yearForm.MatchString(text)
	}
	return !timeOf(text).IsZero(), true
}

// timeOf reads a time of a query, and nothing where it is none.
func timeOf(text string) time.Time {
	for _, form := range []string{time.RFC3339Nano, "2006-01-02T15:04:05.999999"} {
		if t, err := time.Parse(form, text); err == nil {
			return t
		}
	}
	return time.Time{}
}
