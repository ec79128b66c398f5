package command

import (
	"cmp"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/osact/osact/runner/connect"
	"github.com/osact/osact/runner/ledger"
	"github.com/osact/osact/runner/record"
	"github.com/osact/osact/suites/cast"
	"github.com/osact/osact/suites/claim"
	"github.com/osact/osact/suites/exchange"
)

// writing is what a command can be told about the servers that osact makes.
type writing struct {
	allowed bool
	image   string
	flavor  string
	network string
}

func (w *writing) flags(cmd *cobra.Command) {
	flags := cmd.Flags()
	flags.BoolVar(&w.allowed, "allow-writes", false, "make two servers, act on them, and delete them (the reference cloud is always written to)")
	flags.StringVar(&w.image, "image", "", "id of the image of these servers (default: that of a server of the member's)")
	flags.StringVar(&w.flavor, "flavor", "", "id of their flavor (default: that of the same server)")
	flags.StringVar(&w.network, "network", "", "id of their network (default: none)")
}

// check refuses ids that cannot be ids.
func (w *writing) check() error {
	for flag, id := range map[string]string{"image": w.image, "flavor": w.flavor, "network": w.network} {
		if id != "" && !cast.Nameable(id) {
			return usage("--%s %q: give an id, of letters, digits, dots, dashes and underscores", flag, id)
		}
	}
	return nil
}

// bindings are what a run has to know to write; none where it may not.
func (w *writing) bindings(run string) []exchange.Binding {
	if !w.allowed {
		return nil
	}
	networks := `"none"`
	if w.network != "" {
		networks = fmt.Sprintf(`[{"uuid": "%s"}]`, w.network)
	}
	known := []exchange.Binding{
		{Symbol: claim.RunID, Value: run, Origin: "flag --allow-writes"},
		{Symbol: claim.OwnNetworks, Value: networks, Origin: "flag --network"},
	}
	if w.image != "" {
		known = append(known, exchange.Binding{Symbol: claim.OwnImage, Value: w.image, Origin: "flag --image"})
	}
	if w.flavor != "" {
		known = append(known, exchange.Binding{Symbol: claim.OwnFlavor, Value: w.flavor, Origin: "flag --flavor"})
	}
	return known
}

// keeping is what a command can be told about where a run keeps things.
type keeping struct{ out, ledger string }

func (k *keeping) flags(cmd *cobra.Command) {
	cmd.Flags().StringVar(&k.out, "out", "out", "folder of verdict.json, recording.har, report.html, junit.xml and summary.md")
	cmd.Flags().StringVar(&k.ledger, "ledger", "", "file that names the servers of a run with --allow-writes, until they are gone (default ledger.json in --out)")
}

// path returns where the ledger is.
func (k *keeping) path() string {
	return cmp.Or(k.ledger, filepath.Join(k.out, "ledger.json"))
}

// newRunID returns an id that no other run has.
func newRunID() string { return strings.ToLower(rand.Text()) }

// checkLedger refuses to write while servers of an earlier run may be there.
func checkLedger(path string) error {
	if _, err := ledger.New(path, ledger.Heading{}); err != nil {
		return usage("%w", err)
	}
	return nil
}

// openLedger returns the ledger of a run that may write to a target, nil for
// any other. Where it is kept is said before anything is made.
func openLedger(path, run string, c *connect.Connection, say io.Writer) (*ledger.Ledger, error) {
	maker := exchange.Member
	l, err := ledger.New(path, ledger.Heading{
		Run: run, Target: c.Target.URL, Actor: maker, Origin: c.Actors[maker].Origin, Project: c.Actors[maker].Project,
	})
	if err != nil {
		return nil, usage("%w", err)
	}
	fmt.Fprintf(say, "osact: the servers that this run makes are named %s%s-…; %s says so until they are gone\n", cast.OwnName, run, path)
	return l, nil
}

// sweepTime is how long the deletion of a run's servers may take.
const sweepTime = 2 * time.Minute

