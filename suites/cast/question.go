package cast

import (
	"github.com/osact/osact/suites/claim"
	"github.com/osact/osact/suites/exchange"
	"github.com/osact/osact/suites/plan/covering"
)

// What is asked for where the microversion is malformed, or none that is offered.
const (
	malformedVersion = "abc"
	unofferedVersion = "2.999"
)

// question is the probe of a row.
func question(row covering.Row) exchange.Probe {
	p := exchange.Probe{As: exchange.Actor(row["actor"]), Method: "GET", Path: "/v2.1" + projectIn(row) + restOf(row)}
	switch edition := row["edition"]; {
	case edition == legacyPath:
		p.Path = "/v2" + projectIn(row) + restOf(row)
	case row["version"] == "malformed":
		p.Version = malformedVersion
	case row["version"] == "unoffered":
		p.Version = unofferedVersion
	case edition != none:
		p.Version = edition
	}
	if row["header"] != "usual" {
		p.Variant = row["header"]
	}
	return p
}

// restOf is what follows the project in the path of a row.
func restOf(row covering.Row) string {
	about := subjectOf(row["subject"])
	if row["operation"] == show {
		return about.Path() + queryOf(row)
	}
	return "/servers/" + about.Server + "/os-instance-actions" + queryOf(row)
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
	case "after":
		return "?marker=" + PageMarker
	case "changed-after":
		return "?changes-since=" + MiddleTime + "&marker=" + PageMarker
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
	case "unknown-of-deleted":
		return claim.ActionOf(Deleted.Server, claim.UnknownAction)
	case "malformed-action":
		return claim.ActionOf(Finished.Server, "999")
	case "unknown-server":
		return claim.ActionOf(claim.UnknownServer, Finished.ID)
	case "malformed-server":
		return claim.ActionOf("abc", Finished.ID)
	}
	return Named(word)
}
