package command

import (
	"github.com/spf13/cobra"

	"github.com/osact/osact/runner/verdict"
	"github.com/osact/osact/runner/version"
	"github.com/osact/osact/suites"
)

// judging is what osact judge can be told beyond what to judge.
type judging struct {
	profile        string
	out            string
	strict, asJSON bool
}

func newJudge(w *world) *cobra.Command {
	var j judging
	cmd := &cobra.Command{
		Use:   "judge RECORDING",
		Short: "Judge a recording again, offline",
		Long: `Judge a recording again. Nothing is asked: the verdict depends on the contract
and the recording alone, so the digest is that of the run, wherever it is judged.`,
		Example: `  osact judge out/recording.har
  osact judge --json out/recording.har | jq .verdict
  osact judge --out again out/recording.har`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) != 1 {
				return usage("osact judge takes one recording, as in osact judge out/recording.har")
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			return j.judge(w, args[0], cmd.Flags().Changed("out"))
		},
	}
	cmd.Flags().StringVar(&j.profile, "profile", "", "judge by another profile than the run's")
	cmd.Flags().StringVar(&j.out, "out", "", "folder for verdict.json, report.html, junit.xml and summary.md (default: none is written)")
	cmd.Flags().BoolVar(&j.strict, "strict", false, "demand each SHOULD like a MUST")
	cmd.Flags().BoolVar(&j.asJSON, "json", false, "print verdict.json")
	return cmd
}

// judge judges the recording at a path, and prints and, if that is wished,
// writes the verdict.
func (j *judging) judge(w *world, path string, writes bool) error {
	recording, err := openRecording(path)
	if err != nil {
		return err
	}
	contract, err := loadContract()
	if err != nil {
		return err
	}
	if j.profile != "" {
		recording.Profile, recording.Only = j.profile, nil
	}
	if _, err := demanded(contract, recording.Profile, recording.Only); err != nil {
		return err
	}
	var results results
	if writes {
		if results, err = newResults(j.out, verdictFile, reportFile, junitFile, summaryFile); err != nil {
			return err
		}
	}
	findings, err := suites.Judge(contract, recording)
	if err != nil {
		return defect("%w", err)
	}
	v := verdict.New(contract, recording, findings, verdict.Options{Strict: j.strict, Suite: version.This().Version})
	if writes {
		if err := results.write(judged(recording, v), nil); err != nil {
			return err
		}
	}
	if !j.asJSON {
		if err := printVerdict(w, v, recording, results.names()); err != nil {
			return err
		}
	} else if err := v.Write(w.stdout); err != nil {
		return defect("%w", err)
	}
	return exitWith(v.Exit)
}
