package cast

import (
	"fmt"
	"hash/fnv"
	"net/http"

	"github.com/osact/osact/suites/claim"
	"github.com/osact/osact/suites/exchange"
	"github.com/osact/osact/suites/plan/covering"
)

// question is the probe of a row. Where a value can be written in several ways, the row
// decides on one of them: equal rows on the same.
func question(row covering.Row) exchange.Probe {
	hash := fnv.New32a()
	_, _ = fmt.Fprint(hash, row) // maps are printed in the order of their keys
	return questionIn(row, int(hash.Sum32()>>1))
}

// questionIn is the probe of a row in the nth way to write it; after the last comes the
// first again.
func questionIn(row covering.Row, nth int) exchange.Probe {
	p := exchange.Probe{As: exchange.Actor(row["actor"]), Method: http.MethodGet, Path: "/v2.1"}
	switch edition := row["edition"]; {
	case edition == legacyPath:
		p.Path = "/v2"
	case row["version"] != "served":
		p.Version = of(versionsOf(row["version"]), nth)
	case edition != none:
		p.Version = edition
	}
	p.Path += projectIn(row) + of(restsOf(row), nth)
	if row["header"] != "usual" {
		p.Variant = row["header"]
	}
	return p
}

func of(several []string, nth int) string { return several[nth%len(several)] }

// wordingsOf are the ways to write a row that differ.
func wordingsOf(row covering.Row) []string {
	if row["version"] != "served" {
		return versionsOf(row["version"])
	}
	return restsOf(row)
}

// versionsOf are what is asked for where the microversion is malformed, or none that is
// offered.
func versionsOf(word string) []string {
	if word == "malformed" {
		return []string{"abc", "2.+50", "2.050", "LATEST", "2.50.0"}
	}
	return []string{"2.999", "3.0"}
}

// restsOf are what can follow the project in the path of a row.
func restsOf(row covering.Row) []string {
	var rests []string
	for _, about := range subjectsOf(row["subject"]) {
		path := about.Path()
		if row["operation"] != show {
			path = "/servers/" + about.Server + "/os-instance-actions"
		}
		for _, query := range queriesOf(row) {
			rests = append(rests, path+query)
		}
	}
	return rests
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

// queriesOf are the queries of a row: those of its operation, or such that are wrong.
func queriesOf(row covering.Row) []string {
	const since, before, long, late = "?changes-since=", "?changes-before=", "2000-01-01T00:00:00Z", "2037-01-01T00:00:00Z"
	switch op := row["operation"]; {
	case op == "since" && row["subject"] != "finished": // the times are of that one's list
		return []string{since + long}
	case op == "before" && row["subject"] != "finished":
		return []string{before + late}
	}
	switch row["operation"] {
	case "page":
		return []string{"?limit=1", "?limit=0", "?limit=1001", "?limit=1&changes-since=" + long}
	case "since":
		return []string{since + long, since + MiddleTime, since + MiddleTimeEast + "%2B02:00", since + MiddleTimeWest + "-05:00", since + "2000-01-01T00:00:00"}
	case "before":
		return []string{
			before + MiddleTime, before + MiddleTimeEast + "%2B02:00", before + MiddleTimeWest + "-05:00", before + MiddleTime + "&changes-since=" + long,
			before + late + "&limit=1", before + late + "&marker=" + PageMarker,
		}
	case "after":
		return []string{"?marker=" + PageMarker, "?marker=" + PageMarker + "&limit=2"}
	case "changed-after":
		return []string{since + MiddleTime + "&marker=" + PageMarker}
	}
	switch row["query"] {
	case "empty":
		return []string{"?"}
	case "unknown":
		if row["operation"] == show {
			return []string{"?foo=bar", "?verbose=1", "?limit=1"}
		}
		return []string{"?foo=bar", "?verbose=1", "?changes_since=" + long}
	case "bad-limit":
		return []string{"?limit=abc", "?limit=-1", "?limit=1.5", "?limit=", "?limit=1&limit=2"}
	case "bad-since":
		return []string{since + "abc", since, since + "2026-13-45T00:00:00Z", since + long + "&changes-since=" + long, before + "abc", before + late + "&changes-before=" + late}
	case "unknown-marker":
		return []string{"?marker=" + claim.UnknownAction, "?marker=" + Elsewhere, "?marker=", "?marker=" + PageMarker + "&marker=" + PageMarker}
	}
	return []string{""}
}

// subjectsOf are the actions that a row can be about.
func subjectsOf(word string) []claim.Action {
	switch word {
	case "unknown-action":
		return []claim.Action{claim.ActionOf(Finished.Server, claim.UnknownAction), claim.ActionOf(Finished.Server, startOfID), claim.ActionOf(Finished.Server, Finished.ID+"0")}
	case "unknown-of-deleted":
		return []claim.Action{claim.ActionOf(Deleted.Server, claim.UnknownAction), claim.ActionOf(Deleted.Server, Deleted.ID+"0")}
	case "malformed-action":
		return []claim.Action{claim.ActionOf(Finished.Server, "999"), claim.ActionOf(Finished.Server, bareID), claim.ActionOf(Finished.Server, "1")}
	case "unknown-server":
		return []claim.Action{claim.ActionOf(claim.UnknownServer, Finished.ID)}
	case "malformed-server":
		return []claim.Action{claim.ActionOf("abc", Finished.ID), claim.ActionOf("urn:uuid:"+Finished.Server, Finished.ID), claim.ActionOf(Finished.Server+"0", Finished.ID)}
	}
	return []claim.Action{Named(word)}
}
