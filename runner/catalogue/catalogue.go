// Package catalogue looks up what the contract holds by the names that a user
// gives, and prints it: profiles, requirements, faults, dialects, source documents.
package catalogue

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/osact/osact/fixtures/dialects"
	"github.com/osact/osact/fixtures/faults"
	"github.com/osact/osact/openapi"
	"github.com/osact/osact/runner/exit"
	"github.com/osact/osact/runner/suggest"
	"github.com/osact/osact/suites"
)

// Demanded returns a profile. It refuses one that the contract does not have,
// and ids that the profile does not demand.
func Demanded(contract *openapi.Contract, profile string, only []string) (openapi.Profile, error) {
	p, ok := contract.Profile(profile)
	if !ok {
		var names []string
		for _, p := range contract.Profiles() {
			names = append(names, p.Name)
		}
		return openapi.Profile{}, suggest.Unknown("profile", profile, names)
	}
	all := ids(contract)
	for _, id := range only {
		if !slices.Contains(all, id) {
			return openapi.Profile{}, suggest.Unknown("requirement", id, all)
		}
		if !slices.Contains(p.Requirements, id) {
			return openapi.Profile{}, exit.Usagef("profile %s does not demand %s: choose another --profile (osact explain %s names those that do)", p.Name, id, id)
		}
	}
	return p, nil
}

// Faults returns the faults with the given names, which may be some more.
func Faults(names []string, more ...faults.Fault) ([]faults.Fault, error) {
	var chosen []faults.Fault
	for _, name := range names {
		fault, ok := faults.Find(name)
		if i := slices.IndexFunc(more, func(f faults.Fault) bool { return f.Name == name }); !ok && i >= 0 {
			fault, ok = more[i], true
		}
		if !ok {
			var known []string
			for _, f := range faults.All() {
				known = append(known, f.Name)
			}
			return nil, suggest.Unknown("fault", name, known)
		}
		chosen = append(chosen, fault)
	}
	return chosen, nil
}

// Dialects returns the dialects with the given names.
func Dialects(names []string) ([]dialects.Dialect, error) {
	var chosen []dialects.Dialect
	for _, name := range names {
		d, ok := dialects.Find(name)
		if !ok {
			var known []string
			for _, d := range dialects.All() {
				known = append(known, d.Name)
			}
			return nil, suggest.Unknown("dialect", name, known)
		}
		chosen = append(chosen, d)
	}
	return chosen, nil
}

// DialectsTogether returns the dialects with the given names, which have to go together.
func DialectsTogether(names []string) (dialects.Set, error) {
	chosen, err := Dialects(names)
	if err != nil {
		return nil, err
	}
	set, err := dialects.NewSet(chosen...)
	if err != nil {
		return nil, exit.Usagef("--dialect: %w: choose one of them", err)
	}
	return set, nil
}

// ListDialects prints every dialect, a line each.
func ListDialects(w io.Writer) error {
	table := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	for _, d := range dialects.All() {
		costs := d.Costs.String()
		if len(d.Warns) > 0 {
			costs += ", warns of " + strings.Join(d.Warns, " and ")
		}
		fmt.Fprintf(table, "%s\t%s\tseen in: %s\tmay cost: %s\n", d.Name, d.Statement, d.Seen, costs)
	}
	return table.Flush()
}

// ids returns the ids of all requirements.
func ids(contract *openapi.Contract) []string {
	var all []string
	for _, r := range contract.Requirements() {
		all = append(all, r.ID)
	}
	return all
}

// ListFaults prints every fault, a line each.
func ListFaults(w io.Writer) error {
	table := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	for _, f := range faults.All() {
		fmt.Fprintf(table, "%s\t%s\t%s\n", f.Name, f.Requirement, f.Statement)
	}
	return table.Flush()
}

// List prints requirements by their ids, a line each.
func List(w io.Writer, contract *openapi.Contract, ids []string) error {
	table := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	for _, id := range ids {
		r, _ := contract.Requirement(id)
		fmt.Fprintf(table, "%s\t%s\t%s\t%s\n", r.ID, r.Level, r.Asked, r.Statement)
	}
	return table.Flush()
}

// ListMissing prints what a profile does not demand, and why.
func ListMissing(w io.Writer, contract *openapi.Contract, profile string) error {
	lacks, err := suites.Missing(contract, profile)
	if err != nil {
		return exit.Defectf("the claims do not load: %w", err)
	}
	table := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	for _, l := range lacks {
		fmt.Fprintf(table, "%s\t%s\t%s\n", l.Requirement.ID, l.Requirement.Level, l.Reason)
	}
	return table.Flush()
}
