package command

import (
	"fmt"
	"runtime"

	"github.com/spf13/cobra"
)

// Version is the version of osact.
const Version = "0.1.0"

func newVersion(w *world) *cobra.Command {
	return &cobra.Command{
		Use:   "version",
		Short: "Print the versions of osact and of its contract",
		Args:  noArguments,
		RunE: func(*cobra.Command, []string) error {
			contract, err := loadContract()
			if err != nil {
				return err
			}
			editions := contract.Editions()
			fmt.Fprintf(w.stdout, "osact %s (%s %s/%s)\n", Version, runtime.Version(), runtime.GOOS, runtime.GOARCH)
			fmt.Fprintf(w.stdout, "contract %s: %d requirements, editions %s to %s\n",
				contract.Digest(), len(contract.Requirements()), editions[0], editions[len(editions)-1])
			return nil
		},
	}
}
