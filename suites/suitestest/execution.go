package suitestest

import (
	"testing"

	"github.com/osact/osact/openapi"
	"github.com/osact/osact/suites/cast"
	"github.com/osact/osact/suites/claim"
	"github.com/osact/osact/suites/exchange"
	"github.com/osact/osact/suites/plan"
)

// Accounts are identities of which nothing is known.
func Accounts(actors ...exchange.Actor) map[exchange.Actor]exchange.Identity {
	known := map[exchange.Actor]exchange.Identity{}
	for _, a := range actors {
		known[a] = exchange.Identity{Origin: "a test"}
	}
	return known
}

func NewExecution(t *testing.T, contract *openapi.Contract, ask claim.Ask, actors map[exchange.Actor]exchange.Identity, given []exchange.Binding) *plan.Execution {
	t.Helper()
	planned, err := cast.Plan(contract, "full", Asking(ask), given)
	if err != nil {
		t.Fatal(err)
	}
	return plan.NewExecution(contract, planned, actors, given)
}

// Executed is an execution at its end.
func Executed(t *testing.T, contract *openapi.Contract, f Fake, ask claim.Ask, actors map[exchange.Actor]exchange.Identity, given []exchange.Binding) *plan.Execution {
	t.Helper()
	w := NewExecution(t, contract, ask, actors, given)
	f.Play(w, InTurn)
	return w
}

func Bindings(w *plan.Execution) exchange.Bindings {
	all := exchange.Bindings{}
	for _, b := range w.Bindings() {
		all[b.Symbol] = b.Value
	}
	return all
}
