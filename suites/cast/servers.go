package cast

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/osact/osact/suites/claim"
	"github.com/osact/osact/suites/exchange"
	"github.com/osact/osact/suites/match"
	"github.com/osact/osact/suites/plan"
)

// Bounds of discovery: of the owner's servers, the first so many are looked
// at, and of the actions of these, so many are read.
const (
	ServersRead = 8
	ActionsRead = 24
)

// Bounds of the discovery of a profile that asks few questions.
const (
	fewServers = 3
	fewActions = 8
)

func (f Finder) serversRead() int {
	if f.Few {
		return fewServers
	}
	return ServersRead
}

func (f Finder) actionsRead() int {
	if f.Few {
		return fewActions
	}
	return ActionsRead
}

// ServersFound begins the symbols of the servers that are looked at.
const ServersFound = "server."

// someServers lists servers: the member's, or those of all projects where it
// is the admin who discovers.
func (f Finder) someServers() plan.Capture {
	query := fmt.Sprintf("limit=%d", f.serversRead())
	if f.Owner == exchange.Admin {
		query = "all_tenants=1&" + query
	}
	c := plan.Capture{
		From: []exchange.Probe{f.Asks("/v2.1/servers?" + query)},
		Pick: func(answers []*match.Answer) []string {
			var ids []string
			for _, server := range answers[0].Beginning("servers") {
				// Those that another run has made will soon be gone.
				if !strings.HasPrefix(match.TextIn(server, "name"), OwnName) {
					ids = append(ids, match.TextIn(server, "id"))
				}
			}
			return exactly(f.serversRead(), ids)
		},
		Begins:  "servers",
		Missing: plan.Unasked{Outcome: claim.NotApplicable, Reason: fmt.Sprintf("the %s has no further servers", f.Owner)},
	}
	for i := range f.serversRead() {
		c.Binds = append(c.Binds, ServersFound+strconv.Itoa(i))
	}
	c.Missing.Evidence = c.From
	return c
}

// someActions chooses the actions that are read: of each server in turn the
// failed ones, the newest (which may be running), those known to take several
// events, and then the rest, newest first.
func (f Finder) someActions() plan.Capture {
	c := plan.Capture{
		Begins: "instanceActions",
		Pick: func(answers []*match.Answer) []string {
			var queues [][][]string
			for _, a := range answers {
				queues = append(queues, ranked(a.Beginning("instanceActions")))
			}
			var chosen []string
			for depth := 0; len(chosen) < 2*f.actionsRead(); depth++ {
				found := false
				for _, queue := range queues {
					if depth < len(queue) {
						chosen = append(chosen, queue[depth]...)
						found = true
					}
				}
				if !found {
					break
				}
			}
			return exactly(2*f.actionsRead(), chosen)
		},
		Missing: plan.Unasked{Outcome: claim.NotApplicable, Reason: fmt.Sprintf("the %s's servers have no further actions", f.Owner)},
	}
	for i := range f.serversRead() {
		c.From = append(c.From, f.Asks("/v2.1/servers/{"+ServersFound+strconv.Itoa(i)+"}/os-instance-actions"))
	}
	for i := range f.actionsRead() {
		c.Binds = append(c.Binds, fmt.Sprintf("read.%d.server", i), fmt.Sprintf("read.%d.id", i))
	}
	c.Missing.Evidence = slices.Concat(f.someServers().From, c.From)
	return c
}

// longestRead is how long a list may be that is asked for again and again.
const longestRead = 100

// longestList finds the server with the most actions, of those that were read.
func (f Finder) longestList() plan.Capture {
	from := f.someActions().From
	return plan.Capture{
		Binds: []string{"longest.server"},
		From:  from,
		Pick: func(answers []*match.Answer) []string {
			longest, most := "", 0
			for _, a := range answers {
				if n := len(a.List("instanceActions")); n > most && n <= longestRead {
					longest, most = a.ServerAsked(), n
				}
			}
			return []string{longest}
		},
		Missing: plan.Unasked{Outcome: claim.NotApplicable, Reason: "not seen: no server has a list of actions", Evidence: from},
	}
}

// ranked orders the actions of one list for reading, as pairs of server and id.
func ranked(list []map[string]any) [][]string {
	stepwise := []string{"resize", "migrate", "live-migration", "rebuild", "evacuate", "shelve", "unshelve"}
	rank := func(i int) int {
		name, _ := list[i]["action"].(string)
		switch {
		case list[i]["message"] != nil:
			return 0
		case i == 0:
			return 1
		case slices.Contains(stepwise, name):
			return 2
		default:
			return 3
		}
	}
	order := make([]int, len(list))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return rank(a) - rank(b) })
	var out [][]string
	for _, i := range order {
		server, _ := list[i]["instance_uuid"].(string)
		id, _ := list[i]["request_id"].(string)
		if server != "" && id != "" {
			out = append(out, []string{server, id})
		}
	}
	return out
}
