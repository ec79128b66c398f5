package command

import (
	"context"
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"github.com/osact/osact/fixtures/faults"
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
	cmd := &cobra.Command{
		Use:   "selftest",
		Short: "Show that this osact reports every fault that it knows",
		Long: `Judge the reference cloud, which must be conformant, and then the same cloud with
each fault in turn, which the requirement that the fault names must report. It
takes a minute, needs no network, and touches nothing but the loopback interface.

Exit codes: 0 proven, 5 a defect of osact, 130 or 143 interrupted.`,
		Example: `  osact selftest
  osact selftest --fault events-oldest-first`,
		Args: noArguments,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return selfTest(cmd.Context(), p, names)
		},
	}
	cmd.Flags().StringArrayVar(&names, "fault", nil, "put osact to the test with this fault alone, by name (osact list --faults prints them)")
	return cmd
}

// selfTest puts this osact to the test and prints what that showed.
func selfTest(ctx context.Context, p *process, names []string) error {
	list, err := catalogue.Faults(names)
	if err != nil {
		return err
	}
	if len(names) == 0 {
		list = faults.All()
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
