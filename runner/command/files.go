package command

import (
	"cmp"
	"path/filepath"

	"github.com/spf13/cobra"
)

// fileOptions are the flags that say where a run keeps its files.
type fileOptions struct{ out, ledger string }

func (o *fileOptions) flags(cmd *cobra.Command) {
	cmd.Flags().StringVar(&o.out, "out", "out", "folder of verdict.json, recording.har, report.html, junit.xml and summary.md")
	cmd.Flags().StringVar(&o.ledger, "ledger", "", "file that names the servers of a run with --allow-writes, until they are gone (default ledger.json in --out)")
}

// ledgerPath returns where the ledger is.
func (o *fileOptions) ledgerPath() string {
	return cmp.Or(o.ledger, filepath.Join(o.out, "ledger.json"))
}
