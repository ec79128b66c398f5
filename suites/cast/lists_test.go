package cast_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/osact/osact/suites/cast"
	"github.com/osact/osact/suites/claim"
	"github.com/osact/osact/suites/exchange"
	"github.com/osact/osact/suites/suitestest"
)

// web answers with a list of so many actions, the newest first, of which each
// was updated in a minute of its own.
func web(f suitestest.Fake, actions int) {
	body := ""
	for n := actions; n > 0; n-- {
		body += fmt.Sprintf(`{"action": "stop", "instance_uuid": "web", "request_id": "req-%d", "message": null, "updated_at": "2026-03-03T10:%02d:00.000000"}`, n, n)
		if n > 1 {
			body += ","
		}
	}
	f["member GET /v2.1/servers/web/os-instance-actions"] = suitestest.OK(`{"instanceActions": [` + body + `]}`)
}

// A list is cut into two pages at least where it has two actions, and into no
// more than are asked for, the last of them not full.
func TestMiddleOfList(t *testing.T) {
	contract := suitestest.Contract(t)
	for actions, want := range map[int][3]string{
		1:  {"1", "req-1", "2026-03-03T10:01:00.000000"},
		2:  {"1", "req-2", "2026-03-03T10:02:00.000000"},
		3:  {"2", "req-2", "2026-03-03T10:02:00.000000"},
		6:  {"3", "req-4", "2026-03-03T10:04:00.000000"},
		13: {"5", "req-7", "2026-03-03T10:07:00.000000"},
	} {
		f := suitestest.Small()
		web(f, actions)
		w := suitestest.Executed(t, contract, f, cast.Page(1), suitestest.Accounts(exchange.Member), []exchange.Binding{
			{Symbol: "finished.server", Value: "web"}, {Symbol: "finished.id", Value: "req-1"},
		})
		got := suitestest.Bindings(w)
		if diff := cmp.Diff(want, [3]string{got["listed.limit"], got["listed.marker"], got["listed.time"]}); diff != "" {
			t.Errorf("%d actions (-want +got):\n%s", actions, diff)
		}
		var limit int
		if _, err := fmt.Sscan(got["listed.limit"], &limit); err != nil || actions/limit+1 > cast.PagesRead {
			t.Errorf("%d actions make %d full pages of %q, and one that is not: %d are asked for", actions, actions/max(limit, 1), got["listed.limit"], cast.PagesRead)
		}
	}
}

// A time in another zone is the same instant, and the end of a list is an
// action of which nobody can mistake the id.
func TestEndOfList(t *testing.T) {
	at := func(id string) string {
		return `{"request_id": "` + id + `", "updated_at": "2026-03-03T23:01:00.000000"}`
	}
	const next = `, "links": [{"rel": "next", "href": "x"}]`
	for body, want := range map[string][2]string{
		`{"instanceActions": [` + at("req-2") + `, ` + at("req-1") + `]}`:             {"req-1", "2026-03-04T01:01:00.000000"},
		`{"instanceActions": [` + at("req-1") + `, ` + at("req-1") + `]}`:             {"", "2026-03-04T01:01:00.000000"},
		`{"instanceActions": [` + at("req-2") + `, ` + at("req-1") + `]` + next + `}`: {"", "2026-03-04T01:01:00.000000"},
		`{"instanceActions": [{"request_id": "req-1", "updated_at": "today"}]}`:       {"req-1", ""},
		`{}`: {"", ""},
	} {
		f := suitestest.Small()
		f["member GET /v2.1/servers/web/os-instance-actions"] = suitestest.OK(body)
		w := suitestest.Executed(t, suitestest.Contract(t), f, cast.Query("marker="+cast.LastMarker).Or(cast.Query("changes-since="+cast.MiddleTimeEast)), suitestest.Accounts(exchange.Member),
			[]exchange.Binding{{Symbol: "finished.server", Value: "web"}, {Symbol: "finished.id", Value: "req-1"}})
		got := suitestest.Bindings(w)
		if diff := cmp.Diff(want, [2]string{got["listed.oldest"], got["listed.east"]}); diff != "" {
			t.Errorf("%s (-want +got):\n%s", body, diff)
		}
	}
}

