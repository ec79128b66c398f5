package command

import (
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/osact/osact/openapi"
	"github.com/osact/osact/runner/options"
	"github.com/osact/osact/runner/settings"
)

// contractOptions are the flags of a command that takes no setting but the
// contract.
type contractOptions struct {
	settings.Settings
	options.Contract
}

func (o *contractOptions) flags(cmd *cobra.Command) {
	o.Contract.AddFlag(cmd.Flags())
	o.Settings.AddFlag(cmd.Flags())
}

// load fills this flag and those others that are settings, as far as the command line
// left them alone, and loads the contract.
func (o *contractOptions) load(cmd *cobra.Command, p *process, others ...string) (*openapi.Contract, error) {
	set := pflag.NewFlagSet(cmd.Name(), pflag.ContinueOnError)
	for _, name := range append(others, "contract") {
		set.AddFlag(cmd.Flags().Lookup(name))
	}
	if err := options.Fill(&o.Settings, set, p.environ); err != nil {
		return nil, err
	}
	return o.Load(cmd.Flags(), p.environ)
}
