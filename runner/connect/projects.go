package connect

import (
	"fmt"

	"github.com/osact/osact/suites/exchange"
)

// projects maps actors to the bindings of their projects.
type projects map[exchange.Actor]exchange.Binding

// projects returns the project of each actor as far as anything tells it: its
// token, the user, and for the member the target's URL. It fails with ErrActors
// where they disagree.
func (c cast) projects(given map[exchange.Actor]string, inTarget string) (projects, error) {
	all := projects{}
	add := func(actor exchange.Actor, id, origin string) error {
		before, known := all[actor]
		switch {
		case id == "" || known && before.Value == id:
			return nil
		case known:
			return fmt.Errorf("%w: the project of %s is %s by its %s and %s by the %s: correct the one that is wrong",
				ErrActors, actor, printable(before.Value), before.Origin, printable(id), origin)
		}
		all[actor] = exchange.Binding{Symbol: string(actor) + ".project", Value: id, Origin: origin}
		return nil
	}
	for _, p := range c {
		if err := add(p.actor, p.facts.project, "token"); err != nil {
			return nil, err
		}
	}
	for _, actor := range exchange.Actors() {
		if err := add(actor, given[actor], "flag --project"); err != nil {
			return nil, err
		}
	}
	return all, add(exchange.Member, inTarget, "flag --target")
}

// bindings returns the projects as symbols, in the order of exchange.Actors.
func (p projects) bindings() []exchange.Binding {
	var known []exchange.Binding
	for _, actor := range exchange.Actors() {
		if b, ok := p[actor]; ok {
			known = append(known, b)
		}
	}
	return known
}
