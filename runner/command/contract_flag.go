package command

import (
	"slices"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/osact/osact/openapi"
	"github.com/osact/osact/runner/contract"
	"github.com/osact/osact/runner/exit"
	"github.com/osact/osact/runner/settings"
)

// contractFlag names the folder of another contract than the one that osact was
// built with.
type contractFlag struct{ contractFolder string }

func (f *contractFlag) addContractFlag(cmd *cobra.Command) {
	cmd.Flags().StringVar(&f.contractFolder, "contract", "", "folder of another contract, with files named as in openapi/; of a file that it lacks osact's own counts")
	if err := cmd.MarkFlagDirname("contract"); err != nil {
		panic(err) // there is no such flag
	}
}

// loadContract loads the chosen contract. An empty name would leave osact's own
// in force where another is meant.
func (f *contractFlag) loadContract(cmd *cobra.Command, p *process) (*openapi.Contract, error) {
	switch {
	case cmd.Flags().Changed("contract") && f.contractFolder == "":
		return nil, exit.Usagef("--contract is empty: name the folder of a contract, or leave it out")
	case f.contractFolder == "" && slices.Contains(p.environ, settings.VariableOf("contract")+"="):
		return nil, exit.Usagef("%s is empty: name the folder of a contract, or unset it", settings.VariableOf("contract"))
	}
	return contract.Load(f.contractFolder)
}

// unfit is the error of a contract that cannot be asked or judged by: the user's,
// unless it is osact's own.
func (f *contractFlag) unfit(what string, err error) error {
	if f.contractFolder != "" {
		return exit.Usagef("--contract %s: %s: %w", f.contractFolder, what, err)
	}
	return exit.Defectf("%s: %w", what, err)
}

// contractOptions are the flags of a command that takes no setting but the
// contract.
type contractOptions struct {
	settings.Settings
	contractFlag
}

func (o *contractOptions) flags(cmd *cobra.Command) {
	o.addContractFlag(cmd)
	o.AddFlag(cmd.Flags())
}

// load fills the one flag, if the command line left it alone, and loads the
// contract.
func (o *contractOptions) load(cmd *cobra.Command, p *process) (*openapi.Contract, error) {
	one := pflag.NewFlagSet(cmd.Name(), pflag.ContinueOnError)
	one.AddFlag(cmd.Flags().Lookup("contract"))
	if err := o.Fill(one, newRun(nil).Flags(), p.environ); err != nil {
		return nil, err
	}
	return o.loadContract(cmd, p)
}
