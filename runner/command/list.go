package command

import (
	"bytes"
	"context"
	"path/filepath"

	"github.com/spf13/cobra"

	"github.com/osact/osact/openapi"
	"github.com/osact/osact/runner/bundle"
	"github.com/osact/osact/runner/catalogue"
	"github.com/osact/osact/runner/exit"
	"github.com/osact/osact/runner/options"
	"github.com/osact/osact/runner/reference"
	"github.com/osact/osact/runner/results"
	"github.com/osact/osact/runner/settings"
	"github.com/osact/osact/runner/terminal"
	"github.com/osact/osact/suites/exchange"
)

// listOptions are the flags of osact list.
type listOptions struct {
	settings.Settings
	options.Contract
	options.Selection
	faults, dialects, missing, coverage bool
	source                              string
}

func newList(p *process) *cobra.Command {
	var o listOptions
	cmd := &cobra.Command{
		Use:   "list [RECORDING]",
		Short: "List the requirements of a profile, the faults and dialects that prove their claims, or what they were made from",
		Example: `  osact list
  osact list --profile tenant
  osact list --profile v2 --missing
  osact list --faults
  osact list --dialects
  osact list --source seed1
  osact list --coverage
  osact list --coverage out/recording.har`,
		Args: func(cmd *cobra.Command, args []string) error {
			if o.coverage && len(args) == 1 {
				return nil
			}
			return noArguments(cmd, args)
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			return o.list(cmd, p, args)
		},
	}
	o.Contract.AddFlag(cmd.Flags())
	o.Selection.AddFlags(cmd.Flags())
	o.Settings.AddFlag(cmd.Flags())
	cmd.Flags().BoolVar(&o.missing, "missing", false, "list what the profile does not demand, and why")
	cmd.Flags().BoolVar(&o.faults, "faults", false, "list the faults that osact serve can put in front of a cloud")
	cmd.Flags().BoolVar(&o.dialects, "dialects", false, "list the dialects that osact serve can have a cloud speak, which no cloud is reported for")
	cmd.Flags().StringVar(&o.source, "source", "", "list what a source document says (seed1 or seed2), and which requirements cover it")
	cmd.Flags().BoolVar(&o.coverage, "coverage", false, "count the answers of a run that hold each item of the description, and name the faults that prove it; of the recording or verdict given, else of a run on the reference cloud")
	cmd.MarkFlagsMutuallyExclusive("missing", "only")
	cmd.MarkFlagsMutuallyExclusive("missing", "faults", "dialects", "source", "coverage")
	return cmd
}

func (o *listOptions) list(cmd *cobra.Command, p *process, args []string) error {
	if o.faults {
		return catalogue.ListFaults(p.stdout)
	}
	if o.dialects {
		return catalogue.ListDialects(p.stdout)
	}
	if err := options.Fill(&o.Settings, cmd.Flags(), p.environ); err != nil {
		return err
	}
	contract, err := o.Load(cmd.Flags(), p.environ)
	if err != nil {
		return err
	}
	if o.coverage {
		recording, err := recordingToCover(cmd.Context(), contract, args)
		if err != nil {
			return err
		}
		if _, err := catalogue.Demanded(contract, recording.Profile, recording.Only); err != nil {
			return err
		}
		return o.listCoverage(cmd.Context(), p, contract, recording)
	}
	if cmd.Flags().Changed("source") {
		return catalogue.ListSource(p.stdout, contract, o.source)
	}
	if err := options.SettleProfile(&o.Selection, o.File, p.environ); err != nil {
		return err
	}
	profile, err := catalogue.Demanded(contract, o.Profile, o.Only)
	switch {
	case err != nil:
		return err
	case o.missing:
		return catalogue.ListMissing(p.stdout, contract, profile.Name)
	case len(o.Only) > 0:
		return catalogue.List(p.stdout, contract, o.Only)
	}
	return catalogue.List(p.stdout, contract, profile.Requirements)
}

// listCoverage prints what a recording covers, once all faults are played, and says
// meanwhile how many are.
func (o *listOptions) listCoverage(ctx context.Context, p *process, contract *openapi.Contract, recording exchange.Recording) error {
	shown := terminal.NewProgress(p.stderr, "faults", false)
	var table bytes.Buffer
	err := catalogue.ListCoverage(ctx, &table, contract, recording, func(done, total int) { shown.Show(done, total, "") })
	shown.Clear()
	if err != nil {
		return err
	}
	_, err = table.WriteTo(p.stdout)
	return err
}

// recordingToCover reads the recording that is named, the one beside the
// verdict that is named, or makes one.
func recordingToCover(ctx context.Context, contract *openapi.Contract, args []string) (exchange.Recording, error) {
	if len(args) == 0 {
		bench, err := reference.NewBench(contract)
		if err != nil {
			return exchange.Recording{}, exit.Defectf("%w", err)
		}
		recording, err := bench.Record(ctx)
		if err != nil {
			return recording, exit.Defectf("%w", err)
		}
		return recording, nil
	}
	path := args[0]
	if filepath.Base(path) == results.VerdictFile {
		path = filepath.Join(filepath.Dir(path), results.RecordingFile)
	}
	return bundle.ReadRecording(path)
}
