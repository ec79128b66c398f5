package command

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/osact/osact/openapi"
	"github.com/osact/osact/runner/connect"
	"github.com/osact/osact/runner/ledger"
	"github.com/osact/osact/runner/play"
	"github.com/osact/osact/runner/record"
	"github.com/osact/osact/runner/version"
	"github.com/osact/osact/suites"
	"github.com/osact/osact/suites/exchange"
)

// asking is what every command that asks a target can be told: which one, as
// whom, what about, and how hard.
type asking struct {
	layers
	selection
	writing
	runID    string
	target   string
	as       []string
	projects []string
	server   string
	action   string
	cast     []string
	inFlight int
	rate     float64
	timeout  time.Duration
	deadline time.Duration
	hint     string // a variable that tells of a target or of an account, though no setting does
}

// flags are all that can be told.
func (a *asking) flags(cmd *cobra.Command) {
	flags := cmd.Flags()
	a.selection.flags(cmd, "")
	a.writing.flags(cmd)
	a.access(cmd)
	flags.Lookup("profile").Usage = `the requirements to demand, by the name of a profile (default "tenant", for the reference cloud "full")`
	flags.StringArrayVar(&a.projects, "project", nil, "ACTOR=ID: the project of an actor, where the target does not tell")
	flags.StringVar(&a.server, "server", "", "id of a server of the member's project (with --action; default: discovered)")
	flags.StringVar(&a.action, "action", "", "request id of a finished action on that server")
	flags.StringArrayVar(&a.cast, "cast", nil, "PART=SERVER/REQUEST_ID: the action that plays a part, as in failed=ID/req-ID (default: discovered)")
}

// access is which target, as whom, and how hard.
func (a *asking) access(cmd *cobra.Command) {
	flags := cmd.Flags()
	a.layers.flags(cmd)
	flags.StringVar(&a.target, "target", "", "root of the compute service to judge, as in https://cloud:8774 (default: what the catalog says, without --as the reference cloud)")
	flags.StringArrayVar(&a.as, "as", nil, "ACTOR=CLOUD: who plays an actor, by an entry of clouds.yaml")
	flags.IntVar(&a.inFlight, "concurrency", 16, "requests in flight at most")
	flags.Float64Var(&a.rate, "rate", 0, "requests per second at most (0: no limit)")
	flags.DurationVar(&a.timeout, "timeout", 30*time.Second, "how long one request may take")
	flags.DurationVar(&a.deadline, "deadline", 10*time.Minute, "how long the whole run may take")
}

// embedded reports whether nothing but the reference cloud is meant: where
// anything tells of another one, the reference cloud would pass in its place.
func (a *asking) embedded() bool {
	return a.origins["target"] == "" && len(a.as) == 0 && a.hint == ""
}

// hintOf returns the name of the first variable that is for the token of an
// actor, or names an entry of clouds.yaml; empty if there is none. A variable for
// a token that is empty is where the token could not be had.
func hintOf(environ []string) string {
	for _, line := range environ {
		name, value, _ := strings.Cut(line, "=")
		if value != "" && name == "OS_CLOUD" || strings.HasPrefix(name, tokenPrefix) {
			return name
		}
	}
	return ""
}

// settle reads the other layers, and completes what they say.
func (a *asking) settle(cmd *cobra.Command, w *world) error {
	if err := a.fill(cmd, w.environ); err != nil {
		return err
	}
	if a.origins["target"] == "" && slices.Contains(w.environ, "OSACT_TARGET=") {
		a.origins["target"] = "OSACT_TARGET"
	}
	a.hint = hintOf(w.environ)
	return a.complete()
}

// complete fills in what depends on the target, and refuses values that no run
// can have.
func (a *asking) complete() error {
	if a.profile == "" {
		a.profile = "full"
		if !a.embedded() {
			a.profile = "tenant"
		}
	}
	switch {
	case a.inFlight < 1 || a.inFlight > 256:
		return usage("--concurrency %d: choose 1 to 256", a.inFlight)
	case !(a.rate >= 0 && a.rate <= 1e6):
		return usage("--rate %g: choose up to a million requests per second, or 0 for no limit", a.rate)
	case a.timeout <= 0:
		return usage("--timeout %s: choose a duration like 30s", a.timeout)
	case a.deadline <= 0:
		return usage("--deadline %s: choose a duration like 10m", a.deadline)
	case a.embedded() && (a.server != "" || a.action != "" || len(a.projects)+len(a.cast) > 0):
		return usage("--project, --server, --action and --cast are about a target: give --target or --as too")
	case a.embedded() && a.image+a.flavor+a.network != "":
		return usage("--image, --flavor and --network are about a target: give --target or --as too")
	}
	return a.writing.check()
}

