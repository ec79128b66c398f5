// Package coverage says what a run really looked at: which items of the
// contract its judged answers hold, and which faults show that a mistake there
// would be reported.
package coverage

import (
	"context"
	"net/url"
	"slices"

	"github.com/osact/osact/fixtures/faults"
	"github.com/osact/osact/openapi"
	"github.com/osact/osact/suites"
	"github.com/osact/osact/suites/claim"
	"github.com/osact/osact/suites/exchange"
	"github.com/osact/osact/suites/judge"
)

// Covered is an item of the contract, how many judged answers hold it, and the
// faults that prove it.
type Covered struct {
	Item openapi.Item
	// Answers counts those that a claim of a requirement judged which a mistake
	// at the item belongs to; for statuses and parameters, that any claim judged.
	Answers int
	// Faults are names, in the order of faults.All.
	Faults []string
}

// Whole reports whether the item is both looked at and proven.
func (c Covered) Whole() bool { return c.Answers > 0 && len(c.Faults) > 0 }

// Measure counts, for every item of the contract, in its order, the answers of
// a recording, and names the faults that prove it: all, or where the run was narrowed to
// some requirements, those that these report. Each is played against the reference
// cloud, so this takes seconds.
func Measure(ctx context.Context, contract *openapi.Contract, recording exchange.Recording, progress func(done, total int)) ([]Covered, error) {
	proof, err := prove(ctx, contract, faultsOf(recording.Only), progress)
	if err != nil {
		return nil, err
	}
	return Of(contract, recording, proof)
}

// Of is Measure where the faults have been played already.
func Of(contract *openapi.Contract, recording exchange.Recording, proof *Proof) ([]Covered, error) {
	counts, err := count(contract, recording)
	if err != nil {
		return nil, err
	}
	known := faults.All()
	var all []Covered
	for _, item := range contract.Items() {
		all = append(all, Covered{item, counts[item], proof.names(item, known)})
	}
	return all, nil
}

// count counts the judged answers that hold each item.
func count(contract *openapi.Contract, recording exchange.Recording) (map[openapi.Item]int, error) {
	trial, err := suites.Open(contract, recording)
	if err != nil {
		return nil, err
	}
	judges := map[exchange.Probe][]string{}
	for _, c := range trial.Claims() {
		judged := func(f judge.Finding) bool { return f.Outcome == claim.Satisfied || f.Outcome == claim.Violated }
		if !slices.ContainsFunc(trial.Evaluate(c), judged) {
			continue
		}
		for _, probe := range trial.Probes(c) {
			judges[probe] = append(judges[probe], c.Requirement.ID)
		}
	}
	counts := map[openapi.Item]int{}
	for probe, by := range judges {
		a := trial.Answer(probe)
		if a == nil { // a question that is asked until it is answered
			continue
		}
		for _, e := range contract.Evaluate(a.Place, openapi.Answer{Status: a.Response.Status, Header: a.Response.Header, Body: a.Response.Body}) {
			if e.At == "" || slices.ContainsFunc(e.Requirements, func(id string) bool { return slices.Contains(by, id) }) {
				counts[e.Item]++
			}
		}
		operation := contract.Operation(a.Place)
		for _, p := range contract.Parameters(a.Place) {
			if uses(a.Exchange, p) {
				counts[p.Item(operation)]++
			}
		}
	}
	return counts, nil
}

// uses reports whether a question gave a parameter.
func uses(x *exchange.Exchange, p openapi.Parameter) bool {
	switch p.In {
	case "query":
		u, err := url.Parse(x.Request.URL)
		return err == nil && u.Query().Has(p.Name)
	case "header":
		for name := range x.Request.Header {
			if equalHeader(name, p.Name) {
				return true
			}
		}
		return false
	default: // a path names all of its own
		return true
	}
}
