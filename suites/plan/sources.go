package plan

import (
	"net/http"
	"slices"

	"github.com/osact/osact/suites/exchange"
)

// Sources are what a plan is told about the things that claims are about: how
// they are found or made, and what is asked of them beside the claims.
type Sources struct {
	// Captures bind the symbols. Each is planned only if something needs it.
	Captures []Capture
	// Writes change servers of osact's own, in this order.
	Writes []Write
	// Quiet are questions about a server that is written to, asked in turn
	// after the last write but its deletion.
	Quiet Quiet
	// Control returns the control question of an account, on the legacy path or
	// elsewhere.
	Control func(actor exchange.Actor, legacy bool) exchange.Probe
	// Needs returns symbols without which a question is not asked though it does not
	// name them. Nil: there are none.
	Needs func(exchange.Probe) []string
	// Optional are actors whom nobody need play.
	Optional []exchange.Actor
	// Revisits are asked when the claims about the same are answered.
	Revisits []Revisit
}

// Revisit is a question that is asked once more when all that is claimed about
// the same is answered: what goes on in a cloud while it is judged is seen by it.
type Revisit struct {
	Probe exchange.Probe // its Nth is exchange.Last
	// About is a symbol, or what symbols begin with. The questions of claims whose paths hold it
	// come before; where there are none, it is not asked.
	About string
	// Compared is a symbol, if any. Where no claim lays several answers about it
	// beside each other, it is not asked.
	Compared string
}

// Write is a question that changes servers of osact's own, and is recorded as
// an action of each.
type Write struct {
	Probe exchange.Probe
	// Servers are the symbols of the servers that it is about. What is written
	// about one server is written in turn.
	Servers []string
	// Polls are, for each of these servers, the questions that are asked until
	// the action has ended. It is empty where nobody waits for that.
	Polls [][]exchange.Probe
	// Needs are symbols without which it is not asked.
	Needs []string
	// Binds are the symbols that tell of the action that it causes.
	Binds []string
}

// Bound reports that a symbol tells of the action that the write causes.
func (w Write) Bound(symbol string) bool { return slices.Contains(w.Binds, symbol) }

// removes reports that a write ends the life of its server.
func (w Write) removes() bool { return w.Probe.Method == http.MethodDelete }

// Quiet are questions about a server, asked in turn while nothing is written to
// it.
type Quiet struct {
	Server string // its symbol
	Probes []exchange.Probe
}
