package command

import (
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/osact/osact/runner/exit"
	"github.com/osact/osact/runner/settings"
	"github.com/osact/osact/suites/exchange"
)

// askOptions are the flags of every command that asks a target: which target, as
// whom, about what, and how fast.
type askOptions struct {
	settings.Settings
	contractFlag
	selection
	writeOptions
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

// flags adds all of them to a command.
func (o *askOptions) flags(cmd *cobra.Command) {
	flags := cmd.Flags()
	o.addContractFlag(cmd)
	o.selection.flags(cmd, "")
	o.writeOptions.flags(cmd)
	o.accessFlags(cmd)
	flags.Lookup("profile").Usage = `the requirements to demand, by the name of a profile (default "tenant", for the reference cloud "full")`
	flags.StringArrayVar(&o.projects, "project", nil, "ACTOR=ID: the project of an actor, where the target does not tell")
	flags.StringVar(&o.server, "server", "", "id of a server of the member's project (with --action; default: discovered)")
	flags.StringVar(&o.action, "action", "", "request id of a finished action on that server")
	flags.StringArrayVar(&o.cast, "cast", nil, "PART=SERVER/REQUEST_ID: the action that plays a part, as in failed=ID/req-ID (default: discovered)")
}

// accessFlags adds those that say which target, as whom, and how fast.
func (o *askOptions) accessFlags(cmd *cobra.Command) {
	flags := cmd.Flags()
	o.AddFlag(flags)
	flags.StringVar(&o.target, "target", "", "root of the compute service to judge, as in https://cloud:8774 (default: what the catalog says, without --as the reference cloud)")
	flags.StringArrayVar(&o.as, "as", nil, "ACTOR=CLOUD: who plays an actor, by an entry of clouds.yaml")
	flags.IntVar(&o.inFlight, "concurrency", 16, "requests in flight at most")
	flags.Float64Var(&o.rate, "rate", 0, "requests per second at most (0: no limit)")
	flags.DurationVar(&o.timeout, "timeout", 30*time.Second, "how long one request may take")
	flags.DurationVar(&o.deadline, "deadline", 10*time.Minute, "how long the whole run may take")
}

// embedded reports whether nothing but the reference cloud is meant: where
// anything tells of another one, the reference cloud would pass in its place.
func (o *askOptions) embedded() bool {
	return o.Origins["target"] == "" && len(o.as) == 0 && o.hint == ""
}

// hintOf returns the name of the first variable that is for the token of an
// actor, or names an entry of clouds.yaml; empty if there is none. A variable for
// a token that is empty is where the token could not be had.
func hintOf(environ []string) string {
	for _, line := range environ {
		name, value, _ := strings.Cut(line, "=")
		if value != "" && name == "OS_CLOUD" || strings.HasPrefix(name, exchange.TokenVariable("")) {
			return name
		}
	}
	return ""
}

// settle fills the flags that the command line left alone, and what depends on
// them.
func (o *askOptions) settle(cmd *cobra.Command, p *process) error {
	if err := fill(&o.Settings, cmd, p); err != nil {
		return err
	}
	if o.Origins["target"] == "" && slices.Contains(p.environ, "OSACT_TARGET=") {
		o.Origins["target"] = "OSACT_TARGET"
	}
	o.hint = hintOf(p.environ)
	return o.complete()
}

// fill fills the flags of a command that its command line left alone.
func fill(s *settings.Settings, cmd *cobra.Command, p *process) error {
	return s.Fill(cmd.Flags(), newRun(nil).Flags(), p.environ)
}

// complete fills in what depends on the target, and refuses values that no run
// can have.
func (o *askOptions) complete() error {
	if o.profile == "" {
		o.profile = "full"
		if !o.embedded() {
			o.profile = "tenant"
		}
	}
	switch {
	case o.inFlight < 1 || o.inFlight > 256:
		return exit.Usagef("--concurrency %d: choose 1 to 256", o.inFlight)
	case !(o.rate >= 0 && o.rate <= 1e6):
		return exit.Usagef("--rate %g: choose up to a million requests per second, or 0 for no limit", o.rate)
	case o.timeout <= 0:
		return exit.Usagef("--timeout %s: choose a duration like 30s", o.timeout)
	case o.deadline <= 0:
		return exit.Usagef("--deadline %s: choose a duration like 10m", o.deadline)
	case o.embedded() && (o.server != "" || o.action != "" || len(o.projects)+len(o.cast) > 0):
		return exit.Usagef("--project, --server, --action and --cast are about a target: give --target or --as too")
	case o.embedded() && o.image+o.flavor+o.network != "":
		return exit.Usagef("--image, --flavor and --network are about a target: give --target or --as too")
	}
	return o.writeOptions.checkIDs()
}
