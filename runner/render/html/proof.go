package html

import "github.com/osact/osact/fixtures/faults"

// proof is a fault that shows that a requirement is judged: it is violated on purpose, in
// front of a correct cloud, and has to be reported.
type proof struct{ Name, Statement printable }

// proofs returns the first fault that each requirement has to report, by its id. A
// requirement of a contract that is not osact's own may have none.
func proofs() map[string]proof {
	all := map[string]proof{}
	for _, f := range faults.All() {
		if _, ok := all[f.Requirement]; !ok {
			all[f.Requirement] = proof{printed(f.Name), printed(f.Statement)}
		}
	}
	return all
}
