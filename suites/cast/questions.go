package cast

import (
	"slices"
	"sync"

	"github.com/osact/osact/suites/claim"
	"github.com/osact/osact/suites/exchange"
	"github.com/osact/osact/suites/plan/covering"
)

// questions says in which respects the questions of a scope can differ, and which
// of these cannot go together.
func questions(s claim.Scope) covering.Model {
	actors := make([]string, len(s.Actors))
	for i, a := range s.Actors {
		actors[i] = string(a)
	}
	var editions []string
	if !s.Legacy {
		editions = slices.Concat([]string{"none", "latest"}, s.Microversions)
	}
	if s.AsksLegacy {
		editions = append(editions, legacyPath)
	}
	projects := []string{"none", "own", "nobody"}
	if slices.Contains(s.Actors, exchange.Outsider) {
		projects = append(projects, "other")
	}
	return covering.Model{
		Factors: []covering.Factor{
			{Name: "actor", Values: actors},
			{Name: "edition", Values: editions},
			{Name: "version", Values: []string{"served", "malformed", "unoffered"}},
			{Name: "operation", Values: []string{"show", "list", "page", "since"}},
			{Name: "subject", Values: []string{
				"finished", "failed", "running", "deleted", "foreign", "misplaced",
				"unknown-action", "malformed-action", "unknown-server", "malformed-server",
			}},
			{Name: "project", Values: projects},
			{Name: "query", Values: []string{"none", "empty", "unknown", "bad-limit", "bad-since", "unknown-marker"}},
			{Name: "header", Values: headers()},
		},
		Forbidden: []covering.Combination{
			{"edition": {legacyPath}, "project": {"none"}},
			// Only one of the two says which microversion is asked for.
			{"edition": slices.DeleteFunc(slices.Clone(editions), func(e string) bool { return e == "none" }), "version": {"malformed", "unoffered"}},
			// A list is that of a server, whichever of its actions is meant.
			{"operation": {"list", "page", "since"}, "subject": {"failed", "foreign", "misplaced", "unknown-action", "malformed-action"}},
			{"operation": {"page", "since"}, "query": {"empty", "unknown", "bad-limit", "bad-since", "unknown-marker"}},
			{"operation": {"show"}, "query": {"bad-limit", "bad-since", "unknown-marker"}},
		},
		Strength: 1,
	}
}

// legacyPath is the edition below /v2.
const legacyPath = "legacy"

// headers are the header lines, each in place of the usual one, by the words of
// the factor; the first is none.
func headers() []string {
	return []string{
		"usual", "Accept: text/html", "Accept:", "Accept-Encoding: identity", "Content-Type:", "Content-Type: application/xml",
		"X-Roles: admin", "X-Identity-Status: Confirmed", claim.CallersHeader + "7",
	}
}

// Covering asks questions that cover the factors as a scope has them asked: those
// that show an action, and those that list.
func Covering(s claim.Scope) (shows, lists claim.Ask) {
	rows := sync.OnceValue(func() []covering.Row { return coveringRows(s) }) // it takes a while, and narrow runs do without
	asking := func(show bool) claim.Ask {
		return claim.Asking(func(claim.Scope) [][]exchange.Probe {
			var asked [][]exchange.Probe
			for _, row := range rows() {
				if (row["operation"] == "show") == show {
					asked = append(asked, []exchange.Probe{question(row)})
				}
			}
			return asked
		})
	}
	return asking(true), asking(false)
}

// coveringRows are the rows that a scope asks; none where there are no factors to
// combine. Most come of what matters most, and the rest of all that is left.
func coveringRows(s claim.Scope) []covering.Row {
	if s.Covering.Most == 0 || len(s.Actors) == 0 {
		return nil
	}
	model, given := questions(s), askedAnyway(s)
	var rows []covering.Row
	for _, groups := range first(s.Covering.Strength) {
		model.Stronger = groups
		array, err := model.Rows(s.Covering.Seed, slices.Concat(given, rows), s.Covering.Most-len(rows))
		if err != nil {
			return nil // no actor or edition to combine
		}
		rows = append(rows, array.Rows...)
	}
	return rows
}

