package cast

import (
	"slices"

	"github.com/osact/osact/suites/claim"
	"github.com/osact/osact/suites/exchange"
	"github.com/osact/osact/suites/plan/covering"
)

// WhoseAndWhen are the triples of actor, edition and kind of action that can be asked
// with nothing else wrong: of those who may see, and of those who may not.
func WhoseAndWhen(s claim.Scope) []covering.Model {
	all := []covering.Model{served(questions(s)), strange(questions(s))}
	for i := range all {
		all[i].Strength, all[i].Stronger = 1, []covering.Group{whoseAndWhen()}
	}
	return all
}

// Missing are the combinations of some models that no probe has.
func Missing(s claim.Scope, models []covering.Model, asked []exchange.Probe) []covering.Tuple {
	var all []covering.Tuple
	for _, m := range models {
		met, _ := m.Coverage(rowsOf(m, rowsAsked(s, asked)))
		all = append(all, slices.Collect(met.Missing())...)
	}
	return all
}
