package options

import (
	"time"

	"github.com/spf13/pflag"

	"github.com/osact/osact/runner/settings"
)

// Ask is what every command takes that asks a target: which target, as whom, about
// what, and how fast.
type Ask struct {
	settings.Settings
	Contract
	Selection
	Writes
	RunID string // of the run; see run.NewID
	// Challenge is what is known of the run's choices by who is to verify it.
	Challenge string
	Target    string
	As        []string // ACTOR=CLOUD
	Projects  []string // ACTOR=ID
	Server    string
	Action    string
	Cast      []string // PART=SERVER/REQUEST_ID
	InFlight  int
	Rate      float64
	Timeout   time.Duration
	Deadline  time.Duration
	hint      string // a variable that tells of a target or of an account, though no setting does
}

// AddFlags adds the flags.
func (o *Ask) AddFlags(flags *pflag.FlagSet) {
	o.Contract.AddFlag(flags)
	o.Selection.AddFlags(flags)
	o.Writes.AddFlags(flags)
	o.AddAccessFlags(flags)
	flags.StringArrayVar(&o.Projects, "project", nil, "ACTOR=ID: the project of an actor, where the target does not tell")
	flags.StringVar(&o.Server, "server", "", "id of a server of the member's project (with --action; default: discovered)")
	flags.StringVar(&o.Action, "action", "", "request id of a finished action on that server")
	flags.StringArrayVar(&o.Cast, "cast", nil, "PART=SERVER/REQUEST_ID: the action that plays a part, as in failed=ID/req-ID (default: discovered)")
}

// AddAccessFlags adds those that say which target, as whom, and how fast.
func (o *Ask) AddAccessFlags(flags *pflag.FlagSet) {
	o.Settings.AddFlag(flags)
	flags.StringVar(&o.Target, "target", "", "root of the compute service to judge, as in https://cloud:8774 (default: what the catalog says, without --as the reference cloud)")
	flags.StringArrayVar(&o.As, "as", nil, "ACTOR=CLOUD: who plays an actor, by an entry of clouds.yaml")
	flags.IntVar(&o.InFlight, "concurrency", 16, "requests in flight at most")
	flags.Float64Var(&o.Rate, "rate", 0, "requests per second at most (0: no limit)")
	flags.DurationVar(&o.Timeout, "timeout", 30*time.Second, "how long one request may take")
	flags.DurationVar(&o.Deadline, "deadline", 10*time.Minute, "how long the whole run may take")
}
