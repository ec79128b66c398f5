package connect

import (
	"fmt"
	"slices"

	"github.com/osact/osact/openapi"
	"github.com/osact/osact/suites/exchange"
)

// projects maps actors to the bindings of their projects.
type projects map[exchange.Actor]exchange.Binding

// projects returns the project of each actor as far as anything tells it: its
// token, the user, and the target's URL. The URL's is the member's, or the
// admin's where no member plays. It fails with ErrActors where they disagree.
func (c cast) projects(given map[exchange.Actor]string, inTarget string) (projects, error) {
	var told []exchange.Binding
	tell := func(actor exchange.Actor, id, origin string) {
		told = append(told, exchange.Binding{Symbol: string(actor), Value: id, Origin: origin})
	}
	for _, p := range c {
		tell(p.actor, p.facts.project, "token")
	}
	for _, actor := range exchange.Actors() {
		tell(actor, given[actor], "flag --project")
	}
	owner := exchange.Member
	if !c.plays(exchange.Member) && c.plays(exchange.Admin) {
		owner = exchange.Admin
	}
	tell(owner, inTarget, "flag --target")

	all := projects{}
	for _, b := range told {
		actor := exchange.Actor(b.Symbol)
		before, known := all[actor]
		switch {
		case b.Value == "" || known && before.Value == b.Value:
		case known:
			return nil, fmt.Errorf("%w: the project of %s is %s by its %s and %s by the %s: correct the one that is wrong",
				ErrActors, actor, openapi.Printable(before.Value), before.Origin, openapi.Printable(b.Value), b.Origin)
		default:
			b.Symbol += ".project"
			all[actor] = b
		}
	}
	return all, nil
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

// plays reports whether somebody plays an actor.
func (c cast) plays(actor exchange.Actor) bool {
	return slices.ContainsFunc(c, func(p part) bool { return p.actor == actor })
}
