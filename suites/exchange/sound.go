package exchange

import (
	"fmt"
	"strings"
)

// Check refuses a recording that no run makes, whatever the target answers: of accounts
// that a run refuses, of a question that was asked again to get a better answer, and of
// a selection that there is not. What it says is evidence only if a run may say so.
func (r Recording) Check() error {
	if c := r.Covering; c.Strength < 0 || c.Strength > 3 || c.Most < -1 {
		return fmt.Errorf("it says that questions were asked which cover %d factors, %d at most: no run asks those", c.Strength, c.Most)
	}
	if n := r.Covering.Repeat; n < 0 || n > MostRepeated {
		return fmt.Errorf("it says that each question was asked %d times: no run asks so often", n)
	}
	for _, check := range []func() error{r.checkActors, r.checkProjects, r.checkAttempts} {
		if err := check(); err != nil {
			return err
		}
	}
	return nil
}

// checkActors holds each account against its part, as far as it is known.
func (r Recording) checkActors() error {
	played := Actors()
	for i, actor := range played {
		who, ok := r.Actors[actor]
		if !ok {
			continue
		}
		if !actor.HasAccount() {
			return fmt.Errorf("%s has an account in it", actor)
		}
		part := PartOf(actor)
		if who.User != "" {
			if who.Project == "" {
				return fmt.Errorf("its %s has a token for no project: a run demands %s", actor, part.Wanted)
			}
			if has, lacks := part.Unfit(who.Roles); has != "" || lacks != "" {
				return fmt.Errorf("its %s has the roles %q: a run demands %s", actor, who.Roles, part.Wanted)
			}
		}
		for _, other := range played[:i] {
			if same := r.Actors[other]; who.User != "" && same.User == who.User && same.Project == who.Project {
				return fmt.Errorf("its %s and its %s are one account, user %q", other, actor, who.User)
			}
		}
		if members := r.Actors[Member].Project; !part.Fits(who.Project, members) {
			return fmt.Errorf("its %s is in the project %q, and its member is in %q: a run demands %s", actor, who.Project, members, part.Wanted)
		}
	}
	return nil
}

// checkProjects holds the projects that stand for actors in questions against those of
// their accounts.
func (r Recording) checkProjects() error {
	for _, b := range r.Bindings {
		actor, is := strings.CutSuffix(b.Symbol, ".project")
		if known := r.Actors[Actor(actor)].Project; is && known != "" && b.Value != known {
			return fmt.Errorf("{%s} is %q in it, and the project of its %s is %q", b.Symbol, b.Value, actor, known)
		}
	}
	return nil
}

// checkAttempts demands that a question was asked again only where it had been refused
// or had got no answer, and once each time.
func (r Recording) checkAttempts() error {
	last := make(map[Probe]*Exchange, len(r.Exchanges))
	for i := range r.Exchanges {
		x := &r.Exchanges[i]
		before, again := last[x.Probe]
		switch {
		case !again && x.Attempt != 0:
			return fmt.Errorf("%s is there at attempt %d alone", x.Probe, x.Attempt)
		case again && x.Attempt != before.Attempt+1:
			return fmt.Errorf("%s is there twice, at the attempts %d and %d", x.Probe, before.Attempt, x.Attempt)
		case again && before.Failure == nil && before.Response.Status < 400:
			return fmt.Errorf("%s was asked again, though it had been answered %d", x.Probe, before.Response.Status)
		}
		last[x.Probe] = x
	}
	return nil
}
