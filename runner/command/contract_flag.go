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

// load fills the one flag, if the command line left it alone, and loads the
// contract.
func (o *contractOptions) load(cmd *cobra.Command, p *process) (*openapi.Contract, error) {
	one := pflag.NewFlagSet(cmd.Name(), pflag.ContinueOnError)
	one.AddFlag(cmd.Flags().Lookup("contract"))
	if err := options.Fill(&o.Settings, one, p.environ); err != nil {
		return nil, err
	}
	return o.Load(cmd.Flags(), p.environ)
}
