package command

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/osact/osact/fixtures/faults"
	"github.com/osact/osact/openapi"
	"github.com/osact/osact/suites"
	"github.com/osact/osact/suites/claim"
)

func newExplain(w *world) *cobra.Command {
	return &cobra.Command{
		Use:     "explain ID",
		Short:   "Say what a requirement demands, where it comes from, and which fault proves its claim",
		Example: `  osact explain show.tenancy.mismatch-is-400`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) != 1 {
				return usage("osact explain takes one requirement id; osact list prints them all")
			}
			return nil
		},
		RunE: func(_ *cobra.Command, args []string) error {
			contract, err := loadContract()
			if err != nil {
				return err
			}
			r, ok := contract.Requirement(args[0])
			if fault, is := faults.Find(args[0]); !ok && is {
				return usage("%s is a fault, which %s has to report: osact explain %[2]s", fault.Name, fault.Requirement)
			}
			if !ok {
				var ids []string
				for _, r := range contract.Requirements() {
					ids = append(ids, r.ID)
				}
				return unknown("requirement", args[0], ids)
			}
			claims, err := suites.Claims(contract)
			if err != nil {
				return defect("the claims do not load: %w", err)
			}
			documents, err := sourceDocuments(contract)
			if err != nil {
				return err
			}
			fmt.Fprint(w.stdout, explanation(contract, r, claim.Select(claims, []string{r.ID}), said(documents, r.ID)))
			return nil
		},
	}
}

// explanation is what there is to say about a requirement. What the source
// documents say comes as names and texts.
func explanation(contract *openapi.Contract, r openapi.Requirement, claims []claim.Claim, said [][2]string) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s (%s)\n\n%s\n\n", r.ID, r.Level, strings.TrimSpace(r.Statement))
	line := func(name, text string) {
		if text != "" {
			fmt.Fprintf(&b, "%-10s %s\n", name, text)
		}
	}
	line("asked at", r.Asked.String())
	if r.Offered != (openapi.Range{}) {
		line("offered", "targets whose newest microversion is "+r.Offered.String())
	}
	if r.WhenSeen {
		line("when", "seen: it can't be made on demand")
	}
	if r.ByAnyone {
		line("refused by", "anyone: the API, or what stands in front of it")
	}
	for _, s := range r.Sources {
		line("source", s.Name+": "+s.Place)
	}
	for _, s := range said {
		line(s[0], s[1])
	}
	line("tempest", r.Tempest)
	line("unclaimed", r.Unclaimed)
	var profiles []string
	for _, p := range contract.Profiles() {
		if slices.Contains(p.Requirements, r.ID) {
			profiles = append(profiles, p.Name)
		}
	}
	line("profiles", strings.Join(profiles, ", "))
	for _, f := range faults.All() {
		if f.Requirement == r.ID {
			line("fault", f.Name+": "+f.Statement)
		}
	}
	subjects := map[string]int{}
	var order []string
	for _, c := range claims {
		if subjects[c.Subject] == 0 {
			order = append(order, c.Subject)
		}
		subjects[c.Subject]++
	}
	for _, s := range order {
		line("claims", fmt.Sprintf("%d about %s", subjects[s], s))
	}
	const shown = 6
	for i, c := range claims {
		if i == shown {
			fmt.Fprintf(&b, "%-10s … and %d more\n", "", len(claims)-shown)
			break
		}
		for _, p := range c.Asks {
			line("asks", p.String())
		}
	}
	return b.String()
}
