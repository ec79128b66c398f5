package claim

import (
	"github.com/osact/osact/suites/exchange"
)

// Ids that no server and no action has, and a project that no actor is in. Where a
// challenge has chosen others, those are asked for: see exchange.Bindings.
const (
	UnknownServer  = exchange.UnknownServer
	UnknownAction  = exchange.UnknownAction
	UnknownProject = exchange.UnknownProject
)

// A request id of the caller's own, and the header in which it is sent, both
// without the last digit: where two questions have the same, an answer that
// takes it is held against both.
const (
	CallersRequestID = "req-00000000-0000-4000-8000-00000000ca1"
	CallersHeader    = "X-OpenStack-Request-ID: " + CallersRequestID
)

// OwnProject stands in what claims ask for the symbol of the project of whoever
// asks it.
const OwnProject = "{own.project}"

// OwnToken stands in what claims ask for the token of whoever asks it, or of the
// owner where that is nobody: for a token in another place than X-Auth-Token.
const OwnToken = "{own.token}"

// ProjectOf returns the symbol of an actor's project.
func ProjectOf(actor exchange.Actor) string {
	return string(actor) + ".project"
}

// UserOf returns the symbol of the user who plays an actor. It is bound where
// the login told who that is.
func UserOf(actor exchange.Actor) string {
	return string(actor) + ".user"
}

// RunID is the symbol of the run's id. Only a run that may write has it: what
// writes needs it, and without it is not asked.
const RunID = "run.id"

// The symbols of what osact's servers are made of. They are given, or found.
const (
	OwnImage    = "own.image"    // id of an image
	OwnFlavor   = "own.flavor"   // id of a flavor
	OwnNetworks = "own.networks" // JSON: "none", or [{"uuid": "…"}]
)