// connect finds out what is asked and as whom.
func (a *asking) connect(ctx context.Context, environ []string) (*connect.Connection, error) {
	if a.embedded() {
		c, err := connect.Embedded()
		if err != nil {
			return nil, defect("%w", err)
		}
		return c, nil
	}
	if a.origins["target"] != "" && strings.TrimSpace(a.target) == "" {
		return nil, usage("the target is empty (%s): give the root of the compute service, as in https://cloud:8774", a.origins["target"])
	}
	tokens, err := connect.TokensIn(environ)
	if err != nil {
		return nil, usage("%w", err)
	}
	clouds, err := byActor("as", "CLOUD", a.as)
	if err != nil {
		return nil, err
	}
	projects, err := byActor("project", "ID", a.projects)
	if err != nil {
		return nil, err
	}
	parts, err := castOf(a.cast)
	if err != nil {
		return nil, err
	}
	c, err := connect.Dial(ctx, connect.Want{
		Target: a.target, Clouds: clouds, Tokens: tokens, Projects: projects,
		Server: a.server, Action: a.action, Environ: environ, Timeout: a.timeout,
	})
	switch {
	case errors.Is(err, connect.ErrUnreachable):
		return nil, &Exit{exitIncomplete, err}
	case err != nil:
		return nil, usage("%w", err)
	}
	c.Known = append(c.Known, parts...)
	c.Known = append(c.Known, a.writing.bindings(a.runID)...)
	return c, nil
}

// castOf reads PART=SERVER/REQUEST_ID.
func castOf(given []string) ([]exchange.Binding, error) {
	var known []exchange.Binding
	for _, text := range given {
		part, ids, _ := strings.Cut(text, "=")
		server, id, ok := strings.Cut(ids, "/")
		if !slices.Contains(suites.Parts(), part) {
			return nil, unknown("part", part, suites.Parts())
		}
		if !ok || server == "" || id == "" {
			return nil, usage("--cast %q: write %s=SERVER/REQUEST_ID", text, part)
		}
		known = append(known,
			exchange.Binding{Symbol: part + ".server", Value: server, Origin: "flag --cast"},
			exchange.Binding{Symbol: part + ".id", Value: id, Origin: "flag --cast"})
	}
	return known, nil
}

// player asks as the flags say.
func (a *asking) player() play.Player {
	return play.Player{
		InFlight: a.inFlight, Rate: a.rate, Timeout: a.timeout, Deadline: a.deadline,
		UserAgent: "osact/" + version.This().Version,
	}
}

// record asks, as far as the order says. A given target is written to as far as
// the ledger lets it: nil lets nothing.
func (a *asking) record(ctx context.Context, contract *openapi.Contract, c *connect.Connection, opening bool, l *ledger.Ledger, show func(done, total int)) (exchange.Recording, error) {
	player := a.player()
	player.Progress = show
	if l != nil {
		player.Ledger = l
	}
	recording, err := record.Record(ctx, contract, c, record.Order{
		Suite: version.This().Version, Profile: a.profile, Only: a.only, Opening: opening,
	}, player)
	if err != nil {
		return exchange.Recording{}, defect("%w", err)
	}
	return recording, nil
}

// byActor reads ACTOR=VALUE pairs.
func byActor(flag, what string, pairs []string) (map[exchange.Actor]string, error) {
	values := map[exchange.Actor]string{}
	for _, pair := range pairs {
		name, value, ok := strings.Cut(pair, "=")
		actor := exchange.Actor(name)
		switch {
		case !ok || value == "":
			return nil, usage("--%s %q: write ACTOR=%s, as in --%s outsider=%s", flag, pair, what, flag, strings.ToLower(what))
		case !actor.Known() || !actor.HasAccount():
			var names []string
			for _, a := range slices.DeleteFunc(exchange.Actors(), func(a exchange.Actor) bool { return !a.HasAccount() }) {
				names = append(names, string(a))
			}
			return nil, unknown("actor", name, names)
		case values[actor] != "":
			return nil, usage("--%s: %s is named twice", flag, actor)
		}
		values[actor] = value
	}
	return values, nil
}
