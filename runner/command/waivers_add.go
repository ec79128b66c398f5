package command

import (
	"errors"
	"fmt"
	"io/fs"
	"slices"

	"github.com/spf13/cobra"

	"github.com/osact/osact/openapi"
	"github.com/osact/osact/runner/catalogue"
	"github.com/osact/osact/runner/exit"
	"github.com/osact/osact/runner/gate"
	"github.com/osact/osact/runner/verdict"
	"github.com/osact/osact/runner/waiver"
	"github.com/osact/osact/suites/exchange"
)

// waiversAddOptions are the flags of osact waivers add.
type waiversAddOptions struct {
	contractOptions
	owner, issue, reason, expires, added string
	everywhere                           bool
}

func newWaiversAdd(p *process) *cobra.Command {
	var o waiversAddOptions
	cmd := &cobra.Command{
		Use:   "add FILE RUN REQUIREMENT",
		Short: "Waive what a run found of a requirement, with an owner and an end",
		Long: `Write into a file of waivers what a run found to be violated of a requirement: one
waiver for each kind and place, for the target of the run. The run is the folder of its
results, its recording or its verdict.json. The file is made where there is none.`,
		Example: `  osact waivers add waivers.yaml out show.events.newest-first \
    --owner ops@example.org --issue https://bugs.example.org/1234 --reason "fixed in 2027.1" --expires 2027-02-28`,
		Args: takes(3, "osact waivers add takes a file, a run and a requirement, as in osact waivers add waivers.yaml out show.events.newest-first"),
		RunE: func(cmd *cobra.Command, args []string) error {
			return o.add(cmd, p, args[0], args[1], args[2])
		},
	}
	o.contractOptions.flags(cmd)
	cmd.Flags().StringVar(&o.owner, "owner", "", "who answers for it")
	cmd.Flags().StringVar(&o.issue, "issue", "", "URL of where the defect is followed up")
	cmd.Flags().StringVar(&o.reason, "reason", "", "why it is let pass")
	cmd.Flags().StringVar(&o.expires, "expires", "", "the last day on which it holds, like 2027-02-28: 90 days ahead at most, unless the file says otherwise")
	cmd.Flags().StringVar(&o.added, "added", "", "the first day on which it holds (default: today, in UTC)")
	cmd.Flags().BoolVar(&o.everywhere, "every-target", false, "for each target, not that of the run alone")
	return cmd
}

func (o *waiversAddOptions) add(cmd *cobra.Command, p *process, path, from, id string) error {
	for _, flag := range [][2]string{{"owner", o.owner}, {"expires", o.expires}, {"issue", o.issue}, {"reason", o.reason}} {
		if flag[1] == "" {
			return exit.Usagef("--%s is missing: a waiver has an owner, an end, an issue and a reason", flag[0])
		}
	}
	contract, err := o.load(cmd, p)
	if err != nil {
		return err
	}
	added, err := dayOf(o.added)
	if err != nil {
		return exit.Usagef("--added: %w", err)
	}
	expires, err := waiver.ParseDay(o.expires)
	if err != nil {
		return exit.Usagef("--expires: %w", err)
	}
	side, err := gate.Load(from, contract, false)
	if err != nil {
		return exit.Usagef("the run can't be read: %w", err)
	}
	file, err := waiver.Read(path)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return exit.Usagef("the waivers can't be read: %w", err)
	}
	waivers, err := o.waiversFor(contract, side.Verdict, id)
	if err != nil {
		return err
	}
	for i := range waivers {
		waivers[i].Added, waivers[i].Expires = added, expires
	}
	file.Waivers = append(file.Waivers, waivers...)
	if err := file.Check(contract); err != nil {
		return exit.Usagef("%s would not be right: %w", path, err)
	}
	if err := waiver.Add(path, waivers...); err != nil {
		return exit.Usagef("the waivers can't be written: %w", err)
	}
	for _, w := range waivers {
		fmt.Fprintf(p.stdout, "waived until %s: %s, %s at %s\n", w.Expires, w.Requirement, *w.Kind, *w.At)
	}
	return nil
}

// waiversFor makes a waiver for each cause of a requirement that is violated.
func (o *waiversAddOptions) waiversFor(contract *openapi.Contract, v verdict.Verdict, id string) ([]waiver.Waiver, error) {
	if _, ok := contract.Requirement(id); !ok {
		_, err := catalogue.Demanded(contract, v.Profile, []string{id})
		return nil, err
	}
	var targets []string
	if !o.everywhere {
		targets = []string{v.Target.URL}
		if v.Target.Kind == exchange.Embedded {
			targets = []string{waiver.Embedded}
		}
	}
	var all []waiver.Waiver
	for _, c := range v.BreachesByRequirement()[id] {
		all = append(all, waiver.Waiver{
			Requirement: id, Kind: &c.Kind, At: &c.At, Targets: slices.Clone(targets), Reason: o.reason, Issue: o.issue, Owner: o.owner,
		})
	}
	if len(all) == 0 {
		return nil, exit.Usagef("%s is not violated in that run, so there is nothing to waive", id)
	}
	return all, nil
}
