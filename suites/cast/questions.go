package cast

import (
	"slices"

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
		Strength: 2,
		Stronger: []covering.Group{{Factors: []string{"actor", "version", "operation", "subject", "project"}, Strength: 3}},
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

// Covering asks questions that cover the factors: every pair of their values, and
// every triple where rights are concerned. Those of them that show an action are
// told from those that list.
func Covering(show bool) claim.Ask {
	return claim.Asking(func(s claim.Scope) [][]exchange.Probe {
		if s.Covering == 0 {
			return nil
		}
		array, err := questions(s).Rows(s.Seed, nil, s.Covering)
		if err != nil {
			return nil
		}
		var rows [][]exchange.Probe
		for _, row := range array.Rows {
			if (row["operation"] == "show") == show {
				rows = append(rows, []exchange.Probe{question(row)})
			}
		}
		return rows
	})
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
