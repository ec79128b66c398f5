package command

import (
	"context"
	"errors"
	"strings"

	"github.com/osact/osact/openapi"
	"github.com/osact/osact/runner/connect"
	"github.com/osact/osact/runner/exit"
	"github.com/osact/osact/runner/ledger"
	"github.com/osact/osact/runner/play"
	"github.com/osact/osact/runner/record"
	"github.com/osact/osact/runner/version"
	"github.com/osact/osact/suites/exchange"
)

// connect finds out what is asked and as whom.
func (o *askOptions) connect(ctx context.Context, environ []string) (*connect.Connection, error) {
	if o.embedded() {
		c, err := connect.Embedded()
		if err != nil {
			return nil, exit.Defectf("%w", err)
		}
		return c, nil
	}
	if o.Origins["target"] != "" && strings.TrimSpace(o.target) == "" {
		return nil, exit.Usagef("the target is empty (%s): give the root of the compute service, as in https://cloud:8774", o.Origins["target"])
	}
	tokens, err := connect.TokensIn(environ)
	if err != nil {
		return nil, exit.Usagef("%w", err)
	}
	clouds, err := byActor("as", "CLOUD", o.as)
	if err != nil {
		return nil, err
	}
	projects, err := byActor("project", "ID", o.projects)
	if err != nil {
		return nil, err
	}
	parts, err := castOf(o.cast)
	if err != nil {
		return nil, err
	}
	c, err := connect.Dial(ctx, connect.Options{
		Target: o.target, Clouds: clouds, Tokens: tokens, Projects: projects,
		Server: o.server, Action: o.action, Environ: environ, Timeout: o.timeout,
	})
	switch {
	case errors.Is(err, connect.ErrUnreachable):
		return nil, &exit.Error{Code: exit.Incomplete, Err: err}
	case err != nil:
		return nil, exit.Usagef("%w", err)
	}
	c.Known = append(c.Known, parts...)
	c.Known = append(c.Known, o.writeOptions.bindings(o.runID)...)
	return c, nil
}

// player asks as the flags say.
func (o *askOptions) player() play.Player {
	return play.Player{
		InFlight: o.inFlight, Rate: o.rate, Timeout: o.timeout, Deadline: o.deadline,
		UserAgent: "osact/" + version.This().Version,
	}
}

// record asks: all questions, or those that a run begins with. A given target is
// written to as far as the ledger lets it: nil lets nothing.
func (o *askOptions) record(ctx context.Context, contract *openapi.Contract, c *connect.Connection, opening bool, l *ledger.Ledger, show func(done, total int)) (exchange.Recording, error) {
	player := o.player()
	player.Progress = show
	if l != nil {
		player.Ledger = l
	}
	recording, err := record.Record(ctx, contract, c, record.Options{
		Suite: version.This().Version, Profile: o.profile, Only: o.only, Preflight: opening,
	}, player)
	if err != nil {
		return exchange.Recording{}, o.unfit("nothing can be asked by it", err)
	}
	return recording, nil
}
