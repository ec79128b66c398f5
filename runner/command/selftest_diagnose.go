package command

import (
	"context"
	"fmt"
	"time"

	"github.com/osact/osact/runner/catalogue"
	"github.com/osact/osact/runner/contract"
	"github.com/osact/osact/runner/exit"
	"github.com/osact/osact/runner/render/console"
	"github.com/osact/osact/runner/selftest"
	"github.com/osact/osact/runner/signals"
	"github.com/osact/osact/runner/terminal"
)

// How many pairs of faults are diagnosed: put together from the dictionary, and played.
const (
	pairs       = 500
	played      = 60
	playedQuick = 12
)

// diagnose counts how often the dictionary of faults is right, and prints that.
func diagnose(ctx context.Context, p *process, names []string, chosen selftest.Sample) error {
	list, err := catalogue.Faults(names)
	if err != nil {
		return err
	}
	trials := selftest.Trials{Faults: list, Seed: chosen.Seed}
	if len(names) == 0 {
		trials.Faults, trials.Pairs, trials.Played = chosen.Faults(nil), pairs, played
		if chosen.Quick {
			trials.Played = playedQuick
		}
	}
	contract, err := contract.Embedded()
	if err != nil {
		return err
	}
	ctx, caught, stop := signals.Context(ctx)
	defer stop()
	started, shown := time.Now(), terminal.NewProgress(p.stderr, "clouds", false)
	result, err := selftest.Diagnose(ctx, contract, trials, func(done, total int) { shown.Show(done, total, "") })
	shown.Clear()
	if code := caught(); code != 0 {
		fmt.Fprintln(p.stderr, "osact: interrupted, so nothing was counted")
		return exit.With(code)
	}
	if err != nil {
		return exit.Defectf("the self-test did not finish: %w", err)
	}
	if err := console.Diagnoses(p.stdout, result, time.Since(started), p.style()); err != nil {
		return exit.Defectf("%w", err)
	}
	return nil
}
