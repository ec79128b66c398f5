package connect

import (
	"slices"
	"strings"

	"github.com/osact/osact/openapi"
	"github.com/osact/osact/suites/exchange"
)

// roleRule is what an account must be like to play an actor.
type roleRule struct {
	anyOf   []string // one of these roles; empty: any role will do
	noneOf  []string // of these roles
	project place    // where its project is
	wanted  string   // the same in words
}

// place is where a project is, seen from the member's.
type place int

const (
	anywhere place = iota
	inside
	outside
)

// ruleFor returns what an account must be like to play an actor. Before the
// role member there was one named _member_.
func ruleFor(actor exchange.Actor) roleRule {
	const admin, member, older, reader = "admin", "member", "_member_", "reader"
	switch actor {
	case exchange.Admin:
		return roleRule{anyOf: []string{admin}, wanted: "an account with the role admin"}
	case exchange.Member:
		return roleRule{anyOf: []string{member, older}, noneOf: []string{admin}, wanted: "an account with the role member and without admin"}
	case exchange.Reader:
		return roleRule{
			anyOf: []string{reader}, noneOf: []string{admin, member, older}, project: inside,
			wanted: "an account in the member's project with the role reader and neither member nor admin",
		}
	case exchange.Bystander:
		return roleRule{
			noneOf: []string{admin, member, older, reader}, project: inside,
			wanted: "an account in the member's project with none of the roles reader, member and admin",
		}
	case exchange.Outsider:
		return roleRule{noneOf: []string{admin}, project: outside, wanted: "an account in another project than the member's, without the role admin"}
	}
	return roleRule{}
}

// check refuses an account that breaks the rule for its actor, and one that plays
// two actors, as far as facts are known.
func (all accounts) check(projects projects) error {
	for i, a := range all {
		rule := ruleFor(a.actor)
		if a.known() {
			if err := a.checkRoles(rule); err != nil {
				return err
			}
		}
		for _, other := range all[:i] {
			if a.facts.token == other.facts.token {
				return a.unusable(ErrActors, "%s has the same token, so their answers could not differ: give each its own", other.actor)
			}
			if a.known() && a.facts.user == other.facts.user && a.facts.project == other.facts.project {
				return a.unusable(ErrActors, "%s is the same account (user %s in project %s), so their answers could not differ: choose %s",
					other.actor, openapi.Printable(a.facts.user), openapi.Printable(a.facts.project), rule.wanted)
			}
		}
		own, members := projects[a.actor].Value, projects[exchange.Member].Value
		if own == "" || members == "" {
			continue
		}
		switch {
		case rule.project == inside && own != members:
			return a.unusable(ErrActors, "it is in the project %s, and the member is in %s: choose %s", openapi.Printable(own), openapi.Printable(members), rule.wanted)
		case rule.project == outside && own == members:
			return a.unusable(ErrActors, "it is in the project %s, as the member is: choose %s", openapi.Printable(own), rule.wanted)
		}
	}
	return nil
}

func (a account) checkRoles(rule roleRule) error {
	if a.facts.project == "" {
		return a.unusable(ErrActors, "its token is for no project: add project_name and project_domain_name to the entry, or get a token for a project")
	}
	has := func(role string) bool {
		// A role's name is compared without regard to case, as policies do.
		return slices.ContainsFunc(a.facts.roles, func(own string) bool { return strings.EqualFold(own, role) })
	}
	for _, role := range rule.noneOf {
		if has(role) {
			return a.unusable(ErrActors, "it has the role %s: choose %s", role, rule.wanted)
		}
	}
	if len(rule.anyOf) > 0 && !slices.ContainsFunc(rule.anyOf, has) {
		return a.unusable(ErrActors, "it lacks the role %s, having %s: choose %s", rule.anyOf[0], list(a.facts.roles), rule.wanted)
	}
	return nil
}
