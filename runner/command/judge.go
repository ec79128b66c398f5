package command

import (
	"github.com/spf13/cobra"

	"github.com/osact/osact/runner/bundle"
	"github.com/osact/osact/runner/catalogue"
	"github.com/osact/osact/runner/dictionary"
	"github.com/osact/osact/runner/evidence"
	"github.com/osact/osact/runner/exit"
	"github.com/osact/osact/runner/results"
	"github.com/osact/osact/runner/verdict"
	"github.com/osact/osact/runner/version"
	"github.com/osact/osact/suites"
)

// judgeOptions are the flags of osact judge.
type judgeOptions struct {
	contractOptions
	profile        string
	out            string
	strict, asJSON bool
}

func newJudge(p *process) *cobra.Command {
	var o judgeOptions
	cmd := &cobra.Command{
		Use:   "judge RECORDING|DIR|BUNDLE",
		Short: "Judge a recording again, offline",
		Long: `Judge a recording again, or that of a run's folder or bundle. Nothing is asked: the verdict depends on the contract
and the recording alone, so the digest is that of the run, wherever it is judged.
A run with --contract is judged the same with the same --contract; by osact's own
contract it may come to another verdict, which says so.`,
		Example: `  osact judge out
  osact judge --json out/recording.har | jq .verdict
  osact judge --out again out/recording.har
  osact judge bundle.tar.gz
  osact judge --contract mine out/recording.har`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) != 1 {
				return exit.Usagef("osact judge takes one recording, or the folder or bundle of one run, as in osact judge out")
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			return o.judge(cmd, p, args[0])
		},
	}
	o.contractOptions.flags(cmd)
	cmd.Flags().StringVar(&o.profile, "profile", "", "judge by another profile than the run's")
	cmd.Flags().StringVar(&o.out, "out", "", "folder for verdict.json, report.html, junit.xml and summary.md (default: none is written)")
	cmd.Flags().BoolVar(&o.strict, "strict", false, "demand each SHOULD like a MUST")
	cmd.Flags().BoolVar(&o.asJSON, "json", false, "print verdict.json")
	return cmd
}

// judge judges the recording at a path, and prints and, if that is wished,
// writes the verdict.
func (o *judgeOptions) judge(cmd *cobra.Command, p *process, path string) error {
	writes := cmd.Flags().Changed("out")
	recording, err := bundle.ReadRecording(path)
	if err != nil {
		return err
	}
	contract, err := o.load(cmd, p)
	if err != nil {
		return err
	}
	digest, err := recording.Digest()
	if err != nil {
		return exit.Defectf("the recording has no digest: %w", err)
	}
	recorded := recording
	if o.profile != "" {
		recording.Profile, recording.Only = o.profile, nil
	}
	if _, err := catalogue.Demanded(contract, recording.Profile, recording.Only); err != nil {
		return err
	}
	if err := evidence.Check(contract, version.This().Version, recorded); err != nil {
		return exit.Usagef("%s can't be judged: %w", path, err)
	}
	var folder results.Folder
	if writes {
		if folder, err = results.Open(o.out, results.VerdictFile, results.ReportFile, results.JUnitFile, results.SummaryFile); err != nil {
			return err
		}
		defer folder.Close()
	}
	evaluator, err := suites.Open(contract, recording)
	if err != nil {
		return o.Unfit("nothing can be judged by it", err)
	}
	v := verdict.New(contract, recording, evaluator.Findings(), verdict.Options{
		Strict: o.strict, Suite: version.This().Version, Evidence: digest, Covering: verdict.CoveringOf(evaluator),
		Dictionary: dictionary.For(contract),
	})
	if writes {
		if err := folder.Write(results.Judged(recording, v), nil); err != nil {
			return err
		}
	}
	if !o.asJSON {
		if err := printVerdict(p, v, recording, folder.Paths()); err != nil {
			return err
		}
	} else if err := v.Write(p.stdout); err != nil {
		return exit.Defectf("%w", err)
	}
	return exit.With(v.Exit)
}
