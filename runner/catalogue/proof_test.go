package catalogue

import (
	"strings"
	"testing"

	"github.com/osact/osact/openapi"
)

// Each requirement that something can violate has a fault that shows how; of the others
// it is said why there is none.
func TestEveryRequirementHasAProof(t *testing.T) {
	contract, err := openapi.Load(openapi.Embedded())
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range contract.Requirements() {
		fault, err := Proof(contract, r.ID)
		switch {
		case r.Level == openapi.May || r.Unclaimed != "":
			if err == nil || !strings.Contains(err.Error(), r.ID) {
				t.Errorf("%s: got %q and %v, want why there is none", r.ID, fault.Name, err)
			}
		case err != nil:
			t.Error(err)
		case !fault.IsNamed(r.ID):
			t.Errorf("%s: the fault %s is about %s", r.ID, fault.Name, fault.Requirement)
		}
	}
	if _, err := Proof(contract, "show.status.is-20"); err == nil || !strings.Contains(err.Error(), "show.status.is-200") {
		t.Errorf("an unknown one: %v", err)
	}
}
