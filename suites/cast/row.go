package cast

import (
	"net/http"
	"slices"
	"strings"

	"github.com/osact/osact/suites/claim"
	"github.com/osact/osact/suites/exchange"
	"github.com/osact/osact/suites/plan/covering"
)

// A reader tells of which row a probe is the question.
type reader struct {
	owner exchange.Actor
	rests map[string]covering.Row // what follows the project in a path
}

func newReader(s claim.Scope, m covering.Model) reader {
	r := reader{owner: s.Owner, rests: map[string]covering.Row{}}
	for _, row := range inPath(m) {
		for _, rest := range restsOf(row) {
			if _, known := r.rests[rest]; !known {
				r.rests[rest] = row
			}
		}
	}
	return r
}

// row returns the row whose question a probe is. Of most probes there is none: they
// differ from the usual question in what is no factor.
func (r reader) row(p exchange.Probe) (covering.Row, bool) {
	if p.Method != http.MethodGet || p.Body != "" || p.Nth != 0 {
		return nil, false
	}
	root, rest, found := strings.Cut(p.Path, "/servers/")
	inPath, known := r.rests["/servers/"+rest]
	version, project, _ := strings.Cut(strings.TrimPrefix(root, "/"), "/")
	if !found || !known || version != "v2" && version != "v2.1" {
		return nil, false
	}
	row := covering.Row{"actor": string(p.As), "version": "served", "header": "usual", "project": r.project(p.As, project)}
	if row["project"] == "" {
		return nil, false
	}
	for factor, value := range inPath {
		row[factor] = value
	}
	if p.Variant != "" {
		row["header"] = p.Variant
	}
	switch {
	case version == "v2":
		row["edition"] = legacyPath
		return row, p.Version == ""
	case slices.Contains(versionsOf("malformed"), p.Version):
		row["edition"], row["version"] = none, "malformed"
	case slices.Contains(versionsOf("unoffered"), p.Version):
		row["edition"], row["version"] = none, "unoffered"
	case p.Version == "":
		row["edition"] = none
	default:
		row["edition"] = p.Version
	}
	return row, true
}

// project tells whose project a path names, in the word of the factor; nothing where
// there is no word for it.
func (r reader) project(actor exchange.Actor, segment string) string {
	whose := actor
	if !whose.HasAccount() {
		whose = r.owner
	}
	switch segment {
	case "":
		return none
	case claim.UnknownProject:
		return "nobody"
	case claim.OwnProject, "{" + claim.ProjectOf(whose) + "}":
		return "own"
	}
	if strings.HasSuffix(segment, ".project}") {
		return "other"
	}
	return ""
}

// inPath returns the rows of what stands in a path after the project. Of several with
// one path the first is meant.
func inPath(m covering.Model) []covering.Row {
	values := map[string][]string{}
	for _, f := range m.Factors {
		values[f.Name] = f.Values
	}
	var rows []covering.Row
	for _, operation := range values["operation"] {
		for _, subject := range values["subject"] {
			for _, query := range values["query"] {
				row := covering.Row{"operation": operation, "subject": subject, "query": query}
				if !forbids(m, row) {
					rows = append(rows, row)
				}
			}
		}
	}
	return rows
}

// forbids reports that a model forbids a row that leaves factors out.
func forbids(m covering.Model, row covering.Row) bool {
	for _, c := range m.Forbidden {
		if holds(row, c) {
			return true
		}
	}
	return false
}

// holds reports that a row has one of the values of a combination in each of its factors.
func holds(row covering.Row, c covering.Combination) bool {
	for factor, values := range c {
		in := false
		for _, value := range values {
			in = in || row[factor] == value
		}
		if !in {
			return false
		}
	}
	return true
}
