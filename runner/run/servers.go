package run

import (
	"context"
	"fmt"
	"io"
	"time"

	"github.com/osact/osact/runner/connect"
	"github.com/osact/osact/runner/exit"
	"github.com/osact/osact/runner/ledger"
	"github.com/osact/osact/runner/record"
	"github.com/osact/osact/suites/cast"
	"github.com/osact/osact/suites/exchange"
)

// CheckLedger refuses to write while servers of an earlier run may be there.
func CheckLedger(path string) error {
	if _, err := ledger.New(path, ledger.Owner{}); err != nil {
		return exit.Usagef("%w", err)
	}
	return nil
}

// openLedger returns the ledger of a run that may write to a target. Where it is
// kept is said before anything is made.
func (r *Run) openLedger(c *connect.Connection, say io.Writer) (*ledger.Ledger, error) {
	maker := exchange.Member
	l, err := ledger.New(r.Ledger, ledger.Owner{
		Run: r.ID, Target: c.Target.URL, Actor: maker, Origin: c.Actors[maker].Origin, Project: c.Actors[maker].Project,
	})
	if err != nil {
		return nil, exit.Usagef("%w", err)
	}
	fmt.Fprintf(say, "osact: the servers of this run are named %s%s-…; %s lists them until they are deleted\n", cast.OwnName, r.ID, r.Ledger)
	return l, nil
}

// DeletionTime is how long the deletion of a run's servers may take.
const DeletionTime = 2 * time.Minute

// deleteServers deletes the servers of a ledger, also when ctx is cancelled: who
// interrupts a run wants its servers gone.
func (r *Run) deleteServers(ctx context.Context, c *connect.Connection, l *ledger.Ledger, within time.Duration) error {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), within)
	defer cancel()
	deleting := r.Player
	// What is left of the time to ask says nothing about these questions, and nobody
	// counts them.
	deleting.Deadline, deleting.Progress, deleting.Note = within, nil, nil
	deleting.RequestID = nil // what it names are the questions of the recording
	player, err := record.PlayerFor(c, deleting)
	if err != nil {
		return exit.Defectf("%w", err)
	}
	session := player.Session()
	defer session.Close()
	if err := l.DeleteServers(ctx, session.Ask); err != nil {
		return &exit.Error{Code: exit.Incomplete, Err: err}
	}
	return nil
}