// What could not stand in an address is not asked with.
func TestMiddleOfListThatIsNoText(t *testing.T) {
	for name, body := range map[string]string{
		"no list":   `{}`,
		"no action": `{"instanceActions": []}`,
		"null":      `{"instanceActions": [{"request_id": null, "updated_at": null}]}`,
		"a query":   `{"instanceActions": [{"request_id": "a&limit=1", "updated_at": "2026-03-03 10:00:00"}]}`,
	} {
		f := suitestest.Small()
		f["member GET /v2.1/servers/web/os-instance-actions"] = suitestest.OK(body)
		w := suitestest.Executed(t, suitestest.Contract(t), f, cast.Query("marker="+cast.PageMarker).Or(cast.Query("changes-since="+cast.MiddleTime)), suitestest.Accounts(exchange.Member),
			[]exchange.Binding{{Symbol: "finished.server", Value: "web"}, {Symbol: "finished.id", Value: "req-1"}})
		for _, symbol := range []string{"listed.marker", "listed.time"} {
			if _, why := w.Bound(symbol); why.Outcome != claim.NotApplicable {
				t.Errorf("%s: {%s} is %q, and missing for %+v", name, symbol, suitestest.Bindings(w)[symbol], why)
			}
		}
	}
}

// A link is followed as it is given, below the version and on the target alone.
func TestNextPage(t *testing.T) {
	const asked = "member GET /v2.1/servers/web/os-instance-actions?limit=2"
	for href, want := range map[string]string{
		"https://cloud/v2.1/servers/web/os-instance-actions?limit=2&marker=req-2":         "servers/web/os-instance-actions?limit=2&marker=req-2",
		"https://other/compute/v2.1/servers/web/os-instance-actions?marker=req-2&limit=2": "servers/web/os-instance-actions?marker=req-2&limit=2",
		"https://cloud/v2.1/p-1/servers/web/os-instance-actions?marker=a%20b":             "p-1/servers/web/os-instance-actions?marker=a%20b",
		"https://cloud/v2.1/servers/web/os-instance-actions":                              "",
		"https://cloud/v2.1/servers/web?marker=req-2":                                     "",
		"https://cloud/v2/p-1/servers/web/os-instance-actions?marker=req-2":               "",
		"https://cloud/v2.1/../servers/web/os-instance-actions?marker=req-2":              "",
		"https://cloud/v2.1/servers/web/os-instance-actions?marker={finished.id}\\u00a0":  "",
		"https://[::/v2.1/servers/web/os-instance-actions?marker=req-2":                   "",
		"": "",
	} {
		f := suitestest.Small()
		web(f, 3)
		f[asked] = suitestest.OK(`{"instanceActions": [{}, {}], "links": [{"rel": "prev", "href": "x"}, {"rel": "next", "href": "` + href + `"}]}`)
		w := suitestest.Executed(t, suitestest.Contract(t), f, cast.Page(2), suitestest.Accounts(exchange.Member), []exchange.Binding{
			{Symbol: "finished.server", Value: "web"}, {Symbol: "finished.id", Value: "req-1"},
		})
		if got := suitestest.Bindings(w)["page.2"]; got != want {
			t.Errorf("%q leads to %q, want %q", href, got, want)
		}
		if _, why := w.Bound("page.2"); want == "" && (why.Outcome != claim.NotApplicable || len(why.Evidence) == 0) {
			t.Errorf("%q: it is missing for %+v", href, why)
		}
	}
}

// A marker of another server is none of the server's own, though one request
// may have acted on both.
func TestActionElsewhere(t *testing.T) {
	f := suitestest.Small()
	f.Acts("db", suitestest.ActOf("create", "req-finished", "null", ""), suitestest.ActOf("stop", "req-elsewhere", "null", ""))
	w := suitestest.Executed(t, suitestest.Contract(t), f, cast.Query("marker="+cast.Elsewhere), suitestest.Accounts(exchange.Member), nil)
	if got := suitestest.Bindings(w)["elsewhere.id"]; got != "req-elsewhere" {
		t.Errorf("{elsewhere.id} = %q", got)
	}
	delete(f, "member GET /v2.1/servers/db/os-instance-actions")
	w = suitestest.Executed(t, suitestest.Contract(t), f, cast.Query("marker="+cast.Elsewhere), suitestest.Accounts(exchange.Member), nil)
	if _, why := w.Bound("elsewhere.id"); why.Outcome != claim.NotApplicable || len(why.Evidence) == 0 {
		t.Errorf("without another server it is %q, and missing for %+v", suitestest.Bindings(w)["elsewhere.id"], why)
	}
}
