// Package record makes recordings: it plans what a profile asks, has it played
// against a target, and keeps what was heard.
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
	"github.com/osact/osact/suites/exchange"
	"github.com/osact/osact/suites/plan"
)

// Order says what to record.
type Order struct {
	Suite   string   // version of osact
	Profile string   // name of a profile of the contract
	Only    []string // requirement ids; empty: the whole profile
	// Opening asks no more than it takes to say who is accepted and what is found.
	Opening bool
}

// Record plays what the order demands against the connection's target and
// returns what was heard. To a target that a user gave nothing is written but
// what the player's ledger lets through; without a ledger, nothing. A run that
// is cut short gives a shorter recording, which says so. It fails where there is no plan to play: see suites.Demanded
// and cast.Plan.
func Record(ctx context.Context, contract *openapi.Contract, c *connect.Connection, o Order, player play.Player) (exchange.Recording, error) {
	claims, err := suites.Demanded(contract, exchange.Selection{Profile: o.Profile, Only: o.Only})
	if err != nil {
		return exchange.Recording{}, err
	}
	planned, err := cast.Plan(contract, o.Profile, claims, c.Known)
	if err != nil {
		return exchange.Recording{}, err
	}
	if o.Opening {
		planned = planned.Opened()
	}
	if c.Target.Kind == exchange.Given && player.Ledger == nil {
		player.Ledger = ledger.ReadOnly{}
	}
	equipped, err := Equip(player, c)
	if err != nil {
		return exchange.Recording{}, err
	}
	walk := plan.NewExecution(contract, planned, c.Actors, c.Known)
	recording := exchange.Recording{
		Suite:    o.Suite,
		Contract: contract.Digest(),
		Profile:  o.Profile,
		Only:     o.Only,
		Started:  time.Now().UTC(),
		Target:   c.Target,
		Actors:   c.Actors,
	}
	recording.Exchanges, recording.Ending = equipped.Play(ctx, walk)
	recording.Ended = time.Now().UTC()
	recording.Bindings = walk.Bindings()
	return recording, nil
}

// Equip returns the player as it asks through a connection.
func Equip(player play.Player, c *connect.Connection) (*play.Player, error) {
	root, err := url.Parse(c.Target.URL)
	if err != nil {
		return nil, fmt.Errorf("the target: %w", err)
	}
	player.Root, player.Token, player.TLS, player.Proxy = root, c.Token, c.TLS, c.Proxy
	return &player, nil
}
