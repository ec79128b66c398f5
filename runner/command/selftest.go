package command

import (
	"context"
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"github.com/osact/osact/fixtures/dialects"
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
	var names, spoken []string
	var chosen selftest.Sample
	var quick, diagnosed bool
	cmd := &cobra.Command{
		Use:   "selftest",
		Short: "Show that this osact reports every fault that it knows, and nothing else",
		Long: `Judge the reference cloud, which must be conformant, and then the same cloud with
each fault in turn, which the requirement that the fault names must report. Then
do the same with crossed faults: changes at places where any requirement may report
them, so that a claim which looks at one place alone is found out. Last, judge clouds
that are right in another way: each dialect alone, and every two that go together.
None of them may be accused. All this takes some minutes, needs no network, and
touches nothing but the loopback interface.

Exit codes: 0 proven, 5 a defect of osact, 129, 130 or 143 interrupted.`,
		Example: `  osact selftest
  osact selftest --quick
  osact selftest --crossed -1 --seed 7
  osact selftest --fault events-oldest-first
  osact selftest --diagnose
  osact selftest --dialect gzip --dialect pages-of-3`,
		Args: noArguments,
		RunE: func(cmd *cobra.Command, _ []string) error {
			switch {
			case chosen.Seed == 0:
				return exit.Usagef("--seed 0: it is a number from 1 on")
			case chosen.Crossed < -1:
				return exit.Usagef("--crossed %d: it is a number of faults, or -1 for all", chosen.Crossed)
			}
			if quick {
				chosen.OneIn, chosen.Quick = 5, true
				if chosen.Crossed < 0 || chosen.Crossed > 12 {
					chosen.Crossed = 12
				}
			}
			if diagnosed {
				return diagnose(cmd.Context(), p, names, chosen)
			}
			return selfTest(cmd.Context(), p, names, spoken, chosen)
		},
	}
	flags := cmd.Flags()
	flags.StringArrayVar(&names, "fault", nil, "put osact to the test with this fault alone, by name (osact list --faults prints them)")
	flags.StringArrayVar(&spoken, "dialect", nil, "judge a cloud with this dialect alone, by name (osact list --dialects prints them); several: alone and together")
	flags.IntVar(&chosen.Crossed, "crossed", 60, "how many of the crossed faults are tried; -1: all, which takes minutes")
	flags.Uint64Var(&chosen.Seed, "seed", 1, "which changes are crossed with which places, and which dialects are put together")
	flags.BoolVar(&chosen.Every, "every-pair", false, "put every two dialects together, each release with each other one, too, which takes minutes")
	flags.BoolVar(&quick, "quick", false, "try a sample: one in five of the faults and of the dialects, a dozen crossed faults, and a few sets of dialects")
	flags.BoolVar(&diagnosed, "diagnose", false, "instead, count for how many faults a verdict names the right one first, and for how many pairs of faults both among the first three")
	cmd.MarkFlagsMutuallyExclusive("quick", "every-pair")
	cmd.MarkFlagsMutuallyExclusive("diagnose", "every-pair")
	cmd.MarkFlagsMutuallyExclusive("diagnose", "dialect")
	cmd.MarkFlagsMutuallyExclusive("diagnose", "crossed")
	return cmd
}

// selfTest puts this osact to the test and prints what that showed.
func selfTest(ctx context.Context, p *process, names, spoken []string, chosen selftest.Sample) error {
	crossed, err := selftest.Crossed(chosen.Seed)
	if err != nil {
		return exit.Defectf("%w", err)
	}
	list, err := catalogue.Faults(names, crossed...)
	if err != nil {
		return err
	}
	sets, err := setsOf(spoken)
	if err != nil {
		return err
	}
	if len(names)+len(spoken) == 0 {
		list = chosen.Faults(crossed)
		if sets, err = chosen.Dialects(); err != nil {
			return exit.Defectf("%w", err)
		}
	}
	contract, err := contract.Embedded()
	if err != nil {
		return err
	}
	ctx, caught, stop := signals.Context(ctx)
	defer stop()
	started, shown := time.Now(), terminal.NewProgress(p.stderr, "faults", false)
	result, err := selftest.Run(ctx, contract, list, version.This().Version, func(done, total int) { shown.Show(done, total, "") })
	shown.Clear()
	if err == nil {
		shown = terminal.NewProgress(p.stderr, "dialects", false)
		result.Dialects, err = selftest.PlayDialects(ctx, contract, sets, func(done, total int) { shown.Show(done, total, "") })
		shown.Clear()
	}
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

// setsOf returns the sets that some dialects, by their names, are played in: each alone,
// and all of them together.
func setsOf(names []string) ([]dialects.Set, error) {
	together, err := catalogue.DialectsTogether(names)
	if err != nil {
		return nil, err
	}
	var sets []dialects.Set
	for _, d := range together {
		sets = append(sets, dialects.Set{d})
	}
	if len(together) > 1 {
		sets = append(sets, together)
	}
	return sets, nil
}
