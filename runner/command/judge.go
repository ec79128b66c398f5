package command

import (
	"github.com/spf13/cobra"

	"github.com/osact/osact/runner/verdict"
	"github.com/osact/osact/suites"
)

func newJudge(w *world) *cobra.Command {
	var profile string
	var strict, asJSON bool
	cmd := &cobra.Command{
		Use:   "judge RECORDING",
		Short: "Judge a recording again, offline",
		Long: `Judge a recording again. Nothing is asked: the verdict depends on the contract
and the recording alone, so the digest is that of the run, wherever it is judged.`,
		Example: `  osact judge out/recording.har
  osact judge --json out/recording.har | jq .verdict`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) != 1 {
				return usage("osact judge takes one recording, as in osact judge out/recording.har")
			}
			return nil
		},
		RunE: func(_ *cobra.Command, args []string) error {
			recording, err := openRecording(args[0])
			if err != nil {
				return err
			}
			contract, err := loadContract()
			if err != nil {
				return err
			}
			if profile != "" {
				recording.Profile, recording.Only = profile, nil
			}
			if _, err := demanded(contract, recording.Profile, recording.Only); err != nil {
				return err
			}
			findings, err := suites.Judge(contract, recording)
			if err != nil {
				return defect("%w", err)
			}
			v := verdict.New(contract, recording, findings, verdict.Options{Strict: strict, Suite: Version})
			if asJSON {
				if err := v.Write(w.stdout); err != nil {
					return defect("%w", err)
				}
				return exitWith(v.Exit)
			}
			if err := printVerdict(w, v, recording, nil); err != nil {
				return err
			}
			return exitWith(v.Exit)
		},
	}
	cmd.Flags().StringVar(&profile, "profile", "", "judge by another profile than the run's")
	cmd.Flags().BoolVar(&strict, "strict", false, "demand each SHOULD like a MUST")
	cmd.Flags().BoolVar(&asJSON, "json", false, "print verdict.json")
	return cmd
}
