package suites

import (
	"fmt"

	"github.com/osact/osact/suites/exchange"
)

// The actions that claims are about, as symbols; discovery binds them.
var (
	finished = named("finished") // ended well, in more than one event where there is such a one
	failed   = named("failed")   // ended in an error
	running  = named("running")  // has an event that has not ended
	foreign  = named("foreign")  // asked for by another user than most are
	deleted  = named("deleted")  // of a server that has been deleted
	// misplaced is an action with the server of another one.
	misplaced = named("misplaced")
)

// Ids that no server and no action has, and a project that no actor is in.
const (
	nobodysServer  = "00000000-0000-4000-8000-000000000000"
	nobodysAction  = "req-00000000-0000-4000-8000-000000000000"
	nobodysProject = "00000000000040008000000000000000"
)

// A request id of the caller's own, and the header in which it is sent, both
// without the last digit: where two questions have the same, an answer that
// takes it is held against both.
const (
	callersRequest = "req-00000000-0000-4000-8000-00000000ca1"
	callersID      = "X-OpenStack-Request-ID: " + callersRequest
)

// ownProject stands in what claims ask for the symbol of the project of whoever
// asks it.
const ownProject = "{own.project}"

func named(name string) action {
	return action{"{" + name + ".server}", "{" + name + ".id}"}
}

// read returns the action that discovery reads as its nth.
func read(n int) action {
	return named(fmt.Sprintf("read.%d", n))
}

// projectOf returns the symbol of an actor's project.
func projectOf(actor exchange.Actor) string {
	return string(actor) + ".project"
}

// userOf returns the symbol of the user who plays an actor. It is bound where
// the login told who that is.
func userOf(actor exchange.Actor) string {
	return string(actor) + ".user"
}
