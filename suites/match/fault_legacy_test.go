package match_test

import (
	"testing"

	"github.com/osact/osact/openapi"
	. "github.com/osact/osact/suites/match"
)

// On the legacy path a message may say what it likes, as long as there is one;
// the form of a fault is not free.
func TestFaultOnTheLegacyPath(t *testing.T) {
	unknown := HaveFault(404, "itemNotFound", server)
	for _, test := range []struct {
		name    string
		edition openapi.Edition
		change  change
		wrong   int
	}{
		{"other words", openapi.Legacy(), edit(server, "it"), 0},
		{"other words at a microversion", openapi.At(openapi.Version{Major: 2, Minor: 1}), edit(server, "it"), 1},
		{"another key", openapi.Legacy(), edit("itemNotFound", "badRequest"), 1},
		{"no message", openapi.Legacy(), edit(`"message"`, `"text"`), 1},
	} {
		t.Run(test.name, func(t *testing.T) {
			a := refusal(test.change)
			a.Place.Edition = test.edition
			if found := unknown(scene(a)); len(found) != test.wrong {
				t.Errorf("violations = %v, want %d", found, test.wrong)
			}
		})
	}
}
