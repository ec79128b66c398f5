package suites

import (
	"fmt"

	"github.com/osact/osact/suites/exchange"
	"github.com/osact/osact/suites/match"
)

// changedLookedAt is how many servers are looked at for a deleted one.
const changedLookedAt = 50

// deletedReadable is the microversion from which the actions of a deleted
// server can be read.
const deletedReadable = "2.21"

// ofDeleted casts the action of a deleted server. Below /v2 there is no way to
// come by its id.
func (f Finder) ofDeleted() []Capture {
	if !f.legacy {
		return []Capture{f.deletedServer(), f.deletedAction()}
	}
	const reason = "not seen: the actions of a deleted server cannot be listed below /v2"
	return []Capture{
		without(f.deletedServer(), NotApplicable, reason),
		without(f.deletedAction(), NotApplicable, reason),
	}
}

// deletedServer finds a deleted server among those that have ever changed: only
// an administrator may ask for deleted servers as such, but whoever asks for
// changes is told of deletions too.
func (f Finder) deletedServer() Capture {
	query := fmt.Sprintf("changes-since=2000-01-01T00:00:00Z&limit=%d", changedLookedAt)
	if f.owner == exchange.Admin {
		query = "all_tenants=1&" + query
	}
	from := []exchange.Probe{f.asks("/v2.1/servers/detail?" + query)}
	return Capture{
		Binds: []string{"deleted.server"},
		From:  from,
		Pick: func(answers []*match.Answer) []string {
			for _, server := range listAt(answers[0], "servers") {
				if id, _ := server["id"].(string); id != "" && server["status"] == "DELETED" {
					return []string{id}
				}
			}
			return []string{""}
		},
		Missing: Unasked{
			Outcome:  NotApplicable,
			Reason:   fmt.Sprintf("not seen: no deleted server is among the first %d of the %s's", changedLookedAt, f.owner),
			Evidence: from,
		},
	}
}

// deletedAction takes the newest action of the deleted server, which as a rule
// is its deletion.
func (f Finder) deletedAction() Capture {
	list := f.asks("/v2.1/servers/{deleted.server}/os-instance-actions")
	list.Version = deletedReadable
	return Capture{
		Binds: []string{"deleted.id"},
		From:  []exchange.Probe{list},
		Pick: func(answers []*match.Answer) []string {
			for _, action := range listAt(answers[0], "instanceActions") {
				if id, _ := action["request_id"].(string); id != "" {
					return []string{id}
				}
			}
			return []string{""}
		},
		Missing: Unasked{
			Outcome:  NotApplicable,
			Reason:   "not seen: no action of a deleted server is listed at " + deletedReadable,
			Evidence: append(f.deletedServer().From, list),
		},
	}
}
