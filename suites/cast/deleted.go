package cast

import (
	"fmt"

	"github.com/osact/osact/suites/claim"
	"github.com/osact/osact/suites/exchange"
	"github.com/osact/osact/suites/match"
	"github.com/osact/osact/suites/plan"
)

// changedLookedAt is how many servers are looked at for a deleted one.
const changedLookedAt = 50

// DeletedReadable is the microversion from which the actions of a deleted
// server can be read.
const DeletedReadable = "2.21"

// ofDeleted casts the action of a deleted server. Below /v2 there is no way to
// come by its id.
func (f Finder) ofDeleted() []plan.Capture {
	if !f.Legacy {
		return []plan.Capture{f.deletedServer(), f.deletedAction()}
	}
	const reason = "not seen: the actions of a deleted server cannot be listed below /v2"
	return []plan.Capture{
		without(f.deletedServer(), claim.NotApplicable, reason),
		without(f.deletedAction(), claim.NotApplicable, reason),
	}
}

// deletedServer finds a deleted server among those that have ever changed: only
// an administrator may ask for deleted servers as such, but whoever asks for
// changes is told of deletions too.
func (f Finder) deletedServer() plan.Capture {
	query := fmt.Sprintf("changes-since=2000-01-01T00:00:00Z&limit=%d", changedLookedAt)
	if f.Owner == exchange.Admin {
		query = "all_tenants=1&" + query
	}
	from := []exchange.Probe{f.Asks("/v2.1/servers/detail?" + query)}
	return plan.Capture{
		Binds: []string{"deleted.server"},
		From:  from,
		Pick: func(answers []*match.Answer) []string {
			for _, server := range answers[0].Beginning("servers") {
				if id, _ := server["id"].(string); id != "" && server["status"] == "DELETED" {
					return []string{id}
				}
			}
			return []string{""}
		},
		Begins: "servers",
		Missing: plan.Unasked{
			Outcome:  claim.NotApplicable,
			Reason:   fmt.Sprintf("not seen: no deleted server is among the first %d of the %s's", changedLookedAt, f.Owner),
			Evidence: from,
		},
	}
}

// deletedAction takes the newest action of the deleted server, which as a rule
// is its deletion.
func (f Finder) deletedAction() plan.Capture {
	list := f.Asks("/v2.1/servers/{deleted.server}/os-instance-actions")
	list.Version = DeletedReadable
	return plan.Capture{
		Binds: []string{"deleted.id"},
		From:  []exchange.Probe{list},
		Pick: func(answers []*match.Answer) []string {
			for _, action := range answers[0].List("instanceActions") {
				if id, _ := action["request_id"].(string); id != "" {
					return []string{id}
				}
			}
			return []string{""}
		},
		Missing: plan.Unasked{
			Outcome:  claim.NotApplicable,
			Reason:   "not seen: no action of a deleted server is listed at " + DeletedReadable,
			Evidence: append(f.deletedServer().From, list),
		},
	}
}