// askedAnyway are the questions about each microversion that claims ask on their
// own.
func askedAnyway(s claim.Scope) []covering.Row {
	var rows []covering.Row
	for _, actor := range []exchange.Actor{exchange.Member, exchange.Admin} {
		for _, version := range s.Microversions {
			if slices.Contains(s.Actors, actor) && !s.Legacy {
				rows = append(rows, covering.Row{"actor": string(actor), "edition": version, "operation": "show", "subject": "finished"})
			}
		}
	}
	return rows
}

// first are the groups of factors that are combined, those that matter most before
// the others. There are many editions, so all that is combined with them comes
// last but who asks and for what.
func first(strength int) [][]covering.Group {
	few := []string{"actor", "version", "operation", "subject", "project", "query", "header"}
	all := append([]string{"edition"}, few...)
	rights := []string{"actor", "version", "operation", "subject", "project"}
	most := []covering.Group{
		{Factors: few, Strength: 2},
		{Factors: rights, Strength: 3},
		{Factors: []string{"actor", "edition"}, Strength: 2},
		{Factors: []string{"edition", "operation"}, Strength: 2},
	}
	switch strength {
	case 1:
		return [][]covering.Group{nil}
	case 2:
		return [][]covering.Group{most, {{Factors: all, Strength: 2}}}
	}
	return [][]covering.Group{most, {{Factors: all, Strength: 2}, {Factors: few, Strength: 3}}, {{Factors: []string{"actor", "edition", "subject"}, Strength: 3}}}
}

// Coverage says how many combinations of two and of three factors the questions
// that were answered hold, of all that are possible, and which pairs are missing.
func (f Finder) Coverage(answered func(exchange.Probe) bool) (pairs, triples covering.Coverage) {
	var rows []covering.Row
	for _, row := range coveringRows(f.Scope) {
		if answered(f.Owned(question(row))) {
			rows = append(rows, row)
		}
	}
	model := questions(f.Scope)
	model.Stronger = nil
	model.Strength = 2
	pairs, _ = model.Coverage(rows)
	model.Strength = 3
	triples, _ = model.Coverage(rows)
	return pairs, triples
}

// question is the probe of a row.
func question(row covering.Row) exchange.Probe {
	about := subjectOf(row["subject"])
	path := "/servers/" + about.Server + "/os-instance-actions"
	if row["operation"] == "show" {
		path = about.Path()
	}
	p := exchange.Probe{As: exchange.Actor(row["actor"]), Method: "GET"}
	switch edition := row["edition"]; {
	case edition == legacyPath:
		p.Path = "/v2" + projectIn(row) + path
	case row["version"] == "malformed":
		p.Version = "abc"
	case row["version"] == "unoffered":
		p.Version = "2.999"
	case edition != "none":
		p.Version = edition
	}
	if p.Path == "" {
		p.Path = "/v2.1" + projectIn(row) + path
	}
	p.Path += queryOf(row)
	if row["header"] != "usual" {
		p.Variant = row["header"]
	}
	return p
}

// projectIn is the project of a row as it stands in a path.
func projectIn(row covering.Row) string {
	switch row["project"] {
	case "own":
		return "/" + claim.OwnProject
	case "nobody":
		return "/" + claim.UnknownProject
	case "other":
		other := exchange.Outsider
		if row["actor"] == string(exchange.Outsider) {
			other = exchange.Member
		}
		return "/{" + claim.ProjectOf(other) + "}"
	}
	return ""
}

// queryOf is the query of a row: that of its operation, or one that is wrong.
func queryOf(row covering.Row) string {
	switch row["operation"] {
	case "page":
		return "?limit=1"
	case "since":
		return "?changes-since=2000-01-01T00:00:00Z"
	}
	return map[string]string{
		"empty": "?", "unknown": "?foo=bar", "bad-limit": "?limit=abc", "bad-since": "?changes-since=abc",
		"unknown-marker": "?marker=" + claim.UnknownAction,
	}[row["query"]]
}

// subjectOf is the action of a row.
func subjectOf(word string) claim.Action {
	switch word {
	case "unknown-action":
		return claim.ActionOf(Finished.Server, claim.UnknownAction)
	case "malformed-action":
		return claim.ActionOf(Finished.Server, "999")
	case "unknown-server":
		return claim.ActionOf(claim.UnknownServer, Finished.ID)
	case "malformed-server":
		return claim.ActionOf("abc", Finished.ID)
	}
	return Named(word)
}
