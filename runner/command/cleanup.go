package command

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"github.com/osact/osact/runner/exit"
	"github.com/osact/osact/runner/ledger"
	"github.com/osact/osact/runner/options"
	"github.com/osact/osact/runner/record"
	"github.com/osact/osact/runner/signals"
	"github.com/osact/osact/suites/cast"
	"github.com/osact/osact/suites/exchange"
)

// newCleanup deletes what a run could not.
func newCleanup(p *process) *cobra.Command {
	var o options.Ask
	var files options.Files
	cmd := &cobra.Command{
		Use:   "cleanup [LEDGER]",
		Short: "Delete the servers that a run made and left behind",
		Long: `Delete the servers that a run made and left behind, since it was killed or lost
its target. The ledger says which: out/ledger.json, unless another is named or that
run had another --out or --ledger. The servers are looked for by their names,
which no other server has, and nothing else is deleted. When they are gone the
ledger is, too.`,
		Example: `  osact cleanup --as member=staging
  osact cleanup out/ledger.json`,
		Args: func(cmd *cobra.Command, args []string) error {
			if named := cmd.Flags().Changed("out") || cmd.Flags().Changed("ledger"); len(args) > 1 || len(args) == 1 && named {
				return exit.Usagef("osact cleanup takes one ledger")
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := options.Fill(&o.Settings, cmd.Flags(), p.environ); err != nil {
				return err
			}
			path := files.LedgerPath()
			if len(args) == 1 {
				path = args[0]
			}
			return cleanup(cmd.Context(), p, &o, path)
		},
	}
	o.AddAccessFlags(cmd.Flags())
	files.AddFlags(cmd.Flags())
	return cmd
}

// cleanup deletes the servers of a ledger. The target is the ledger's, if somebody else
// says so too, unless the command line names one: at another they would not be found,
// and taken for gone.
func cleanup(ctx context.Context, p *process, o *options.Ask, path string) error {
	l, err := ledger.Load(path)
	if errors.Is(err, fs.ErrNotExist) {
		return noLedger(p, path)
	}
	if err != nil {
		return exit.Usagef("%w", err)
	}
	h := l.Owner()
	if err := o.ForLedger(h.Target, path, p.environ); err != nil {
		return err
	}
	if err := o.Complete(); err != nil {
		return err
	}
	ctx, caught, stop := signals.Context(ctx)
	defer stop()
	c, err := connected(ctx, p, o, caught)
	if err != nil {
		return err
	}
	defer c.Close() // nothing was written through it
	if o.Target == "" && c.Target.URL != h.Target {
		return exit.Usagef("the servers of %s are at %s, and the catalog has the compute service at %s: give --target with the one that is right", path, h.Target, c.Target.URL)
	}
	switch me, ok := c.Actors[h.Actor]; {
	case !ok:
		return exit.Usagef("the servers were made as %s (%s): give --as %s=CLOUD, or its token in %s", h.Actor, h.Origin, h.Actor, exchange.TokenVariable(h.Actor))
	case h.Project != "" && me.Project != "" && h.Project != me.Project:
		return exit.Usagef("the servers were made in the project %s (%s), and %s is in %s: choose the account that made them", h.Project, h.Origin, me.Origin, me.Project)
	}
	within, cancel := context.WithTimeout(ctx, o.Deadline)
	defer cancel()
	player, err := record.PlayerFor(c, o.Player())
	if err != nil {
		return exit.Defectf("%w", err)
	}
	session := player.Session()
	defer session.Close()
	if err := l.DeleteServers(within, session.Ask); err != nil {
		if n := caught(); n != 0 {
			return &exit.Error{Code: n, Err: err}
		}
		return &exit.Error{Code: exit.Incomplete, Err: err}
	}
	fmt.Fprintf(p.stdout, "the servers named %s%s-… are gone, and so is %s\n", cast.OwnName, h.Run, path)
	return nil
}

// noLedger says that there is no ledger. A run that has deleted its servers leaves
// its folder: where there is no folder either, the path is wrong.
func noLedger(p *process, path string) error {
	folder := filepath.Dir(path)
	if _, err := os.Stat(folder); err != nil && path != new(options.Files).LedgerPath() {
		return exit.Usagef("there is no ledger at %s, and no folder %s: give the path that osact run named", path, folder)
	}
	fmt.Fprintf(p.stdout, "there is no ledger at %s: a run that kept it there has left no server behind\n", path)
	return nil
}
