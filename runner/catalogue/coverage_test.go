package catalogue

import (
	"strings"
	"sync/atomic"
	"testing"

	"github.com/osact/osact/openapi"
	"github.com/osact/osact/suites/exchange"
)

// Each fault that is played is told, since that takes a while.
func TestCoverageSaysHowFarItIs(t *testing.T) {
	contract, err := openapi.Load(openapi.Embedded())
	if err != nil {
		t.Fatal(err)
	}
	var told, last atomic.Int64
	var table strings.Builder
	recording := exchange.Recording{Profile: "full", Only: []string{"show.events.newest-first"}}
	err = ListCoverage(t.Context(), &table, contract, recording, func(_, total int) {
		told.Add(1)
		last.Store(int64(total))
	})
	if err != nil || told.Load() == 0 || told.Load() != last.Load() {
		t.Errorf("%d of %d are told (%v)", told.Load(), last.Load(), err)
	}
}
