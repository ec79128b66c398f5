// Package run is one run: a target is asked, its answers are kept, the servers that
// were made for that are deleted, and what was found in the answers becomes a
// verdict and the files about it. The binary, the Ginkgo specs and Go tests all
// run so; between the two halves each judges in its own way.
package run

import (
	"context"
	"crypto/rand"
	"errors"
	"io"
	"strings"

	"github.com/osact/osact/openapi"
	"github.com/osact/osact/runner/bundle"
	"github.com/osact/osact/runner/connect"
	"github.com/osact/osact/runner/contract"
	"github.com/osact/osact/runner/diagnose"
	"github.com/osact/osact/runner/exit"
	"github.com/osact/osact/runner/gate"
	"github.com/osact/osact/runner/play"
	"github.com/osact/osact/runner/record"
	"github.com/osact/osact/runner/results"
	"github.com/osact/osact/runner/secret"
	"github.com/osact/osact/runner/version"
	"github.com/osact/osact/suites/claim"
	"github.com/osact/osact/suites/exchange"
)

// Run is what a run goes by.
type Run struct {
	ID       string // see NewID
	Contract *openapi.Contract
	// ContractFolder is where the contract was loaded from. Empty: it is osact's own.
	ContractFolder string
	Claims         []claim.Claim // that are judged: suites.Demanded of Selection
	Selection      exchange.Selection
	Challenge      exchange.Challenge
	Settings       map[string]string // see exchange.Recording
	Player         play.Player       // how it asks; see record.Record
	// Ledger is the file that names the servers that the run makes at a target, until
	// they are gone. Empty: it makes none. The reference cloud is written to anyway.
	Ledger string
	// Results is where the files go. Without a path there are none.
	Results results.Folder
	// Bundle is the file that all of the results are put into, beside Results, and More
	// what is added there. Empty: there is none.
	Bundle string
	More   bundle.Additions
	Public bool // the bundle is one that can be published
	// Strict demands each SHOULD like a MUST.
	Strict bool
	Terms  gate.Terms // of the gate, if there is one
}

// NewID returns the id of a run, which no other has.
func NewID() string { return strings.ToLower(rand.Text()) }

// Ask records. However that ends, it deletes the servers that the run has made
// before it returns; left says which it could not delete. What to know before
// anything is made goes to say.
func (r *Run) Ask(ctx context.Context, c *connect.Connection, say io.Writer) (recording exchange.Recording, left, err error) {
	player := r.Player
	if r.Ledger != "" && c.Target.Kind == exchange.Given {
		l, err := r.openLedger(c, say)
		if err != nil {
			return recording, nil, err
		}
		player.Ledger = l
		defer func() { left = r.deleteServers(ctx, c, l, DeletionTime) }()
	}
	recording, err = record.Record(ctx, r.Contract, c, record.Options{
		Suite: version.This().Version, Profile: r.Selection.Profile, Only: r.Selection.Only, Covering: r.Selection.Covering, Claims: r.Claims, Challenge: r.Challenge, Settings: r.Settings,
	}, player)
	if err != nil {
		err = contract.Unfit(r.ContractFolder, "nothing can be asked by it", err)
	} else if other := diagnose.OtherService(recording); other != "" {
		err = exit.Usagef("%s", other)
	}
	return recording, nil, err
}

// Keep writes the recording alone, where results are written, and returns why it
// could not be judged, and where it is.
func (r *Run) Keep(recording exchange.Recording, guard *secret.Redactor, why error) error {
	if r.Results.Path == "" {
		return why
	}
	return r.Results.Keep(recording, guard, why)
}

// Ended is the error that a run ends with: what went wrong, else its exit code,
// either with the servers that are left over.
func Ended(code int, left, err error) error {
	switch {
	case err != nil:
		return errors.Join(err, left)
	case left != nil:
		return &exit.Error{Code: code, Err: left}
	}
	return exit.With(code)
}
