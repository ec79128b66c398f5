package cast

import (
	"encoding/json"
	"slices"
	"strings"

	"github.com/osact/osact/suites/claim"
	"github.com/osact/osact/suites/exchange"
	"github.com/osact/osact/suites/match"
	"github.com/osact/osact/suites/plan"
)

// ownServers returns what captures the symbols of osact's own servers.
func (f Finder) ownServers() []plan.Capture {
	all := []plan.Capture{permission(), f.material(), f.largest(), f.bothServers()}
	for _, w := range f.writes() {
		all = append(all, w.accepted())
		for _, server := range w.on {
			if w.watcher != "" {
				all = append(all, w.ending(server))
			}
			if w.sought != nil {
				all = append(all, w.endingAsSought(server))
			}
		}
	}
	return all
}

// permission binds nothing: whether osact may write is given.
func permission() plan.Capture {
	return without(plan.Capture{Binds: []string{claim.RunID, claim.OwnNetworks}}, claim.Untested,
		"osact may write nothing to the target: give --allow-writes, and it makes two servers, and deletes them")
}

// IDForm says how an id that is given must be written.
const IDForm = "write letters, digits, dots, dashes and underscores, 255 at most and not dots alone"

// Nameable reports whether an id can stand in a path or a body as it is, and there
// means nothing else: see IDForm.
func Nameable(id string) bool {
	return strings.Trim(id, ".") != "" && len(id) <= 255 && !strings.ContainsFunc(id, func(r rune) bool {
		return !('a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9' || strings.ContainsRune("._-", r))
	})
}

// bothServers finds the servers that the one request made. An answer that names
// a server is not enough to write to it: its name must be the one that osact
// gave it.
func (f Finder) bothServers() plan.Capture {
	creation := f.writes()[0].probe
	list := f.Asks("/v2.1/servers/detail?name=" + OwnName + "{" + claim.RunID + "}-")
	own := func(answers []*match.Answer) (made string, named []map[string]any) {
		var request struct{ Server struct{ Name string } }
		if answers[0] == nil || json.Unmarshal([]byte(answers[0].Exchange.Request.Body), &request) != nil || request.Server.Name == "" {
			return "", nil
		}
		for _, a := range slices.Backward(answers[1:]) {
			for _, server := range a.List("servers") {
				if strings.HasPrefix(match.TextIn(server, "name"), request.Server.Name+"-") && Nameable(match.TextIn(server, "id")) {
					named = append(named, server)
				}
			}
			if named != nil {
				break
			}
		}
		return answers[0].Text("/server/id"), named
	}
	return plan.Capture{
		Binds: []string{FirstServer, SecondServer, OwnUser},
		From:  append([]exchange.Probe{creation}, polled(list)...),
		Until: func(a *match.Answer) bool {
			return len(a.List("servers")) >= 2 || a.List("servers") == nil && isVain(a)
		},
		Needs: []string{RequestID("create")},
		Pick: func(answers []*match.Answer) []string {
			both := []string{"", "", ""}
			made, named := own(answers)
			for _, server := range named {
				if id := match.TextIn(server, "id"); id == made {
					both[0], both[2] = id, match.TextIn(server, "user_id")
				} else {
					both[1] = id
				}
			}
			return both
		},
		Missing: plan.Unasked{
			Outcome:  claim.Untested,
			Reason:   "the servers that were made are not listed by their name",
			Evidence: []exchange.Probe{creation, list},
		},
		Refused: f.writes()[0].refused,
	}
}
