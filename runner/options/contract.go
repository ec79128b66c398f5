package options

import (
	"slices"

	"github.com/spf13/pflag"

	"github.com/osact/osact/openapi"
	"github.com/osact/osact/runner/contract"
	"github.com/osact/osact/runner/exit"
	"github.com/osact/osact/runner/settings"
)

// Contract names the folder of another contract than the one that osact was
// built with.
type Contract struct{ Folder string }

// AddFlag adds the flag.
func (c *Contract) AddFlag(flags *pflag.FlagSet) {
	flags.StringVar(&c.Folder, "contract", "", "folder of another contract, with files named as in openapi/; of a file that it lacks osact's own counts")
}

// Load loads the chosen contract. An empty name would leave osact's own in force
// where another is meant.
func (c *Contract) Load(flags *pflag.FlagSet, environ []string) (*openapi.Contract, error) {
	switch {
	case flags.Changed("contract") && c.Folder == "":
		return nil, exit.Usagef("--contract is empty: name the folder of a contract, or leave it out")
	case c.Folder == "" && slices.Contains(environ, settings.VariableOf("contract")+"="):
		return nil, exit.Usagef("%s is empty: name the folder of a contract, or unset it", settings.VariableOf("contract"))
	}
	return contract.Load(c.Folder)
}

// Unfit is the error of a contract that cannot be asked or judged by; see
// contract.Unfit.
func (c *Contract) Unfit(what string, err error) error { return contract.Unfit(c.Folder, what, err) }
