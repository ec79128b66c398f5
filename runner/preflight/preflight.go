// Package preflight says what a run could ask: the settings in force, the target,
// the accounts, the actions to ask about, and what is out of reach and why.
package preflight

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/osact/osact/openapi"
	"github.com/osact/osact/runner/diagnose"
	"github.com/osact/osact/runner/settings"
	"github.com/osact/osact/suites/cast"
	"github.com/osact/osact/suites/claim"
	"github.com/osact/osact/suites/exchange"
	"github.com/osact/osact/suites/judge"
)

// Report is what a preflight found out.
type Report struct {
	Contract  *openapi.Contract
	Profile   string
	Claims    []claim.Claim      // that a run would judge
	Settings  []settings.Setting // in force
	Recording exchange.Recording // of the questions that a run begins with
	Trial     *judge.Evaluator   // of the recording
}

// Write prints the report. It reports whether a run could judge every MUST that
// applies.
func (r Report) Write(w io.Writer) (complete bool, err error) {
	table := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	for _, s := range r.Settings {
		say(table, "setting\t%s = %s\t%s\n", s.Name, s.Value, s.Origin)
	}
	r.target(table)
	missing := r.actors(table)
	// What a problem leaves out of reach is nearly everything, for one reason:
	// the problem is what there is to say.
	problems := diagnose.Problems(r.Recording)
	if len(problems) == 0 {
		r.cast(table)
	}
	if err := table.Flush(); err != nil {
		return false, fmt.Errorf("the findings can't be printed: %w", err)
	}
	for _, p := range problems {
		say(w, "\nproblem: %s\n", p)
	}
	if len(problems) > 0 {
		return false, nil
	}
	complete = r.reach(w)
	writeRemedies(w, remedies(missing, r.uncast()))
	return complete, nil
}

// say prints what a target may have had a say in: its strings come without the
// characters that would move the cursor or begin another line.
func say(w io.Writer, format string, args ...any) {
	for i, arg := range args {
		if text, ok := arg.(string); ok {
			args[i] = openapi.Visible(text)
		}
	}
	fmt.Fprintf(w, format, args...)
}

func (r Report) target(w io.Writer) {
	offer := "its microversions are not known"
	oldest, _ := r.Trial.Bound("target.oldest")
	if newest, _ := r.Trial.Bound("target.maximum"); newest != "" {
		offer = "offers " + oldest + " to " + newest
	}
	if legacy, _ := r.Trial.Bound("target.legacy"); legacy != "" {
		offer += ", and the legacy path"
	}
	say(w, "target\t%s\t%s\n", r.Recording.Target.URL, offer)
}

// actors prints who plays whom. It returns who is missing of those whom the
// profile needs.
func (r Report) actors(w io.Writer) []exchange.Actor {
	var missing []exchange.Actor
	p, _ := r.Contract.Profile(r.Profile)
	for _, actor := range exchange.Actors() {
		if !actor.HasAccount() {
			continue
		}
		identity, plays := r.Recording.Actors[actor]
		switch {
		case plays && !slices.Contains(p.Actors, string(actor)):
			say(w, "actor\t%s\t%s; the profile %s asks nothing as %s\n", actor, describe(identity), r.Profile, actor)
		case plays:
			say(w, "actor\t%s\t%s\n", actor, describe(identity))
		case slices.Contains(p.Optional, string(actor)):
			say(w, "actor\t%s\tnobody, and nobody need be: what takes one is not applicable\n", actor)
		case slices.Contains(p.Actors, string(actor)):
			missing = append(missing, actor)
			say(w, "actor\t%s\tnobody: give --as %s=CLOUD, or its token in %s\n", actor, actor, exchange.TokenVariable(actor))
		}
	}
	return missing
}

func describe(i exchange.Identity) string {
	text := i.Origin
	if i.User != "" {
		text += ", user " + i.User
	}
	if i.Project != "" {
		text += ", project " + i.Project
	}
	if len(i.Roles) > 0 {
		text += ", roles " + strings.Join(i.Roles, " ")
	}
	return text
}

func (r Report) cast(w io.Writer) {
	for _, part := range cast.Parts() {
		server, why := r.Trial.Bound(part + ".server")
		id, _ := r.Trial.Bound(part + ".id")
		switch {
		case server != "":
			say(w, "cast\t%s\taction %s of server %s\n", part, id, server)
		case why.Reason != "":
			say(w, "cast\t%s\t%s\n", part, why.Reason)
		}
	}
}
