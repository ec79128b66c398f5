package command

import (
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"github.com/osact/osact/openapi"
	"github.com/osact/osact/runner/exit"
	"github.com/osact/osact/runner/render/phrase"
	"github.com/osact/osact/runner/verdict"
	"github.com/osact/osact/runner/waiver"
)

func newWaiversLint(p *process) *cobra.Command {
	var o contractOptions
	var asOf string
	cmd := &cobra.Command{
		Use:   "lint FILE",
		Short: "Say what is wrong with a file of waivers, offline",
		Long: `Say what is wrong with a file of waivers. Nothing is asked. What ends within 14
days is named.

Exit codes: 0 all is well, 2 something is wrong, 4 a waiver has expired.`,
		Args: takes(1, "osact waivers lint takes one file, as in osact waivers lint waivers.yaml"),
		RunE: func(cmd *cobra.Command, args []string) error {
			contract, err := o.load(cmd, p)
			if err != nil {
				return err
			}
			file, err := readWaivers(args[0], contract)
			if err != nil {
				return err
			}
			day, err := dayOf(asOf)
			if err != nil {
				return err
			}
			expired := 0
			for _, w := range file.Waivers {
				left := day.Until(w.Expires)
				switch {
				case left < 0:
					expired++
					fmt.Fprintf(p.stdout, "%s:%d: %s expired on %s\n", args[0], w.Line, w.Requirement, w.Expires)
				case left <= verdict.SoonExpired:
					fmt.Fprintf(p.stdout, "%s:%d: %s ends on %s, in %s\n", args[0], w.Line, w.Requirement, w.Expires, phrase.Count(left, "day"))
				}
			}
			fmt.Fprintf(p.stdout, "%s, %d expired\n", phrase.Count(len(file.Waivers), "waiver"), expired)
			if expired > 0 {
				return exit.With(exit.Policy)
			}
			return nil
		},
	}
	o.flags(cmd)
	cmd.Flags().StringVar(&asOf, "as-of", "", "the day that ends are held against, like 2026-11-30 (default: today, in UTC)")
	return cmd
}

// readWaivers reads a file of waivers that is right.
func readWaivers(path string, contract *openapi.Contract) (waiver.File, error) {
	file, err := waiver.Read(path)
	if err != nil {
		return file, exit.Usagef("the waivers can't be read: %w", err)
	}
	if err := file.Check(contract); err != nil {
		return file, exit.Usagef("%s: %w", path, err)
	}
	return file, nil
}

// dayOf reads a day, which is today where none is given.
func dayOf(text string) (waiver.Day, error) {
	if text == "" {
		return waiver.DayOf(time.Now()), nil
	}
	day, err := waiver.ParseDay(text)
	if err != nil {
		return day, exit.Usagef("--as-of: %w", err)
	}
	return day, nil
}
