package command

import (
	"encoding/json"
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"github.com/osact/osact/openapi"
	"github.com/osact/osact/runner/contract"
	"github.com/osact/osact/runner/version"
)

func newVersion(p *process) *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "version",
		Short: "Say which osact this is, from which commit, and by which contract it judges",
		Example: `  osact version
  osact version --json | jq .commit`,
		Args: noArguments,
		RunE: func(*cobra.Command, []string) error {
			contract, err := contract.Embedded()
			if err != nil {
				return err
			}
			return printVersion(p.stdout, version.This(), contract, asJSON)
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print it as JSON")
	return cmd
}

// printVersion prints what is known about this build and its contract.
func printVersion(out io.Writer, build version.Info, contract *openapi.Contract, asJSON bool) error {
	editions := contract.Editions()
	first, last := editions[0].String(), editions[len(editions)-1].String()
	if !asJSON {
		_, err := fmt.Fprintf(out, "%s\ncontract %s: %d requirements, editions %s to %s\n",
			build, contract.Digest(), len(contract.Requirements()), first, last)
		return err
	}
	type described struct {
		Digest       string    `json:"digest"`
		Requirements int       `json:"requirements"` // how many
		Editions     [2]string `json:"editions"`     // the first and the last
	}
	encoder := json.NewEncoder(out)
	encoder.SetIndent("", "  ")
	return encoder.Encode(struct {
		version.Info
		Contract described `json:"contract"`
	}{build, described{contract.Digest(), len(contract.Requirements()), [2]string{first, last}}})
}