// sweep deletes what a ledger names. It does so too when ctx is cancelled: who
// interrupts a run wants its servers gone.
func (a *asking) sweep(ctx context.Context, c *connect.Connection, l *ledger.Ledger, within time.Duration) error {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), within)
	defer cancel()
	player, err := record.Equip(a.player(), c)
	if err != nil {
		return defect("%w", err)
	}
	session := player.Session()
	defer session.Close()
	if err := l.Sweep(ctx, session.Ask); err != nil {
		return &Exit{exitIncomplete, err}
	}
	return nil
}

// newCleanup deletes what a run could not.
func newCleanup(w *world) *cobra.Command {
	var a asking
	var kept keeping
	cmd := &cobra.Command{
		Use:   "cleanup [LEDGER]",
		Short: "Delete the servers that a run made and left behind",
		Long: `Delete the servers that a run made and left behind, since it was killed or lost
its target. The ledger says which: out/ledger.json, unless another is named or that
run was told another --out or --ledger. The servers are looked for by their names,
which no other server has, and nothing else is deleted. When they are gone the
ledger is, too.`,
		Example: `  osact cleanup --as member=staging
  osact cleanup out/ledger.json`,
		Args: func(cmd *cobra.Command, args []string) error {
			if named := cmd.Flags().Changed("out") || cmd.Flags().Changed("ledger"); len(args) > 1 || len(args) == 1 && named {
				return usage("osact cleanup takes one ledger")
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := a.fill(cmd, w.environ); err != nil {
				return err
			}
			path := kept.path()
			if len(args) == 1 {
				path = args[0]
			}
			return a.cleanup(cmd.Context(), w, path)
		},
	}
	a.access(cmd)
	kept.flags(cmd)
	return cmd
}

// defaultLedger is where a run keeps its ledger unless it is told otherwise.
const defaultLedger = "out/ledger.json"

// cleanup deletes the servers of a ledger. The target is the ledger's unless the
// command line names one: at another they would not be found, and taken for gone.
func (a *asking) cleanup(ctx context.Context, w *world, path string) error {
	l, err := ledger.Load(path)
	if errors.Is(err, fs.ErrNotExist) {
		return noLedger(w, path)
	}
	if err != nil {
		return usage("%w", err)
	}
	h := l.Heading()
	if a.origins["target"] != "--target" {
		a.target, a.origins["target"] = h.Target, path
	}
	if err := a.complete(); err != nil {
		return err
	}
	ctx, caught, stop := interruptible(ctx)
	defer stop()
	c, err := a.connect(ctx, w.environ)
	if err != nil {
		return err
	}
	defer c.Close() // nothing was written through it
	switch me, ok := c.Actors[h.Actor]; {
	case !ok:
		return usage("the servers were made as %s (%s): give --as %s=CLOUD, or its token in %s", h.Actor, h.Origin, h.Actor, exchange.TokenVariable(h.Actor))
	case h.Project != "" && me.Project != "" && h.Project != me.Project:
		return usage("the servers were made in the project %s (%s), and %s is in %s: choose the account that made them", h.Project, h.Origin, me.Origin, me.Project)
	}
	within, cancel := context.WithTimeout(ctx, a.deadline)
	defer cancel()
	player, err := record.Equip(a.player(), c)
	if err != nil {
		return defect("%w", err)
	}
	session := player.Session()
	defer session.Close()
	if err := l.Sweep(within, session.Ask); err != nil {
		if n := caught(); n != 0 {
			return &Exit{n, err}
		}
		return &Exit{exitIncomplete, err}
	}
	fmt.Fprintf(w.stdout, "the servers named %s%s-… are gone, and so is %s\n", cast.OwnName, h.Run, path)
	return nil
}

// noLedger tells what it means that there is no ledger: a run that cleaned up
// has left its folder, and where there is no folder either the path is wrong.
func noLedger(w *world, path string) error {
	folder := filepath.Dir(path)
	if _, err := os.Stat(folder); err != nil && path != defaultLedger {
		return usage("there is no ledger at %s, and no folder %s: give the path that osact run named", path, folder)
	}
	fmt.Fprintf(w.stdout, "there is no ledger at %s: a run that kept it there has left nothing behind\n", path)
	return nil
}
