package command

import (
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/osact/osact/openapi"
	"github.com/osact/osact/runner/connect"
	"github.com/osact/osact/runner/diagnose"
	"github.com/osact/osact/suites"
	"github.com/osact/osact/suites/cast"
	"github.com/osact/osact/suites/claim"
	"github.com/osact/osact/suites/exchange"
	"github.com/osact/osact/suites/judge"
)

func newCheck(w *world) *cobra.Command {
	var a asking
	cmd := &cobra.Command{
		Use:   "check",
		Short: "Find out what a run could ask: settings, target, actors, cast",
		Long: `Find out what a run could ask, and stop there: the effective settings and where
each came from, what the target offers, who is accepted, which actions play which
part, and which requirements of the profile stay out of reach and why.
It asks only what it takes to find that out, and writes nothing.`,
		Example: `  osact check --as member=staging
  OSACT_TOKEN_MEMBER=... osact check --target https://cloud:8774 --profile full`,
		Args: noArguments,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return a.preflight(cmd, w)
		},
	}
	a.flags(cmd)
	return cmd
}

func (a *asking) preflight(cmd *cobra.Command, w *world) error {
	a.runID = newRunID()
	if err := a.settle(cmd, w); err != nil {
		return err
	}
	contract, err := loadContract()
	if err != nil {
		return err
	}
	claims, err := a.claims(contract)
	if err != nil {
		return err
	}
	ctx, _, stop := interruptible(cmd.Context())
	defer stop()
	c, err := a.connect(ctx, w.environ)
	if err != nil {
		return err
	}
	defer c.Close() // nothing was written through it
	recording, err := a.record(ctx, contract, c, true, nil, nil)
	if err != nil {
		return err
	}
	trial, err := suites.Open(contract, recording)
	if err != nil {
		return defect("%w", err)
	}
	out := tabwriter.NewWriter(w.stdout, 0, 0, 2, ' ', 0)
	a.printSettings(out, cmd)
	printTarget(out, c, trial)
	missing := printActors(out, contract, a.profile, recording)
	// What a problem leaves out of reach is nearly everything, for one reason:
	// the problem is what there is to say.
	problems := diagnose.Problems(recording)
	if len(problems) == 0 {
		printCast(out, trial)
	}
	if err := out.Flush(); err != nil {
		return defect("the findings can't be printed: %w", err)
	}
	for _, p := range problems {
		say(w.stdout, "\nproblem: %s\n", p)
	}
	if len(problems) > 0 {
		return exitWith(exitIncomplete)
	}
	gaps := printReach(w.stdout, trial, claims)
	printRemedies(w.stdout, trial, missing)
	if gaps {
		return exitWith(exitIncomplete)
	}
	return nil
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

// printSettings prints the settings that are no default, with their origins.
// No setting holds a secret: tokens are never settings.
func (a *asking) printSettings(w io.Writer, cmd *cobra.Command) {
	for _, name := range settings(cmd.Flags()) {
		if origin := a.origins[name]; origin != "" {
			say(w, "setting\t%s = %s\t%s\n", name, valueOf(cmd.Flags().Lookup(name)), origin)
		}
	}
	if a.origins["profile"] == "" {
		say(w, "setting\tprofile = %s\tdefault\n", a.profile)
	}
}

func valueOf(f *pflag.Flag) string {
	if list, ok := f.Value.(pflag.SliceValue); ok {
		return strings.Join(list.GetSlice(), ", ")
	}
	return f.Value.String()
}

func printTarget(w io.Writer, c *connect.Connection, trial *judge.Evaluator) {
	offer := "its microversions are not known"
	oldest, _ := trial.Bound("target.oldest")
	if newest, _ := trial.Bound("target.maximum"); newest != "" {
		offer = "offers " + oldest + " to " + newest
	}
	if legacy, _ := trial.Bound("target.legacy"); legacy != "" {
		offer += ", and the legacy path"
	}
	say(w, "target\t%s\t%s\n", c.Target.URL, offer)
}

// printActors prints who plays whom. It returns who is missing of those whom
// the profile needs.
func printActors(w io.Writer, contract *openapi.Contract, profile string, recording exchange.Recording) []exchange.Actor {
	var missing []exchange.Actor
	p, _ := contract.Profile(profile)
	for _, actor := range exchange.Actors() {
		if !actor.HasAccount() {
			continue
		}
		identity, plays := recording.Actors[actor]
		switch {
		case plays && !slices.Contains(p.Actors, string(actor)):
			say(w, "actor\t%s\t%s; the profile %s asks nothing as %s\n", actor, describe(identity), profile, actor)
		case plays:
			say(w, "actor\t%s\t%s\n", actor, describe(identity))
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

func printCast(w io.Writer, trial *judge.Evaluator) {
	for _, part := range cast.Parts() {
		server, why := trial.Bound(part + ".server")
		id, _ := trial.Bound(part + ".id")
		switch {
		case server != "":
			say(w, "cast\t%s\taction %s of server %s\n", part, id, server)
		case why.Reason != "":
			say(w, "cast\t%s\t%s\n", part, why.Reason)
		}
	}
}

// printReach prints which requirements can be asked about, and why the others
// cannot. It reports whether a MUST is out of reach though it would apply.
func printReach(w io.Writer, trial *judge.Evaluator, claims []claim.Claim) bool {
	reached := map[string]bool{}
	var order []string
	reasons := map[string][]string{}
	var gaps bool
	for _, c := range claims {
		id := c.Requirement.ID
		if !slices.Contains(order, id) {
			order = append(order, id)
		}
		why, ok := trial.Reach(c)
		switch {
		case ok:
			reached[id] = true
		case why.Outcome != claim.NotApplicable && !slices.Contains(reasons[why.Reason], id):
			reasons[why.Reason] = append(reasons[why.Reason], id)
			gaps = gaps || c.Requirement.Level == openapi.Must
		}
	}
	say(w, "\n%d of %d requirements can be asked about\n", len(reached), len(order))
	for _, why := range slices.Sorted(maps.Keys(reasons)) {
		say(w, "\nout of reach, in part or whole: %s\n", why)
		for _, id := range reasons[why] {
			say(w, "  %s\n", id)
		}
	}
	return gaps
}
