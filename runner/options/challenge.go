package options

import (
	"github.com/osact/osact/runner/connect"
	"github.com/osact/osact/runner/exit"
	"github.com/osact/osact/runner/run"
	"github.com/osact/osact/suites/claim"
	"github.com/osact/osact/suites/exchange"
)

// flagChallenge is where what a challenge chooses comes from.
const flagChallenge = "flag --challenge"

// challenge returns the challenge of a run, empty where there is none.
func (o *Run) challenge() (exchange.Challenge, error) {
	c := exchange.Challenge(o.Challenge)
	if origin := o.Origins["challenge"]; origin != "" {
		if err := c.Check(); err != nil {
			return "", exit.Usagef("the challenge (%s) is none: %w: take what whoever verifies the run has given you", origin, err)
		}
	}
	return c, nil
}

// runID returns the id of a run, which follows from its challenge where there is one.
func runID(c exchange.Challenge) string {
	if c == "" {
		return run.NewID()
	}
	return c.RunID(run.NewID())
}

// choose binds what a challenge chooses for a connection.
func (o *Ask) choose(to *connect.Connection) {
	challenge := exchange.Challenge(o.Challenge)
	if challenge == "" {
		return
	}
	for i, b := range to.Known {
		if b.Symbol == claim.RunID {
			to.Known[i] = exchange.Binding{Symbol: claim.RunID, Value: o.RunID, Origin: flagChallenge}
		}
	}
	to.Known = append(to.Known, exchange.Binding{Symbol: exchange.UnknownID, Value: challenge.Unknown(), Origin: flagChallenge})
}
