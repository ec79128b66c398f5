package connect

import (
	"github.com/osact/osact/openapi"
	"github.com/osact/osact/suites/exchange"
)

// check refuses an account that breaks the rule for its actor, and one that plays
// two actors, as far as facts are known.
func (all accounts) check(projects projects) error {
	for i, a := range all {
		part := exchange.PartOf(a.actor)
		if a.known() {
			if err := a.checkRoles(part); err != nil {
				return err
			}
		}
		for _, other := range all[:i] {
			if a.facts.token == other.facts.token {
				return a.unusable(ErrActors, "%s has the same token, so their answers could not differ: give each its own", other.actor)
			}
			if a.known() && a.facts.user == other.facts.user && a.facts.project == other.facts.project {
				return a.unusable(ErrActors, "%s is the same account (user %s in project %s), so their answers could not differ: choose %s",
					other.actor, openapi.Printable(a.facts.user), openapi.Printable(a.facts.project), part.Wanted)
			}
		}
		own, members := projects[a.actor].Value, projects[exchange.Member].Value
		switch {
		case part.Fits(own, members):
		case part.Place == exchange.Inside:
			return a.unusable(ErrActors, "it is in the project %s, and the member is in %s: choose %s", openapi.Printable(own), openapi.Printable(members), part.Wanted)
		default:
			return a.unusable(ErrActors, "it is in the project %s, as the member is: choose %s", openapi.Printable(own), part.Wanted)
		}
	}
	return nil
}

func (a account) checkRoles(part exchange.Part) error {
	if a.facts.project == "" {
		return a.unusable(ErrActors, "its token is for no project: add project_name and project_domain_name to the entry, or get a token for a project")
	}
	switch has, lacks := part.Unfit(a.facts.roles); {
	case has != "":
		return a.unusable(ErrActors, "it has the role %s: choose %s", has, part.Wanted)
	case lacks != "":
		return a.unusable(ErrActors, "it lacks the role %s, having %s: choose %s", lacks, list(a.facts.roles), part.Wanted)
	}
	return nil
}
