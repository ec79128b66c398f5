package connect

import (
	"net/http"
	"testing"

	"github.com/osact/osact/suites/exchange"
)

func TestEmbeddedAnswersUntilClosed(t *testing.T) {
	c, err := Embedded()
	if err != nil {
		t.Fatal(err)
	}
	if c.Proxy != nil || c.TLS != nil {
		t.Error("it is asked as others are")
	}
	for _, actor := range exchange.Actors() {
		_, has := c.Token(actor)
		if _, plays := c.Actors[actor]; has != actor.HasAccount() || plays != has {
			t.Errorf("%s: has a token: %v, is played: %v", actor, has, plays)
		}
	}
	ask := func() (int, error) {
		r, err := http.Get(c.Target.URL + "/v2.1/")
		if err != nil {
			return 0, err
		}
		return r.StatusCode, r.Body.Close()
	}
	if status, err := ask(); status != http.StatusOK || err != nil {
		t.Errorf("GET /v2.1/: got %d, %v, want 200", status, err)
	}
	if err := c.Close(); err != nil {
		t.Error(err)
	}
	if status, err := ask(); err == nil {
		t.Errorf("it still answers %d after Close", status)
	}
}
