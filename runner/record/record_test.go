package record_test

import (
	"net/http"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/osact/osact/openapi"
	"github.com/osact/osact/runner/connect"
	"github.com/osact/osact/runner/play"
	"github.com/osact/osact/runner/record"
	"github.com/osact/osact/suites/exchange"
)

// creations counts the requests for servers.
type creations struct{ n atomic.Int32 }

func (c *creations) RoundTrip(r *http.Request) (*http.Response, error) {
	if r.Method == http.MethodPost && strings.HasSuffix(r.URL.RequestURI(), "/servers") {
		c.n.Add(1)
	}
	return http.DefaultTransport.RoundTrip(r)
}

// Whoever records, a target that a user gave is not written to without a ledger.
func TestAGivenTargetIsOnlyRead(t *testing.T) {
	t.Parallel()
	contract, err := openapi.Load(openapi.Embedded())
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		kind exchange.Kind
		made int32
	}{
		{exchange.Embedded, 1},
		{exchange.Given, 0},
	} {
		t.Run(string(test.kind), func(t *testing.T) {
			t.Parallel()
			c, err := connect.Embedded()
			if err != nil {
				t.Fatal(err)
			}
			defer c.Close()
			c.Target.Kind = test.kind
			sent := &creations{}
			if _, err := record.Record(t.Context(), contract, c, record.Options{Suite: "test", Profile: "lifecycle"}, play.Player{Transport: sent}); err != nil {
				t.Fatal(err)
			}
			if got := sent.n.Load(); got != test.made {
				t.Errorf("it was asked for servers %d times, want %d", got, test.made)
			}
		})
	}
}
