package catalogue

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/osact/osact/fixtures/faults"
	"github.com/osact/osact/openapi"
	"github.com/osact/osact/runner/exit"
	"github.com/osact/osact/runner/suggest"
	"github.com/osact/osact/suites"
	"github.com/osact/osact/suites/claim"
)

// Explain prints what there is to say about the requirement of an id.
func Explain(w io.Writer, contract *openapi.Contract, id string) error {
	r, ok := contract.Requirement(id)
	if fault, is := faults.Find(id); !ok && is {
		return exit.Usagef("%s is a fault, which %s has to report: osact explain %[2]s", fault.Name, fault.Requirement)
	}
	if !ok {
		return suggest.Unknown("requirement", id, ids(contract))
	}
	claims, err := suites.Claims(contract)
	if err != nil {
		return exit.Defectf("the claims do not load: %w", err)
	}
	documents, err := sourceDocuments(contract)
	if err != nil {
		return err
	}
	_, err = io.WriteString(w, explanation(contract, r, claim.Select(claims, []string{id}), sayings(documents, id)))
	return err
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
	if r.OwnAlone {
		line("answers", "own: those of the API, not a 401 of what stands in front of it")
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
