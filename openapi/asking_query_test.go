package openapi_test

import (
	"strings"

	"github.com/osact/osact/openapi"
)

// query is the query of a question with its question mark, and the parameters that may be said to be wrong with it.
func query(q openapi.Question, one func(...string) string) (text string, wrong []string) {
	marker := finishedID
	if q.Server == "deleted" {
		marker = deletedID
	}
	const early, late = "2026-01-01T00:00:00Z", "2026-06-01T00:00:00Z"
	unknownMarker := "marker=" + one(nobodysID, misplacedID, "foo", "")
	badLimit := "limit=" + one("-1", "abc", "", "1.5", "%2B1")
	unknownParameter := one("foo=bar", "LIMIT=1", "sort_key=action", "changes_since="+early)
	reversed := "changes-since=" + late + "&changes-before=" + early
	// A list that has no changes-before says so.
	since, before := []string{"changes-since"}, []string{"changes-before"}
	switch q.Query {
	case "empty":
		return "?", nil
	case "limit":
		text = "limit=" + one("1", "0", "01", "100000")
	case "marker":
		text = "marker=" + marker
	case "since":
		text = "changes-since=" + one(early, late, "2026-01-01")
	case "before":
		text, wrong = "changes-before="+one(early, late, "2026-01-01"), before
	case "period":
		text, wrong = "changes-since="+early+"&changes-before="+one(early, late), before
	case "unknown-parameter":
		text, wrong = unknownParameter, parameters(unknownParameter)
	case "bad-limit":
		text, wrong = badLimit, []string{"limit"}
	case "bad-since":
		text, wrong = "changes-since="+one("abc", "", "2026-13-45T00:00:00Z"), since
	case "bad-before":
		text, wrong = "changes-before="+one("abc", "", "2026-13-45T00:00:00Z"), before
	case "repeated":
		text = one("limit=1&limit=2", "marker="+marker+"&marker="+marker, "changes-since="+early+"&changes-since="+early)
		wrong = parameters(text)
	case "bad-limit-and-unknown-parameter":
		text = badLimit + "&" + unknownParameter
		wrong = parameters(text)
	case "reversed-period":
		text, wrong = reversed, before
	case "unknown-marker":
		text = unknownMarker
	case "reversed-period-and-unknown-marker":
		text, wrong = reversed+"&"+unknownMarker, before
	default:
		return "", nil
	}
	if q.Operation == "show" { // which has no parameters at all
		wrong = parameters(text)
	}
	return "?" + text, wrong
}

// parameters are the names in a query.
func parameters(text string) []string {
	var names []string
	for assignment := range strings.SplitSeq(text, "&") {
		name, _, _ := strings.Cut(assignment, "=")
		names = append(names, name)
	}
	return names
}
