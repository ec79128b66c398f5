package cast

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/osact/osact/suites/claim"
	"github.com/osact/osact/suites/exchange"
	"github.com/osact/osact/suites/match"
	"github.com/osact/osact/suites/plan"
)

// serversMadeFrom is how many servers are looked at for an image and a flavor.
const serversMadeFrom = 20

// material finds an image and a flavor that fit each other: those of a server
// that is well, the one with the least memory. If there is no server to learn
// from, the smallest flavor with a disk goes with an image that is given.
func (f Finder) material() plan.Capture {
	from := []exchange.Probe{
		f.Asks(fmt.Sprintf("/v2.1/servers/detail?limit=%d", serversMadeFrom)),
		f.flavors(),
	}
	return plan.Capture{
		Binds: []string{claim.OwnImage, claim.OwnFlavor},
		From:  from,
		Needs: []string{claim.RunID},
		Pick: func(answers []*match.Answer) []string {
			flavors := byMemory(answers[1].List("flavors"))
			servers := answers[0].Beginning("servers")
			for _, f := range flavors {
				for _, server := range servers {
					image := match.TextIn(server, "image", "id")
					well := server["status"] == "ACTIVE" || server["status"] == "SHUTOFF"
					if well && image != "" && match.TextIn(server, "flavor", "id") == f["id"] {
						return []string{image, match.TextIn(f, "id")}
					}
				}
			}
			for _, f := range flavors {
				if match.NumberIn(f, "disk") > 0 {
					return []string{"", match.TextIn(f, "id")}
				}
			}
			return []string{"", ""}
		},
		Begins: "servers",
		Missing: plan.Unasked{
			Outcome:  claim.Untested,
			Reason:   fmt.Sprintf("none of the first %d servers of the %s tells of an image and a flavor: give --image and --flavor", serversMadeFrom, f.Owner),
			Evidence: from,
		},
	}
}

// largest finds the flavor with the most memory, which as a rule fits no host
// in a cloud that has one for this.
func (f Finder) largest() plan.Capture {
	from := []exchange.Probe{f.flavors()}
	return plan.Capture{
		Binds: []string{ownLargest},
		From:  from,
		Needs: []string{claim.RunID},
		Pick: func(answers []*match.Answer) []string {
			flavors := byMemory(answers[0].List("flavors"))
			if len(flavors) < 2 {
				return []string{""}
			}
			return []string{match.TextIn(flavors[len(flavors)-1], "id")}
		},
		Missing: plan.Unasked{Outcome: claim.NotApplicable, Reason: "not seen: there is no second flavor to resize to", Evidence: from},
	}
}

// flavors lists what servers can be made in. The actions do not depend on its
// edition, nor does what is read of it.
func (f Finder) flavors() exchange.Probe { return f.Asks("/v2.1/flavors/detail") }

// byMemory returns the flavors that can be named in JSON, those with the least
// memory first.
func byMemory(flavors []map[string]any) []map[string]any {
	flavors = slices.DeleteFunc(slices.Clone(flavors), func(f map[string]any) bool { return !Nameable(match.TextIn(f, "id")) })
	slices.SortStableFunc(flavors, func(a, b map[string]any) int {
		return cmp.Or(cmp.Compare(match.NumberIn(a, "ram"), match.NumberIn(b, "ram")), cmp.Compare(match.NumberIn(a, "disk"), match.NumberIn(b, "disk")))
	})
	return flavors
}
