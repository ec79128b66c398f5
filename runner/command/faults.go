package command

import "github.com/osact/osact/fixtures/faults"

// chosenFaults returns the faults with the given names.
func chosenFaults(names []string) ([]faults.Fault, error) {
	var chosen []faults.Fault
	for _, name := range names {
		fault, ok := faults.Find(name)
		if !ok {
			var known []string
			for _, f := range faults.All() {
				known = append(known, f.Name)
			}
			return nil, unknown("fault", name, known)
		}
		chosen = append(chosen, fault)
	}
	return chosen, nil
}
