//go:build unix && !race

// Ginkgo reads the report of a spec that a signal has ended while the spec goes on.

package specs_test

import (
	"os"
	"os/signal"
	"syscall"
	"testing"
	"time"

	"github.com/osact/osact/fixtures/cloud"
	"github.com/osact/osact/openapi"
	"github.com/osact/osact/runner/specs"
	"github.com/osact/osact/suites/claim"
	"github.com/osact/osact/suites/match"
	"github.com/osact/osact/suites/suitestest"
)

// A signal that comes while the specs run ends them, and not what is judged: it is no
// disagreement of the two.
func TestASignalIsNoDisagreement(t *testing.T) {
	contract := suitestest.Contract(t)
	recording := suitestest.Record(t, contract, cloud.Options{})
	came := make(chan os.Signal, 1)
	signal.Notify(came, syscall.SIGTERM)
	defer signal.Stop(came)
	sent := false
	var claims []claim.Claim
	for _, c := range demanded(t) {
		check := c.Check
		c.Check = func(s *match.Scene) []openapi.Violation {
			if !sent {
				sent = true
				if err := syscall.Kill(os.Getpid(), syscall.SIGTERM); err != nil {
					t.Error(err)
				}
				select {
				case <-came:
				case <-time.After(time.Minute):
					t.Error("the signal did not come")
				}
			}
			return check(s)
		}
		claims = append(claims, c)
	}
	findings, _, err := specs.Judge(contract, claims, recording)
	if err != nil || len(findings) < len(claims) {
		t.Errorf("%d findings of %d claims, %v", len(findings), len(claims), err)
	}
}
