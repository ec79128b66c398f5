package cast_test

import (
	"strings"
	"testing"

	"github.com/osact/osact/suites"
	"github.com/osact/osact/suites/cast"
	"github.com/osact/osact/suites/exchange"
	"github.com/osact/osact/suites/suitestest"
)

// TestAnythingCanBeGivenByHand: whatever is given by hand, every profile has a plan, and
// asks for nothing that was given.
func TestAnythingCanBeGivenByHand(t *testing.T) {
	contract := suitestest.Contract(t)
	groups := [][]string{
		{"target.legacy", "member.project"},
		{"admin.project"},
		{"outsider.project"},
		{"finished.server", "finished.id"},
		{"failed.server", "failed.id"},
		{"deleted.server", "deleted.id"},
	}
	for _, p := range contract.Profiles() {
		t.Run(p.Name, func(t *testing.T) {
			t.Parallel()
			claims, err := suites.Demanded(contract, exchange.Selection{Profile: p.Name})
			if err != nil {
				t.Fatal(err)
			}
			for chosen := range 1 << len(groups) {
				var given []exchange.Binding
				var symbols []string
				for i, group := range groups {
					for _, symbol := range group {
						if chosen>>i&1 == 1 {
							given = append(given, exchange.Binding{Symbol: symbol, Value: "given", Origin: "a test"})
							symbols = append(symbols, symbol)
						}
					}
				}
				planned, err := cast.Plan(contract, p.Name, claims, given)
				if err != nil {
					t.Fatalf("with %s: %v", strings.Join(symbols, ", "), err)
				}
				for _, symbol := range symbols {
					if !planned.Given(symbol) {
						t.Errorf("with %s: %s is looked for", strings.Join(symbols, ", "), symbol)
					}
				}
			}
		})
	}
}
