// Package record makes recordings: it plans what a profile asks, asks it of a
// target, and keeps the answers.
package record

import (
	"context"
	"fmt"
	"net/url"
	"time"

	"github.com/osact/osact/openapi"
	"github.com/osact/osact/runner/connect"
	"github.com/osact/osact/runner/ledger"
	"github.com/osact/osact/runner/play"
	"github.com/osact/osact/suites"
	"github.com/osact/osact/suites/cast"
	"github.com/osact/osact/suites/claim"
	"github.com/osact/osact/suites/exchange"
	"github.com/osact/osact/suites/plan"
)

// Options say what to record.
type Options struct {
	Suite   string   // version of osact
	Profile string   // name of a profile of the contract
	Only    []string // requirement ids; empty: the whole profile
	// Covering says which questions that cover the factors are asked.
	Covering exchange.Covering
	// Claims are suites.Demanded of all that. Nil: Record makes them.
	Claims []claim.Claim
	// Challenge says what the run is not free to choose.
	Challenge exchange.Challenge
	// Settings are told in the recording.
	Settings map[string]string
	// Preflight asks only the questions that a run begins with: which accounts are
	// accepted, and what there is to ask about.
	Preflight bool
}

// Record asks the connection's target what the options demand, and returns the
// recording. A target that a user gave is written to only as far as the player's
// ledger allows; without a ledger, not at all. A run that is cut short gives a
// shorter recording, which says so. Record fails where there is no plan: see
// suites.Demanded and cast.Plan.
func Record(ctx context.Context, contract *openapi.Contract, c *connect.Connection, o Options, player play.Player) (exchange.Recording, error) {
	claims := o.Claims
	if claims == nil {
		var err error
		if claims, err = suites.Demanded(contract, exchange.Selection{Profile: o.Profile, Only: o.Only, Covering: o.Covering}); err != nil {
			return exchange.Recording{}, err
		}
	}
	planned, err := cast.Plan(contract, o.Profile, claims, c.Known)
	if err != nil {
		return exchange.Recording{}, err
	}
	if o.Preflight {
		planned = planned.Opened()
	}
	if c.Target.Kind == exchange.Given && player.Ledger == nil {
		player.Ledger = ledger.ReadOnly{}
	}
	if c.Target.Kind == exchange.Embedded && player.Pause == 0 {
		player.Pause = embeddedPause
	}
	ready, err := PlayerFor(c, player)
	if err != nil {
		return exchange.Recording{}, err
	}
	asked := planned
	if o.Challenge != "" {
		asked = planned.Ordered(o.Challenge.Rank)
		ready.RequestID = o.Challenge.RequestID
	}
	walk := plan.NewExecution(contract, asked, c.Actors, c.Known)
	started := time.Now()
	recording := exchange.Recording{
		Suite:     o.Suite,
		Contract:  contract.ID(),
		Profile:   o.Profile,
		Only:      o.Only,
		Covering:  o.Covering,
		Started:   started.UTC(),
		Target:    c.Target,
		Actors:    c.Actors,
		Plan:      planned.Digest(),
		Challenge: o.Challenge,
		Settings:  o.Settings,
	}
	var notes notes
	ready.Note = notes.add
	var shown certificates
	ready.Certificates = shown.keep
	recording.Exchanges, recording.Ending = ready.Play(ctx, walk)
	recording.Notes = notes.all()
	recording.Certificates = shown.kept()
	ended := time.Now()
	recording.Ended, recording.Stepped = ended.UTC(), stepped(started, ended)
	recording.Bindings = walk.Bindings()
	return recording, nil
}

// stepped reports that the clock was set between two times that were read from it:
// it says that another time passed than did.
func stepped(from, to time.Time) bool {
	const noticed = 100 * time.Millisecond
	shown, passed := to.Round(0).Sub(from.Round(0)), to.Sub(from)
	return (shown - passed).Abs() > noticed
}

// embeddedPause is how long to wait before asking the reference cloud again
// whether an action has ended: it needs no time, and a longer pause would be most
// of a run.
const embeddedPause = time.Microsecond

// PlayerFor returns the player, set up to ask the target of a connection.
func PlayerFor(c *connect.Connection, player play.Player) (*play.Player, error) {
	root, err := url.Parse(c.Target.URL)
	if err != nil {
		return nil, fmt.Errorf("the target: %w", err)
	}
	player.Root, player.Token, player.Secrets, player.TLS, player.Proxy = root, c.Token, c.Secrets, c.TLS, c.Proxy
	player.Renew = c.Renew
	return &player, nil
}
