package options

import (
	"cmp"
	"path/filepath"

	"github.com/spf13/pflag"
)

// DefaultOut is the folder of a run's files where none is named.
const DefaultOut = "out"

// Files say where a run keeps its files.
type Files struct{ Out, Ledger string }

// AddFlags adds the flags.
func (f *Files) AddFlags(flags *pflag.FlagSet) {
	flags.StringVar(&f.Out, "out", DefaultOut, "folder of verdict.json, recording.har, report.html, junit.xml and summary.md")
	flags.StringVar(&f.Ledger, "ledger", "", "file that names the servers of a run with --allow-writes, until they are gone (default ledger.json in --out)")
}

// LedgerPath returns where the ledger is.
func (f *Files) LedgerPath() string {
	return cmp.Or(f.Ledger, filepath.Join(cmp.Or(f.Out, DefaultOut), "ledger.json"))
}
