package connect

import (
	"fmt"
	"slices"

	"github.com/osact/osact/openapi"
	"github.com/osact/osact/suites/cast"
	"github.com/osact/osact/suites/exchange"
)

// projects maps actors to the bindings of their projects.
type projects map[exchange.Actor]exchange.Binding

// projects returns the project of each actor as far as anything tells it: its
// token, the user, and the target's URL. The URL's is the member's, or the
// admin's where no member plays. It fails with ErrActors where they disagree.
func (all accounts) projects(given map[exchange.Actor]string, inTarget string) (projects, error) {
	var sources []exchange.Binding
	add := func(actor exchange.Actor, id, origin string) {
		sources = append(sources, exchange.Binding{Symbol: string(actor), Value: id, Origin: origin})
	}
	for _, a := range all {
		add(a.actor, a.facts.project, "token")
	}
	for _, actor := range exchange.Actors() {
		add(actor, given[actor], "flag --project")
	}
	owner := exchange.Member
	if !all.plays(exchange.Member) && all.plays(exchange.Admin) {
		owner = exchange.Admin
	}
	add(owner, inTarget, "flag --target")

	known := projects{}
	for _, b := range sources {
		actor := exchange.Actor(b.Symbol)
		before, found := known[actor]
		switch {
		case b.Value == "" || found && before.Value == b.Value:
		case !cast.Nameable(b.Value):
			return nil, fmt.Errorf("%w: the project of %s is %s by the %s, which is no id: %s",
				ErrActors, actor, openapi.Printable(b.Value), b.Origin, cast.IDForm)
		case found:
			return nil, fmt.Errorf("%w: the project of %s is %s by its %s and %s by the %s: correct the one that is wrong",
				ErrActors, actor, openapi.Printable(before.Value), before.Origin, openapi.Printable(b.Value), b.Origin)
		default:
			b.Symbol += ".project"
			known[actor] = b
		}
	}
	return known, nil
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

// plays reports whether an actor has an account.
func (all accounts) plays(actor exchange.Actor) bool {
	return slices.ContainsFunc(all, func(a account) bool { return a.actor == actor })
}
