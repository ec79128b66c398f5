package judge

import (
	"maps"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/osact/osact/suites/match"
)

// query reads what the query of a question holds. It is not ok where that is wrong
// in more ways than the contract has a word for.
func (e *Evaluator) query(f *match.Factors, text string) bool {
	q := &f.Question
	if text == "" {
		q.Query = "empty"
		return true
	}
	values, err := url.ParseQuery(text)
	if err != nil {
		return false
	}
	faults := map[string]string{} // by parameter
	for name, all := range values {
		if fault := faultOf(name, all); fault != "" {
			faults[name] = fault
		}
	}
	f.Names["parameter"] = slices.Sorted(maps.Keys(faults))
	if q.Operation == "show" {
		q.Query, f.Names["parameter"] = "unknown-parameter", slices.Sorted(maps.Keys(values))
		return true
	}
	kinds := slices.Compact(slices.Sorted(maps.Values(faults)))
	switch {
	case slices.Equal(kinds, []string{"bad-limit", "unknown-parameter"}):
		q.Query = "bad-limit-and-unknown-parameter"
	case len(kinds) == 1:
		q.Query = kinds[0]
	case len(kinds) > 1:
		return false
	default:
		return e.rightQuery(f, values)
	}
	return true
}

// faultOf says what is wrong with a parameter, whichever the edition.
func faultOf(name string, values []string) string {
	switch name {
	case "limit", "marker", "changes-since", "changes-before":
	default:
		return "unknown-parameter"
	}
	if len(values) > 1 {
		return "repeated"
	}
	switch name {
	case "limit":
		if strings.Trim(values[0], "0123456789") != "" || values[0] == "" {
			return "bad-limit"
		}
	case "changes-since", "changes-before":
		if _, ok := timeOf(values[0]); !ok {
			return map[string]string{"changes-since": "bad-since", "changes-before": "bad-before"}[name]
		}
	}
	return ""
}

// rightQuery reads a query whose parameters have the right form.
func (e *Evaluator) rightQuery(f *match.Factors, values url.Values) bool {
	q := &f.Question
	since, _ := timeOf(values.Get("changes-since"))
	before, _ := timeOf(values.Get("changes-before"))
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
	unknown := values.Has("marker") && !e.records().Has(f.Names["server"][0], values.Get("marker"))
	switch {
	case reversed && unknown:
		q.Query = "reversed-period-and-unknown-marker"
	case reversed:
		q.Query = "reversed-period"
	case unknown && period, unknown && values.Has("changes-before"):
		return false // the edition decides which of both is wrong
	case unknown:
		q.Query = "unknown-marker"
	case values.Has("marker") && q.Query == "":
		q.Query = "marker"
	}
	return q.Query != ""
}

// timeOf reads a time of a query as the API does, in the forms that osact sends.
func timeOf(text string) (time.Time, bool) {
	for _, form := range []string{time.RFC3339Nano, "2006-01-02T15:04:05.999999"} {
		if t, err := time.Parse(form, text); err == nil {
			return t, true
		}
	}
	return time.Time{}, false
}
