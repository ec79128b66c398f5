package claim

import (
	"net/http"
	"slices"
	"strings"

	"github.com/osact/osact/suites/exchange"
)

// Action names an action by the symbols of its server and of its request id.
type Action struct{ Server, ID string }

func (a Action) Path() string {
	return "/servers/" + a.Server + "/os-instance-actions/" + a.ID
}

// ActionOf returns the action that has an id and a server, by their symbols or
// as they are.
func ActionOf(server, id string) Action { return Action{Server: server, ID: id} }

// Show asks for an action as the owner of the profile does, without a version.
func Show(a Action) Ask {
	return Get("/v2.1" + a.Path())
}

// List asks for the actions of a server, named by its symbol, as the owner of
// the profile does, without a version.
func List(server string) Ask {
	return Get("/v2.1/servers/" + server + "/os-instance-actions")
}

// Get asks for a path as the owner of the profile does, without a version.
func Get(path string) Ask {
	return Ask{drafts: func(s Scope) [][]exchange.Probe {
		return [][]exchange.Probe{{{As: s.Owner, Method: http.MethodGet, Path: path}}}
	}}
}

// IsList reports that a probe asks for the actions of a server.
func IsList(p exchange.Probe) bool {
	path, _, _ := strings.Cut(p.Path, "?")
	return p.Method == http.MethodGet && strings.HasSuffix(path, "/os-instance-actions")
}

// IsWrite reports that a probe does more than read.
func IsWrite(p exchange.Probe) bool {
	return !slices.Contains([]string{http.MethodGet, http.MethodHead, http.MethodOptions, http.MethodTrace}, p.Method)
}
