package command

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/osact/osact/openapi"
	"github.com/osact/osact/runner/catalogue"
	"github.com/osact/osact/runner/exit"
	"github.com/osact/osact/runner/render/console"
	"github.com/osact/osact/runner/selftest"
	"github.com/osact/osact/runner/signals"
	"github.com/osact/osact/runner/version"
)

func newExplain(p *process) *cobra.Command {
	var o contractOptions
	var demo bool
	cmd := &cobra.Command{
		Use:   "explain ID",
		Short: "Say what a requirement demands, where it comes from, and which fault proves its claim",
		Example: `  osact explain show.tenancy.mismatch-is-400
  osact explain show.tenancy.mismatch-is-400 --demo   how that looks where it is violated`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) != 1 {
				return exit.Usagef("osact explain takes one requirement id; osact list prints them all")
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			contract, err := o.load(cmd, p)
			if err != nil {
				return err
			}
			if demo {
				return demonstrate(cmd.Context(), p, contract, args[0])
			}
			return catalogue.Explain(p.stdout, contract, args[0])
		},
	}
	o.flags(cmd)
	cmd.Flags().BoolVar(&demo, "demo", false, "show an example that violates it: a fault that it has to report, in front of the reference cloud")
	return cmd
}

// demonstrate violates a requirement in front of the reference cloud, and shows what osact
// finds there.
func demonstrate(ctx context.Context, p *process, contract *openapi.Contract, id string) error {
	fault, err := catalogue.Proof(contract, id)
	if err != nil {
		return err
	}
	ctx, caught, stop := signals.Context(ctx)
	defer stop()
	v, err := selftest.Demonstrate(ctx, contract, fault, version.This().Version)
	if code := caught(); code != 0 {
		return exit.With(code)
	}
	if err != nil {
		return exit.Defectf("the fault %s can't be shown: %w", fault.Name, err)
	}
	shown, err := console.Demonstration(p.stdout, id, fault.Name, fault.Statement, v, p.style())
	if err == nil && !shown {
		err = fmt.Errorf("the fault %s is not reported by %s", fault.Name, id)
	}
	if err != nil {
		return exit.Defectf("%w", err)
	}
	return nil
}
