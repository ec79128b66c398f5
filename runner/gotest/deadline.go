package gotest

import (
	"time"

	"github.com/osact/osact/runner/exit"
	"github.com/osact/osact/runner/run"
)

// reserve is how long judging a recording and writing the files may take.
const reserve = 20 * time.Second

// Fit shortens a run so that it is over before the test binary is ended, which
// deletes no server. It refuses a run that is left no time to ask.
func Fit(r *run.Run, end time.Time) error {
	room := time.Until(end) - reserve
	if r.Ledger != "" {
		room -= run.DeletionTime
	}
	if room <= 0 {
		return exit.Usagef("the -timeout of go test leaves the run no time: judging takes up to %s, and deleting servers up to %s: give a longer one, as in go test -timeout=20m", reserve, run.DeletionTime)
	}
	r.Player.Deadline = min(r.Player.Deadline, room)
	return nil
}
