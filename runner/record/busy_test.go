package record_test

import (
	"net/http/httptest"
	"testing"

	"github.com/osact/osact/fixtures/cloud"
	"github.com/osact/osact/openapi"
	"github.com/osact/osact/runner/connect"
	"github.com/osact/osact/runner/play"
	"github.com/osact/osact/runner/record"
	"github.com/osact/osact/suites"
	"github.com/osact/osact/suites/claim"
	"github.com/osact/osact/suites/exchange"
)

// A correct cloud is not accused for how much it has to tell, and is judged all the same.
func TestBusyClouds(t *testing.T) {
	contract, err := openapi.Load(openapi.Embedded())
	if err != nil {
		t.Fatal(err)
	}
	for name, busy := range map[string]cloud.Busy{
		"more actions than a page holds, and no other server": {Alone: true, Servers: 1, Actions: 1200},
		"more servers than were asked for":                    {Servers: 10_000, Actions: 3, Whole: true},
	} {
		t.Run(name, func(t *testing.T) {
			reference, err := cloud.New(cloud.Options{Busy: busy})
			if err != nil {
				t.Fatal(err)
			}
			server := httptest.NewServer(reference)
			t.Cleanup(server.Close)
			tokens := connect.Tokens{}
			for _, u := range reference.Users() {
				if u.Name == "alice" {
					tokens[exchange.Member] = u.Token
				}
			}
			c, err := connect.Dial(t.Context(), connect.Options{Target: server.URL + "/compute", Tokens: tokens})
			if err != nil {
				t.Fatal(err)
			}
			selection := exchange.Selection{Profile: "tenant", Only: []string{
				"list.paging.bad-marker-is-400", "list.body.matches-contract", "show.status.is-200", "show.deletion.readable-later",
			}}
			claims, err := suites.Demanded(contract, selection)
			if err != nil {
				t.Fatal(err)
			}
			recording, err := record.Record(t.Context(), contract, c, record.Options{Profile: selection.Profile, Only: selection.Only, Claims: claims}, play.Player{})
			if err != nil {
				t.Fatal(err)
			}
			findings, err := suites.Judge(contract, recording)
			if err != nil {
				t.Fatal(err)
			}
			for _, f := range findings {
				if f.Outcome != claim.Satisfied && f.Outcome != claim.NotApplicable {
					t.Errorf("%s is %s: %s %v", f.Requirement, f.Outcome, f.Reason, f.Violations)
				}
			}
		})
	}
}
