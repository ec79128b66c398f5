package claim_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/osact/osact/openapi"
	"github.com/osact/osact/suites/cast"
	"github.com/osact/osact/suites/claim"
	"github.com/osact/osact/suites/exchange"
	"github.com/osact/osact/suites/suitestest"
)

func TestAsk(t *testing.T) {
	at := func(version string) openapi.Edition {
		edition, err := openapi.ParseEdition(version)
		if err != nil {
			t.Fatal(err)
		}
		return edition
	}
	editions := []openapi.Edition{openapi.Legacy(), at("2.1"), at("2.58")}
	page := claim.Get("/v2.1/page")
	tests := []struct {
		name string
		ask  claim.Ask
		want [][]string
	}{
		{"Show", claim.Show(cast.Finished), [][]string{
			{"member GET /v2.1/servers/{finished.server}/os-instance-actions/{finished.id}"},
		}},
		{"As", page.As(exchange.Admin, exchange.Intruder), [][]string{
			{"admin GET /v2.1/page"},
			{"intruder GET /v2.1/page"},
		}},
		{"At", page.At("2.1", "abc", "{target.beyond}"), [][]string{
			{"member GET /v2.1/page @2.1"},
			{"member GET /v2.1/page @abc"},
			{"member GET /v2.1/page @{target.beyond}"},
		}},
		{"AtEachEdition", page.AtEachEdition(), [][]string{
			{"member GET /v2/{member.project}/page"},
			{"member GET /v2.1/page @2.1"},
			{"member GET /v2.1/page @2.58"},
		}},
		{"AtEachEdition gives each actor its own project", page.As(exchange.Admin, exchange.Outsider).AtEachEdition(), [][]string{
			{"admin GET /v2/{admin.project}/page"},
			{"admin GET /v2.1/page @2.1"},
			{"admin GET /v2.1/page @2.58"},
			{"outsider GET /v2/{outsider.project}/page"},
			{"outsider GET /v2.1/page @2.1"},
			{"outsider GET /v2.1/page @2.58"},
		}},
		{"AtEachEdition gives each actor its own project, whoever is named last", page.AtEachEdition().As(exchange.Outsider), [][]string{
			{"outsider GET /v2/{outsider.project}/page"},
			{"outsider GET /v2.1/page @2.1"},
			{"outsider GET /v2.1/page @2.58"},
		}},
		{"OnEachPath gives each actor its own project, whoever is named last", page.OnEachPath().As(exchange.Admin), [][]string{
			{"admin GET /v2.1/page"},
			{"admin GET /v2/{admin.project}/page"},
		}},
		{"As leaves a project alone that the path names", claim.Get("/v2/{member.project}/page").As(exchange.Outsider), [][]string{
			{"outsider GET /v2/{member.project}/page"},
		}},
		{"AtEachEdition takes a version back for the legacy path", page.At("2.9").AtEachEdition(), [][]string{
			{"member GET /v2/{member.project}/page"},
			{"member GET /v2.1/page @2.1"},
			{"member GET /v2.1/page @2.58"},
		}},
		{"AtEachEdition leaves a path alone that has no version", claim.Get("/").AtEachEdition(), [][]string{
			{"member GET /"},
			{"member GET / @2.1"},
			{"member GET / @2.58"},
		}},
		{"AtEachEdition gives who has no account the owner's project", page.As(exchange.Anonymous).AtEachEdition(), [][]string{
			{"anonymous GET /v2/{member.project}/page"},
			{"anonymous GET /v2.1/page @2.1"},
			{"anonymous GET /v2.1/page @2.58"},
		}},
		{"OnEachPath", page.As(exchange.Admin, exchange.Intruder).OnEachPath(), [][]string{
			{"admin GET /v2.1/page"},
			{"admin GET /v2/{admin.project}/page"},
			{"intruder GET /v2.1/page"},
			{"intruder GET /v2/{member.project}/page"},
		}},
		{"With", page.With("Accept: text/html", "Accept:"), [][]string{
			{"member GET /v2.1/page [Accept: text/html]"},
			{"member GET /v2.1/page [Accept:]"},
		}},
		{"By", page.By("POST", "DELETE"), [][]string{
			{"member POST /v2.1/page"},
			{"member DELETE /v2.1/page"},
		}},
		{"InHeader takes the version's place", page.At("2.1").InHeader("X: 2", "Y: 3"), [][]string{
			{"member GET /v2.1/page [X: 2]"},
			{"member GET /v2.1/page [Y: 3]"},
		}},
		{"Plus", page.Plus("/more", "?less=1"), [][]string{
			{"member GET /v2.1/page/more"},
			{"member GET /v2.1/page?less=1"},
		}},
		{"To", page.At("2.1").To("/a", "/b"), [][]string{{"member GET /a @2.1"}, {"member GET /b @2.1"}}},
		{"Sending", page.Sending("{", "[]"), [][]string{{"member GET /v2.1/page body {"}, {"member GET /v2.1/page body []"}}},
		{"OnLegacyPath", page.OnLegacyPath(), [][]string{{"member GET /v2/{member.project}/page"}}},
		{"Beside pairs each row with each value", page.At("2.1", "2.2").Beside(claim.Ask.With, "X: 2", "Y: 3"), [][]string{
			{"member GET /v2.1/page @2.1", "member GET /v2.1/page @2.1 [X: 2]"},
			{"member GET /v2.1/page @2.1", "member GET /v2.1/page @2.1 [Y: 3]"},
			{"member GET /v2.1/page @2.2", "member GET /v2.1/page @2.2 [X: 2]"},
			{"member GET /v2.1/page @2.2", "member GET /v2.1/page @2.2 [Y: 3]"},
		}},
		{"Or", page.Or(claim.Get("/").At("2.1", "2.2")), [][]string{
			{"member GET /v2.1/page"},
			{"member GET / @2.1"},
			{"member GET / @2.2"},
		}},
		{"And pairs row by row", page.At("2.1", "2.2").And(claim.Get("/").At("2.3", "2.4")), [][]string{
			{"member GET /v2.1/page @2.1", "member GET / @2.3"},
			{"member GET /v2.1/page @2.2", "member GET / @2.4"},
		}},
		{"And leaves a row empty that finds no partner", page.At("2.1", "2.2").And(claim.Get("/")), [][]string{
			{"member GET /v2.1/page @2.1", "member GET /"},
			nil,
		}},
		{"And leaves a row empty, the other way round", claim.Get("/").And(page.At("2.1", "2.2")), [][]string{
			{"member GET /", "member GET /v2.1/page @2.1"},
			nil,
		}},
		{"ThenEach pairs each with each", page.ThenEach(claim.Get("/").At("2.3", "2.4")), [][]string{
			{"member GET /v2.1/page", "member GET / @2.3"},
			{"member GET /v2.1/page", "member GET / @2.4"},
		}},
		{"what follows And changes both of a pair", page.And(page.At("2.1")).As(exchange.Admin, exchange.Reader), [][]string{
			{"admin GET /v2.1/page", "admin GET /v2.1/page @2.1"},
			{"reader GET /v2.1/page", "reader GET /v2.1/page @2.1"},
		}},
		{"what follows Or changes either", page.Or(claim.Get("/")).At("2.1"), [][]string{
			{"member GET /v2.1/page @2.1"},
			{"member GET / @2.1"},
		}},
		{"Together", page.Together(2, exchange.Member, exchange.Admin), [][]string{{
			"member GET /v2.1/page (asked again, 1)", "admin GET /v2.1/page (asked again, 1)",
			"member GET /v2.1/page (asked again, 2)", "admin GET /v2.1/page (asked again, 2)",
		}}},
		{"nobody asks nothing", page.As(), nil},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if diff := cmp.Diff(test.want, lines(test.ask.Rows(claim.Scope{Owner: exchange.Member, Editions: editions, Microversions: []string{"2.1", "2.2", "2.3", "2.4"}}))); diff != "" {
				t.Errorf("rows (-want +got):\n%s", diff)
			}
		})
	}
}

