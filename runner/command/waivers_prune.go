package command

import (
	"fmt"

	"github.com/spf13/cobra"

	"github.com/osact/osact/runner/exit"
	"github.com/osact/osact/runner/gate"
	"github.com/osact/osact/runner/render/phrase"
	"github.com/osact/osact/runner/verdict"
	"github.com/osact/osact/runner/waiver"
)

func newWaiversPrune(p *process) *cobra.Command {
	var o contractOptions
	var dry bool
	cmd := &cobra.Command{
		Use:   "prune FILE RUN...",
		Short: "Take waivers out that some runs no longer need",
		Long: `Take the waivers out of a file that no run needs and some run shows to be mended:
what each is about was judged there, and holds. Name a run for each target that the file
is about. A waiver that no run is about stays, and so does one that has expired and is
still needed: its owner decides.`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) < 2 {
				return exit.Usagef("osact waivers prune takes a file and one or more runs, as in osact waivers prune waivers.yaml out")
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			contract, err := o.load(cmd, p)
			if err != nil {
				return err
			}
			file, err := readWaivers(args[0], contract)
			if err != nil {
				return err
			}
			// What has expired is looked at as if it had not: its end is no reason to
			// take it out.
			waivers := make([]waiver.Waiver, len(file.Waivers))
			for i, w := range file.Waivers {
				w.Expires, w.Added = waiver.Day{}, waiver.Day{}
				waivers[i] = w
			}
			mended, needed := map[int]bool{}, map[int]bool{}
			for _, path := range args[1:] {
				side, err := gate.Load(path, contract, false)
				if err != nil {
					return exit.Usagef("the run can't be read: %w", err)
				}
				came, _, err := gate.Terms{Waived: true, Waivers: waivers}.Judge(contract, side.Verdict)
				if err != nil {
					return exit.Defectf("%w", err)
				}
				for i, w := range came.Waivers {
					mended[i] = mended[i] || w.Use == verdict.Unneeded
					needed[i] = needed[i] || w.Use == verdict.Needed
				}
			}
			var lines []int
			for i, w := range file.Waivers {
				if mended[i] && !needed[i] {
					lines = append(lines, w.Line)
					fmt.Fprintf(p.stdout, "%s:%d: %s is mended\n", args[0], w.Line, w.Requirement)
				}
			}
			if dry || len(lines) == 0 {
				fmt.Fprintf(p.stdout, "%s of %d to take out\n", phrase.Count(len(lines), "waiver"), len(file.Waivers))
				return nil
			}
			if err := waiver.Remove(args[0], lines); err != nil {
				return exit.Usagef("the waivers can't be written: %w", err)
			}
			fmt.Fprintf(p.stdout, "%s of %d taken out\n", phrase.Count(len(lines), "waiver"), len(file.Waivers))
			return nil
		},
	}
	o.flags(cmd)
	cmd.Flags().BoolVar(&dry, "dry-run", false, "say what would be taken out, and leave the file as it is")
	return cmd
}
