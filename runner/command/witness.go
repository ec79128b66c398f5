package command

import (
	"context"
	"time"

	"github.com/osact/osact/runner/exit"
	"github.com/osact/osact/runner/ledger"
	"github.com/osact/osact/runner/options"
	"github.com/osact/osact/runner/record"
	"github.com/osact/osact/runner/signals"
	"github.com/osact/osact/runner/verify"
	"github.com/osact/osact/runner/witness"
	"github.com/osact/osact/suites/exchange"
)

// How long a witness may take: for one question, and for all.
const (
	answerTime  = 30 * time.Second
	witnessTime = 2 * time.Minute
)

// witness asks the cloud that the flags name whether a recorded run happened there.
// Nothing but the command line says whom to ask, and nothing is written.
func (o *verifyOptions) witness(parent context.Context, p *process, r exchange.Recording) ([]verify.Point, error) {
	ask := options.Ask{Target: o.target, As: o.as, InFlight: 1, Timeout: answerTime, Deadline: witnessTime}
	ask.Origins = map[string]string{}
	if o.target != "" {
		ask.Origins["target"] = "--target"
	}
	if len(o.as) > 0 {
		ask.Origins["as"] = "--as"
	}
	ctx, caught, stop := signals.Context(parent)
	defer stop()
	ctx, cancel := context.WithTimeout(ctx, witnessTime)
	defer cancel()
	c, err := connected(ctx, p, &ask, caught)
	if err != nil {
		return nil, err
	}
	defer c.Close() // nothing was written through it
	var as exchange.Actor
	for _, actor := range []exchange.Actor{exchange.Member, exchange.Admin, exchange.Reader, exchange.Bystander, exchange.Outsider} {
		if _, plays := c.Tokens[actor]; plays && as == "" {
			as = actor
		}
	}
	if as == "" {
		return nil, exit.Usagef("nobody is there to ask the cloud as: give --as member=CLOUD, or a token in %s", exchange.TokenVariable(exchange.Member))
	}
	asking := ask.Player()
	asking.Ledger = ledger.ReadOnly{}
	player, err := record.PlayerFor(c, asking)
	if err != nil {
		return nil, exit.Defectf("%w", err)
	}
	session := player.Session()
	defer session.Close()
	w := witness.Witness{URL: c.Target.URL, As: as, Who: c.Actors[as], Ask: session.Ask}
	points := w.Testify(ctx, r)
	if n := caught(); n != 0 {
		return nil, exit.With(n)
	}
	return points, nil
}
