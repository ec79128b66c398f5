package demand

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/osact/osact/openapi"
	"github.com/osact/osact/suites/claim"
	"github.com/osact/osact/suites/exchange"
)

// Lack is a requirement that a profile does not demand, and why.
type Lack struct {
	Requirement openapi.Requirement
	Reason      string
}

// Lacks returns the requirements of the contract that a profile does not
// demand, in the order of the catalogue. It fails for a contract whose claims
// do not load, and for a profile that it does not have.
func Lacks(contract *openapi.Contract, subjects []func(*claim.Book), profile string) ([]Lack, error) {
	p, ok := contract.Profile(profile)
	if !ok {
		return nil, fmt.Errorf("the contract has no profile %q", profile)
	}
	all, err := claim.Collect(contract, subjects, claim.ScopeOf(p), claim.Every)
	if err != nil {
		return nil, err
	}
	claims := slices.DeleteFunc(all, func(c claim.Claim) bool { return c.Every != nil }) // it asks nothing
	var lacks []Lack
	for _, r := range contract.Requirements() {
		if !slices.Contains(p.Requirements, r.ID) {
			lacks = append(lacks, Lack{r, whyNot(p, r, claim.Select(claims, []string{r.ID}))})
		}
	}
	return lacks, nil
}

// whyNot says why a profile does not demand a requirement, given its claims.
func whyNot(p openapi.Profile, r openapi.Requirement, claims []claim.Claim) string {
	switch {
	case r.Unclaimed != "":
		return "no claim covers it: " + r.Unclaimed
	case !r.Asked.Legacy && p.Editions == openapi.LegacyAlone:
		return "it is not asked on the legacy path, the only one of the profile"
	case slices.ContainsFunc(claims, func(c claim.Claim) bool { return admits(p, c) }):
		return cmp.Or(p.Except[r.ID], "the profile does not select it")
	}
	fewest := slices.MinFunc(claims, func(a, b claim.Claim) int { return len(lacking(p, a)) - len(lacking(p, b)) })
	if actors := lacking(p, fewest); len(actors) > 0 {
		return "it takes " + listed(actors)
	}
	return "it is about the legacy path, where the profile does not ask"
}

// listed writes actors as people list them.
func listed(actors []exchange.Actor) string {
	names := make([]string, len(actors))
	for i, a := range actors {
		names[i] = string(a)
	}
	return strings.Join(names, " and ")
}
