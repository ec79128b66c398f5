package dictionary

import (
	"bytes"
	"fmt"
	"slices"
)

// Together explains what some faults, by name, would violate together if none hid what
// another does. It fails for a name that it does not have.
func (d Dictionary) Together(names ...string) (Explanation, error) {
	m, err := read(bytes.NewReader(d.file))
	if err != nil {
		return Explanation{}, err
	}
	s := seen{map[Sign]Scope{}, m.anywhere(), map[place]bool{}}
	for _, name := range names {
		i := slices.IndexFunc(m.faults, func(r row) bool { return r.name == name })
		if i < 0 {
			return Explanation{}, fmt.Errorf("the dictionary has no fault %s", name)
		}
		for sign, scope := range m.faults[i].signs {
			s.signs[sign] = s.signs[sign].or(scope)
			s.places[sign.place()] = true
		}
	}
	return m.explanation(s), nil
}

// anywhere is where each requirement is judged, as far as some fault shows.
func (m matrix) anywhere() map[string]Scope {
	judged := map[string]Scope{}
	for _, r := range m.faults {
		for sign, scope := range r.signs {
			judged[sign.Requirement] = judged[sign.Requirement].or(scope)
		}
	}
	return judged
}
