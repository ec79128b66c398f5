package command

import (
	"context"
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"github.com/osact/osact/runner/catalogue"
	"github.com/osact/osact/runner/contract"
	"github.com/osact/osact/runner/exit"
	"github.com/osact/osact/runner/render/console"
	"github.com/osact/osact/runner/selftest"
	"github.com/osact/osact/runner/signals"
	"github.com/osact/osact/runner/terminal"
	"github.com/osact/osact/runner/version"
)

func newSelftest(p *process) *cobra.Command {
	var names []string
	var chosen selftest.Sample
	var quick bool
	cmd := &cobra.Command{
		Use:   "selftest",
		Short: "Show that this osact reports every fault that it knows",
		Long: `Judge the reference cloud, which must be conformant, and then the same cloud with
each fault in turn, which the requirement that the fault names must report. Then
do the same with crossed faults: changes at places where any requirement may report
them, so that a claim which looks at one place alone is found out. It takes less than
a minute, needs no network, and touches nothing but the loopback interface.

Exit codes: 0 proven, 5 a defect of osact, 130 or 143 interrupted.`,
		Example: `  osact selftest
  osact selftest --quick
  osact selftest --crossed -1 --seed 7
  osact selftest --fault events-oldest-first`,
		Args: noArguments,
		RunE: func(cmd *cobra.Command, _ []string) error {
			switch {
			case chosen.Seed == 0:
				return exit.Usagef("--seed 0: it is a number from 1 on")
			case chosen.Crossed < -1:
				return exit.Usagef("--crossed %d: it is a number of faults, or -1 for all", chosen.Crossed)
			}
			if quick {
				chosen.OneIn = 5
				if chosen.Crossed < 0 || chosen.Crossed > 12 {
					chosen.Crossed = 12
				}
			}
			return selfTest(cmd.Context(), p, names, chosen)
		},
	}
	flags := cmd.Flags()
	flags.StringArrayVar(&names, "fault", nil, "put osact to the test with this fault alone, by name (osact list --faults prints them)")
	flags.IntVar(&chosen.Crossed, "crossed", 60, "how many of the crossed faults are tried; -1: all, which takes minutes")
	flags.Uint64Var(&chosen.Seed, "seed", 1, "which changes are crossed with which places")
	flags.BoolVar(&quick, "quick", false, "try a sample: one in five of the faults, and a dozen crossed ones")
	return cmd
}

// selfTest puts this osact to the test and prints what that showed.
func selfTest(ctx context.Context, p *process, names []string, chosen selftest.Sample) error {
	crossed, err := selftest.Crossed(chosen.Seed)
	if err != nil {
		return exit.Defectf("%w", err)
	}
	list, err := catalogue.Faults(names, crossed...)
	if err != nil {
		return err
	}
	if len(names) == 0 {
		list = chosen.Faults(crossed)
	}
	contract, err := contract.Embedded()
	if err != nil {
		return err
	}
	ctx, caught, stop := signals.Context(ctx)
	defer stop()
	started, shown := time.Now(), terminal.NewProgress(p.stderr, "faults")
	result, err := selftest.Run(ctx, contract, list, version.This().Version, shown.Show)
	shown.Clear()
	if code := caught(); code != 0 {
		fmt.Fprintln(p.stderr, "osact: interrupted, so nothing is proven")
		return exit.With(code)
	}
	if err != nil {
		return exit.Defectf("the self-test did not finish: %w", err)
	}
	if err := console.Selftest(p.stdout, result, time.Since(started), p.style()); err != nil {
		return exit.Defectf("%w", err)
	}
	if !result.Proven() {
		return exit.With(exit.Defect)
	}
	return nil
}