func TestAtEachEditionOfNone(t *testing.T) {
	if rows := claim.Show(cast.Finished).AtEachEdition().Rows(suitestest.Scope()); rows != nil {
		t.Errorf("rows = %v, want none: the requirement is asked at no edition", lines(rows))
	}
}

func TestOnLegacyPathOfNone(t *testing.T) {
	s := claim.Scope{Owner: exchange.Admin, Editions: []openapi.Edition{claim.OldestEdition()}}
	if rows := claim.Get("/v2.1/page").OnLegacyPath().Rows(s); len(rows) > 0 {
		t.Errorf("rows of what is not asked on the legacy path: %v", lines(rows))
	}
}

func TestOnEachPathOfOne(t *testing.T) {
	s := claim.Scope{Owner: exchange.Admin, Editions: []openapi.Edition{claim.OldestEdition()}}
	want := [][]string{{"admin GET /v2.1/page"}}
	if diff := cmp.Diff(want, lines(claim.Get("/v2.1/page").OnEachPath().Rows(s))); diff != "" {
		t.Errorf("rows of what is not asked on the legacy path (-want +got):\n%s", diff)
	}
}

// One Ask is the stem of many others, so none of these may change it.
func TestAskIsNotChangedByUse(t *testing.T) {
	stem := claim.Get("/v2.1/page").As(exchange.Admin).Or(claim.Get("/"))
	before := lines(stem.Rows(suitestest.Scope()))
	for _, ask := range []claim.Ask{stem.At("2.1"), stem.Or(stem), stem.And(stem).As(exchange.Reader), stem.ThenEach(stem), stem.Together(2, exchange.Admin)} {
		for _, row := range ask.Rows(suitestest.Scope()) {
			row[0].Path = "/changed"
		}
	}
	stem.Rows(suitestest.Scope())[0][0].Path = "/changed"
	if diff := cmp.Diff(before, lines(stem.Rows(suitestest.Scope()))); diff != "" {
		t.Errorf("rows of the stem (-before +after):\n%s", diff)
	}
}

// lines writes rows of probes, each probe as one line.
func lines(rows [][]exchange.Probe) [][]string {
	var out [][]string
	for _, row := range rows {
		var texts []string
		for _, p := range row {
			texts = append(texts, p.String())
		}
		out = append(out, texts)
	}
	return out
}
