package openapi_test

import (
	"slices"
	"strings"

	"github.com/osact/osact/openapi"
)

// These are of the reference cloud's fixed content, all of the member's project.
const (
	liveServer    = "6e10dc8e-ae2c-4584-a17d-e784307a3f3f"
	deletedServer = "98b8032e-3cfa-4b15-9cd6-18dba66a3964"
	finishedID    = "req-8538bd0a-54c4-4227-8cf6-dbcbb61170c8"
	failedID      = "req-57be38ea-0816-4b0e-8a7c-8cc0de0b208c"
	runningID     = "req-5374f4f6-6f95-47a1-bc50-e951f30ebb66"
	deletedID     = "req-6d92e849-2694-4207-ad71-aedf59cc5248"
	misplacedID   = "req-ec2132df-462d-4651-ad72-486879ee1da0"
)

// These exist nowhere.
const (
	nobodysServer = "11111111-2222-4333-8444-555555555555"
	nobodysID     = "req-" + nobodysServer
)

// pathOf is the path of a question.
func pathOf(q openapi.Question, project, server, action string, one func(...string) string) string {
	root := "/v2.1"
	if q.Edition.IsLegacy() {
		root = "/v2"
	}
	if q.Path == "unversioned" {
		root = one("", "/v3", "/v1.1")
	}
	if project != "" {
		root += "/" + project
	}
	name := "os-instance-actions"
	if q.Path == "misspelt" {
		name = one("os-istance-actions", "OS-Instance-Actions")
	}
	path := root + "/servers/" + server + "/" + name
	if q.Operation == "show" {
		path += "/" + action
	}
	return path + map[string]string{"slash": "/", "longer": "/more/and-more"}[q.Path]
}

// project is the segment of the path that names one, or "".
func (a asker) project(q openapi.Question, own string, one func(...string) string) string {
	switch q.Project {
	case "own":
		return own
	case "other": // the server's, or for those who are in that one, a stranger's
		if own == a.projects["member"] {
			return a.projects["outsider"]
		}
		return a.projects["member"]
	case "nobody":
		return one("0123456789abcdef0123456789abcdef", "147", "-")
	case "malformed":
		return one("not_a_project", strings.ToUpper("ab"+own), "project.1")
	}
	return ""
}

func serverOf(q openapi.Question, one func(...string) string) string {
	return map[string]string{
		"live": liveServer, "deleted": deletedServer, "unknown": nobodysServer,
		"malformed": one("abc", "1", strings.ReplaceAll(nobodysServer, "-", "")),
	}[q.Server]
}

func actionOf(q openapi.Question, one func(...string) string) string {
	if q.Server == "deleted" && slices.Contains([]string{"finished", "failed", "running"}, q.Action) {
		return deletedID // all that was done to it has ended well
	}
	return map[string]string{
		"finished": finishedID, "failed": failedID, "running": runningID, "unknown": nobodysID, "misplaced": misplacedID,
		"malformed": one("999", "abc", nobodysServer, strings.TrimPrefix(finishedID, "req-")),
	}[q.Action]
}

// askedVersion is the microversion that a question asks for, or "".
func askedVersion(q openapi.Question, one func(...string) string) string {
	switch q.Version {
	case "malformed":
		return one("abc", "2", "2.01", "LATEST", "2.2.2")
	case "unoffered":
		return one("2.999", "2.105", "2.0", "3.0", "1.1")
	}
	switch q.Edition {
	case openapi.Legacy(): // where it is not looked at
		return one("", "2.1", "2.84", "latest")
	case at(2, 1):
		return one("", "2.1")
	case at(2, 104):
		return one("2.104", "latest")
	}
	return q.Edition.String()
}
