package catalogue

import (
	"github.com/osact/osact/fixtures/faults"
	"github.com/osact/osact/openapi"
	"github.com/osact/osact/runner/exit"
	"github.com/osact/osact/runner/suggest"
)

// Proof returns a fault that the requirement of an id has to report: one that is
// met by what the requirement asks alone, where there is such.
func Proof(contract *openapi.Contract, id string) (faults.Fault, error) {
	r, ok := contract.Requirement(id)
	if !ok {
		return faults.Fault{}, suggest.Unknown("requirement", id, ids(contract))
	}
	switch {
	case r.Level == openapi.May:
		return faults.Fault{}, exit.Usagef("%s is a MAY: whether it is so is observed, and nothing violates it", id)
	case r.Unclaimed != "":
		return faults.Fault{}, exit.Usagef("no claim covers %s: %s", id, r.Unclaimed)
	}
	best, rank := faults.Fault{}, 0
	for _, f := range faults.All() {
		n := 0
		switch {
		case f.Requirement == "" || !f.IsNamed(id):
		case f.Requirement == id && !f.Whole:
			n = 3
		case f.Requirement == id:
			n = 2
		default: // promised of the other operation, too
			n = 1
		}
		if n > rank {
			best, rank = f, n
		}
	}
	if rank == 0 {
		return best, exit.Usagef("there is no example in which %s is violated: osact knows no fault that breaks it", id)
	}
	return best, nil
}
