package judge_test

import (
	"maps"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"github.com/osact/osact/fixtures/cloud"
	"github.com/osact/osact/suites/claim"
	"github.com/osact/osact/suites/exchange"
	"github.com/osact/osact/suites/judge"
	"github.com/osact/osact/suites/suitestest"
)

// A mistake in what is given by hand is not held against the target, and the
// finding says which flag to look at. Where the action is listed it is none.
func TestAnActionThatIsGivenWrong(t *testing.T) {
	contract := suitestest.Contract(t)
	there := map[string]string{}
	for _, b := range suitestest.Record(t, contract, cloud.Options{}, "show.status.is-200", "show.body.failure-has-message").Bindings {
		there[b.Symbol] = b.Value
	}
	for _, test := range []struct {
		name, profile string
		given         map[string]string
		flag          string
	}{
		{"another action", "tenant", map[string]string{"finished.server": there["finished.server"], "finished.id": nobodysRequest}, "--server and --action"},
		{"another server", "tenant", map[string]string{"finished.server": "nosuch", "finished.id": there["finished.id"]}, "--server and --action"},
		{"another server below /v2", "v2", map[string]string{"finished.server": "nosuch", "finished.id": "req-nosuch"}, "--server and --action"},
		{"another failed action", "full", map[string]string{"failed.server": "nosuch", "failed.id": "req-nosuch"}, "--cast failed"},
	} {
		t.Run(test.name, func(t *testing.T) {
			var given []exchange.Binding
			for _, symbol := range slices.Sorted(maps.Keys(test.given)) {
				given = append(given, exchange.Binding{Symbol: symbol, Value: test.given[symbol], Origin: "a test"})
			}
			findings := suitestest.Judged(t, contract, suitestest.RecordAs(t, contract, test.profile, cloud.Options{}, given))
			notAccused(t, findings)
			if !slices.ContainsFunc(findings, func(f judge.Finding) bool {
				return f.Outcome == claim.Inconclusive && strings.Contains(f.Reason, test.flag)
			}) {
				t.Errorf("no finding says what to do about %s", test.flag)
			}
		})
	}
	t.Run("an action that is listed and not shown", func(t *testing.T) {
		hidden := func(r *http.Request, w *httptest.ResponseRecorder) {
			if strings.HasSuffix(r.URL.Path, there["finished.id"]) {
				suitestest.Rewrite(w, 404, `{"itemNotFound": {"code": 404, "message": "Action could not be found."}}`)
			}
		}
		given := append(suitestest.Permitted(),
			exchange.Binding{Symbol: "finished.server", Value: there["finished.server"], Origin: "a test"},
			exchange.Binding{Symbol: "finished.id", Value: there["finished.id"], Origin: "a test"})
		findings := suitestest.Judged(t, contract, suitestest.RecordWrites(t, given, hidden, "show.status.is-200", "list.status.is-200"))
		if !slices.ContainsFunc(findings, func(f judge.Finding) bool {
			return f.Requirement == "show.status.is-200" && f.Outcome == claim.Violated
		}) {
			t.Error("show.status.is-200 is not violated")
		}
	})
}

const nobodysRequest = "req-00000000-1111-4000-8000-000000000000"
