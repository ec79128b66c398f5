package options

import (
	"context"
	"errors"
	"strings"

	"github.com/osact/osact/openapi"
	"github.com/osact/osact/runner/connect"
	"github.com/osact/osact/runner/exit"
	"github.com/osact/osact/runner/play"
	"github.com/osact/osact/runner/record"
	"github.com/osact/osact/runner/version"
	"github.com/osact/osact/suites/exchange"
)

// Connect finds out what is asked and as whom. The caller closes the connection.
func (o *Ask) Connect(ctx context.Context, environ []string) (*connect.Connection, error) {
	if o.Embedded() {
		c, err := connect.Embedded()
		if err != nil {
			return nil, exit.Defectf("%w", err)
		}
		o.choose(c)
		return c, nil
	}
	if o.Origins["target"] != "" && strings.TrimSpace(o.Target) == "" {
		return nil, exit.Usagef("the target is empty (%s): give the root of the compute service, as in https://cloud:8774", o.Origins["target"])
	}
	tokens, err := connect.TokensIn(environ)
	if err != nil {
		return nil, exit.Usagef("%w", err)
	}
	clouds, err := byActor("as", "CLOUD", o.As)
	if err != nil {
		return nil, err
	}
	projects, err := byActor("project", "ID", o.Projects)
	if err != nil {
		return nil, err
	}
	parts, err := castOf(o.Cast)
	if err != nil {
		return nil, err
	}
	c, err := connect.Dial(ctx, connect.Options{
		Target: o.Target, Clouds: clouds, Tokens: tokens, Projects: projects,
		Server: o.Server, Action: o.Action, Environ: environ, Timeout: o.Timeout,
	})
	switch {
	case errors.Is(err, connect.ErrUnreachable):
		return nil, &exit.Error{Code: exit.Incomplete, Err: err}
	case err != nil:
		return nil, exit.Usagef("%w", err)
	}
	c.Known = append(c.Known, parts...)
	c.Known = append(c.Known, o.Bindings(o.RunID)...)
	o.choose(c)
	return c, nil
}

// Player asks as the flags say.
func (o *Ask) Player() play.Player {
	return play.Player{
		InFlight: o.InFlight, Rate: o.Rate, Timeout: o.Timeout, Deadline: o.Deadline,
		UserAgent: "osact/" + version.This().Version,
	}
}

// RecordOpening asks the questions that a run begins with, and writes nothing.
func (o *Ask) RecordOpening(ctx context.Context, contract *openapi.Contract, c *connect.Connection) (exchange.Recording, error) {
	selected, err := o.Selected()
	if err != nil {
		return exchange.Recording{}, err
	}
	recording, err := record.Record(ctx, contract, c, record.Options{
		Suite: version.This().Version, Profile: o.Profile, Only: o.Only, Covering: selected.Covering, Preflight: true,
	}, o.Player())
	if err != nil {
		return exchange.Recording{}, o.Unfit("nothing can be asked by it", err)
	}
	return recording, nil
}
