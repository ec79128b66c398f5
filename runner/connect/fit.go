package connect

import (
	"slices"
	"strings"

	"github.com/osact/osact/openapi"
	"github.com/osact/osact/suites/exchange"
)

// demand is what an account must be like to play an actor.
type demand struct {
	has   []string // one of these roles; empty: any
	lacks []string // all of these roles
	where place
	fit   string // the same in words
}

// place says where an account must be, seen from the member's project.
type place int

const (
	anywhere place = iota
	inside
	outside
)

// demandOn returns what an account must be like to play an actor. Before the
// role member there was one named _member_.
func demandOn(actor exchange.Actor) demand {
	const admin, member, older, reader = "admin", "member", "_member_", "reader"
	switch actor {
	case exchange.Admin:
		return demand{has: []string{admin}, fit: "an account with the role admin"}
	case exchange.Member:
		return demand{has: []string{member, older}, lacks: []string{admin}, fit: "an account with the role member and without admin"}
	case exchange.Reader:
		return demand{
			has: []string{reader}, lacks: []string{admin, member, older}, where: inside,
			fit: "an account in the member's project with the role reader and neither member nor admin",
		}
	case exchange.Bystander:
		return demand{
			lacks: []string{admin, member, older, reader}, where: inside,
			fit: "an account in the member's project with none of the roles reader, member and admin",
		}
	case exchange.Outsider:
		return demand{lacks: []string{admin}, where: outside, fit: "an account in another project than the member's, without the role admin"}
	}
	return demand{}
}

// check refuses accounts that are not what their actors are supposed to be, and
// an account that plays two, as far as facts are known.
func (c cast) check(projects projects) error {
	for i, p := range c {
		d := demandOn(p.actor)
		if p.told() {
			if err := p.checkRoles(d); err != nil {
				return err
			}
		}
		for _, other := range c[:i] {
			if p.facts.token == other.facts.token {
				return p.refuse(ErrActors, "%s has the same token, so their answers could not differ: give each its own", other.actor)
			}
			if p.told() && p.facts.user == other.facts.user && p.facts.project == other.facts.project {
				return p.refuse(ErrActors, "%s is the same account (user %s in project %s), so their answers could not differ: choose %s",
					other.actor, openapi.Printable(p.facts.user), openapi.Printable(p.facts.project), d.fit)
			}
		}
		own, members := projects[p.actor].Value, projects[exchange.Member].Value
		if own == "" || members == "" {
			continue
		}
		switch {
		case d.where == inside && own != members:
			return p.refuse(ErrActors, "it is in the project %s, and the member is in %s: choose %s", openapi.Printable(own), openapi.Printable(members), d.fit)
		case d.where == outside && own == members:
			return p.refuse(ErrActors, "it is in the project %s, as the member is: choose %s", openapi.Printable(own), d.fit)
		}
	}
	return nil
}

func (p part) checkRoles(d demand) error {
	if p.facts.project == "" {
		return p.refuse(ErrActors, "its token is for no project: add project_name and project_domain_name to the entry, or get a token for a project")
	}
	has := func(role string) bool {
		// A role's name is compared without regard to case, as policies do.
		return slices.ContainsFunc(p.facts.roles, func(own string) bool { return strings.EqualFold(own, role) })
	}
	for _, role := range d.lacks {
		if has(role) {
			return p.refuse(ErrActors, "it has the role %s: choose %s", role, d.fit)
		}
	}
	if len(d.has) > 0 && !slices.ContainsFunc(d.has, has) {
		return p.refuse(ErrActors, "it lacks the role %s, having %s: choose %s", d.has[0], list(p.facts.roles), d.fit)
	}
	return nil
}
