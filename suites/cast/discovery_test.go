package cast_test

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/osact/osact/suites/cast"
	"github.com/osact/osact/suites/claim"
	"github.com/osact/osact/suites/exchange"
	"github.com/osact/osact/suites/suitestest"
)

func TestWalkCastsActions(t *testing.T) {
	contract := suitestest.Contract(t)
	const ends, starts, tail = `"finish_time": "2026-03-03T10:31:12.000000", "result": `, `{"event": "e`, `}`
	step := func(name, result string) string { return starts + name + `", ` + ends + result + tail }
	tests := []struct {
		name    string
		actions []suitestest.Act
		want    exchange.Bindings // of the three parts
	}{
		{"none", nil, exchange.Bindings{}},
		{
			"more steps are better",
			[]suitestest.Act{
				suitestest.ActOf("a", "one", "null", step("1", `"Success"`)),
				suitestest.ActOf("b", "two", "null", step("1", `"Success"`)+","+step("2", `"Success"`)),
			},
			exchange.Bindings{"finished.server": "web", "finished.id": "two"},
		},
		{
			"the newest of equals",
			[]suitestest.Act{
				suitestest.ActOf("a", "new", "null", step("1", `"Success"`)),
				suitestest.ActOf("b", "old", "null", step("1", `"Success"`)),
			},
			exchange.Bindings{"finished.server": "web", "finished.id": "new"},
		},
		{
			"what was followed by more is over, and the newest may go on",
			[]suitestest.Act{
				suitestest.ActOf("a", "new", `null, "start_time": "2026-03-03T10:31:12.000000"`, step("1", `"Success"`)+","+step("2", `"Success"`)),
				suitestest.ActOf("b", "old", `null, "start_time": "2026-03-03T10:31:11.000000"`, step("1", `"Success"`)),
			},
			exchange.Bindings{"finished.server": "web", "finished.id": "old"},
		},
		{
			"a failure that is over is better than one that goes on",
			[]suitestest.Act{
				suitestest.ActOf("a", "undone", `"Error"`, step("1", `"Error"`)+","+step("2", `"Success"`)+`,{"event": "e3", "finish_time": null, "result": null}`),
				suitestest.ActOf("b", "over", `"Error"`, step("1", `"Error"`)),
			},
			exchange.Bindings{"failed.server": "web", "failed.id": "over", "running.server": "web", "running.id": "undone"},
		},
		{
			"a step that comes twice cannot be told from itself",
			[]suitestest.Act{
				suitestest.ActOf("a", "twice", "null", step("1", `"Success"`)+","+step("1", `"Success"`)),
				suitestest.ActOf("b", "once", "null", step("1", `"Success"`)),
			},
			exchange.Bindings{"finished.server": "web", "finished.id": "once"},
		},
		{
			"and is better than nothing",
			[]suitestest.Act{suitestest.ActOf("a", "twice", "null", step("1", `"Success"`)+","+step("1", `"Success"`))},
			exchange.Bindings{"finished.server": "web", "finished.id": "twice"},
		},
		{
			"what is long to tell is for where there is nothing else",
			[]suitestest.Act{
				suitestest.ActOf("a", "long", "null", step("1", `"Success"`)+","+step("2", `"Success"`+strings.Repeat(" ", 64<<10))),
				suitestest.ActOf("b", "short", "null", step("1", `"Success"`)),
			},
			exchange.Bindings{"finished.server": "web", "finished.id": "short"},
		},
		{"no steps are no end", []suitestest.Act{suitestest.ActOf("a", "none", "null", "")}, exchange.Bindings{}},
		{
			"an error without a message has failed all the same",
			[]suitestest.Act{suitestest.ActOf("a", "odd", "null", step("1", `"Error"`))},
			exchange.Bindings{"failed.server": "web", "failed.id": "odd"},
		},
		{
			"a message about nothing is an end all the same",
			[]suitestest.Act{suitestest.ActOf("a", "odd", `"Oops"`, step("1", `"Success"`))},
			exchange.Bindings{"finished.server": "web", "finished.id": "odd"},
		},
		{
			"who does not contradict itself is better",
			[]suitestest.Act{
				suitestest.ActOf("a", "talks", `"Oops"`, step("1", `"Success"`)+","+step("2", `"Success"`)),
				suitestest.ActOf("b", "ended", "null", step("1", `"Success"`)),
				suitestest.ActOf("c", "silent", "null", step("1", `"Error"`)+","+step("2", `"Error"`)),
				suitestest.ActOf("d", "failed", `"Error"`, step("1", `"Error"`)),
			},
			exchange.Bindings{"finished.server": "web", "finished.id": "ended", "failed.server": "web", "failed.id": "failed"},
		},
		{
			"a failure with more steps is better",
			[]suitestest.Act{
				suitestest.ActOf("a", "one", `"Error"`, step("1", `"Error"`)),
				suitestest.ActOf("b", "two", `"Error"`, step("1", `"Error"`)+","+step("2", `"Success"`)),
			},
			exchange.Bindings{"failed.server": "web", "failed.id": "two"},
		},
		{
			"one may play two parts",
			[]suitestest.Act{suitestest.ActOf("a", "both", `"Error"`, step("1", `"Error"`)+`,{"event": "e2", "finish_time": null, "result": null}`)},
			exchange.Bindings{"failed.server": "web", "failed.id": "both", "running.server": "web", "running.id": "both"},
		},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			f := suitestest.Small()
			f["member GET /v2.1/servers?limit=8"] = suitestest.OK(`{"servers": [{"id": "web"}]}`)
			f.Acts("web", test.actions...)
			got := suitestest.Bindings(suitestest.Executed(t, contract, f, suitestest.EverySymbol(), suitestest.Accounts(exchange.Member), nil))
			maps.DeleteFunc(got, notCast)
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("bindings (-want +got):\n%s", diff)
			}
		})
	}
}

// Where a target is too old to show a tenant the events, the message decides.
func TestWalkCastsActionsWithoutEvents(t *testing.T) {
	f := suitestest.Small()
	for question, r := range f {
		before, _, found := strings.Cut(r.Body, `, "events"`)
		if found {
			f[question] = suitestest.OK(before + "}}")
		}
	}
	want := exchange.Bindings{"finished.server": "db", "finished.id": "req-created", "failed.server": "web", "failed.id": "req-failed"}
	got := suitestest.Bindings(suitestest.Executed(t, suitestest.Contract(t), f, suitestest.EverySymbol(), suitestest.Accounts(exchange.Member), nil))
	maps.DeleteFunc(got, notCast)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("bindings (-want +got):\n%s", diff)
	}
}

// Who asked for most of the actions read is usual, whoever it is. Of the rest
// one with events is the best; what nobody asked for is nobody's.
func TestWalkCastsAForeignAction(t *testing.T) {
	const events = `{"event": "e"}`
	by := func(user, id, events string) suitestest.Act {
		return suitestest.ActOf("a", id, `null, "user_id": `+user, events)
	}
	tests := []struct {
		name    string
		actions []suitestest.Act
		want    string
	}{
		{"none", nil, ""},
		{"all of one user", []suitestest.Act{by(`"u"`, "1", events), by(`"u"`, "2", events)}, ""},
		{"nobody", []suitestest.Act{by(`"u"`, "1", events), by("null", "2", events), by(`""`, "3", events), by("7", "4", events)}, ""},
		{"the first is not usual", []suitestest.Act{by(`"v"`, "1", events), by(`"u"`, "2", events), by(`"u"`, "3", events)}, "1"},
		{"nobody asks the most", []suitestest.Act{by("null", "1", events), by("null", "2", events), by(`"u"`, "3", events)}, ""},
		{"as many of each", []suitestest.Act{by(`"u"`, "1", events), by(`"v"`, "2", events)}, "2"},
		{"with events", []suitestest.Act{by(`"u"`, "1", events), by(`"u"`, "2", events), by(`"v"`, "3", ""), by(`"w"`, "4", events)}, "4"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			f := suitestest.Small()
			f["member GET /v2.1/servers?limit=8"] = suitestest.OK(`{"servers": [{"id": "web"}]}`)
			f.Acts("web", test.actions...)
			w := suitestest.Executed(t, suitestest.Contract(t), f, claim.Show(cast.Foreign), suitestest.Accounts(exchange.Member), nil)
			if got := suitestest.Bindings(w)["foreign.id"]; got != test.want {
				t.Errorf("{foreign.id} = %q, want %q", got, test.want)
			}
			if _, why := w.Bound("foreign.id"); test.want == "" && (why.Outcome != claim.NotApplicable || len(why.Evidence) == 0) {
				t.Errorf("it is missing: %+v, want it not applicable, with evidence", why)
			}
		})
	}
}

// A deleted server is found among the changed ones, and its newest action in a
// list that shows it.
func TestWalkCastsADeletedServer(t *testing.T) {
	const (
		changed = "member GET /v2.1/servers/detail?changes-since=2000-01-01T00:00:00Z&limit=50"
		list    = "member GET /v2.1/servers/gone/os-instance-actions"
		there   = `{"id": "web", "status": "ACTIVE"}, {"id": "soft", "status": "SOFT_DELETED"}, {"status": "DELETED"}`
	)
	gone := suitestest.OK(`{"servers": [` + there + `, {"id": "gone", "status": "DELETED"}, {"id": "older", "status": "DELETED"}]}`)
	ends := suitestest.OK(`{"instanceActions": [{"action": "delete"}, {"request_id": "req-delete"}, {"request_id": "req-create"}]}`)
	versions := suitestest.OK(`{"version": {"min_version": "2.1", "version": "2.96"}}`)
	tests := []struct {
		name                    string
		versions, changed, list suitestest.Reply
		server, id              string
		outcome                 claim.Outcome // of what is not bound
	}{
		{name: "found", versions: versions, changed: gone, list: ends, server: "gone", id: "req-delete"},
		{name: "none is deleted", versions: versions, changed: suitestest.OK(`{"servers": [` + there + `]}`), outcome: claim.NotApplicable},
		{name: "no server", versions: versions, changed: suitestest.OK(`{"servers": []}`), outcome: claim.NotApplicable},
		{name: "no action", versions: versions, changed: gone, list: suitestest.OK(`{"instanceActions": []}`), server: "gone", outcome: claim.NotApplicable},
		{
			name: "a target too old", versions: suitestest.OK(`{"version": {"min_version": "2.1", "version": "2.20"}}`), changed: gone, list: ends,
			server: "gone", outcome: claim.NotApplicable,
		},
		{name: "changes are refused", versions: versions, changed: suitestest.Reply{Status: 403, Body: `{}`}, outcome: claim.Inconclusive},
		{name: "the list is hidden", versions: versions, changed: gone, list: suitestest.Reply{Status: 404, Body: `{}`}, server: "gone", outcome: claim.Inconclusive},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			f := suitestest.Small()
			f["anonymous GET /v2.1/"], f[changed], f[list] = test.versions, test.changed, test.list
			w := suitestest.Executed(t, suitestest.Contract(t), f, claim.Show(cast.Deleted), suitestest.Accounts(exchange.Member), nil)
			got := suitestest.Bindings(w)
			if got["deleted.server"] != test.server || got["deleted.id"] != test.id {
				t.Errorf("deleted is %q of %q, want %q of %q", got["deleted.id"], got["deleted.server"], test.id, test.server)
			}
			if _, why := w.Bound("deleted.id"); why.Outcome != test.outcome {
				t.Errorf("it is missing: %+v, want it %q", why, test.outcome)
			}
		})
	}
}

// notCast reports that a symbol is none of an action that plays a part.
func notCast(symbol, _ string) bool {
	part, _, _ := strings.Cut(symbol, ".")
	return !slices.Contains([]string{"finished", "failed", "running"}, part)
}

// What a list does not name by both ids cannot be read.
func TestWalkReadsWhatIsNamed(t *testing.T) {
	f := suitestest.Small()
	f["member GET /v2.1/servers?limit=8"] = suitestest.OK(`{"servers": [{"id": "web"}]}`)
	f["member GET /v2.1/servers/web/os-instance-actions"] = suitestest.OK(`{"instanceActions": [
		{"instance_uuid": "web"}, {"request_id": "req-started"}, {"instance_uuid": "web", "request_id": 7}, null,
		{"instance_uuid": "web", "request_id": "req-started"}
	]}`)
	got := suitestest.Bindings(suitestest.Executed(t, suitestest.Contract(t), f, claim.Show(cast.Read(0)), suitestest.Accounts(exchange.Member), nil))
	if got["read.0.server"] != "web" || got["read.0.id"] != "req-started" || got["read.1.id"] != "" {
		t.Errorf("bindings = %v, want req-started of web alone to be read", got)
	}
}

func TestWalkReadsVersions(t *testing.T) {
	contract := suitestest.Contract(t)
	newest := contract.Newest()
	tests := []struct {
		name, document string
		want           exchange.Bindings
	}{
		{
			"what the contract knows", `{"version": {"min_version": "2.1", "version": "2.60"}}`,
			exchange.Bindings{"target.oldest": "2.1", "target.maximum": "2.60", "target.newest": "2.60", "target.beyond": "2.61"},
		},
		{
			"more than the contract knows", `{"version": {"min_version": "2.40", "version": "2.999"}}`,
			exchange.Bindings{"target.oldest": "2.40", "target.maximum": "2.999", "target.newest": newest.String(), "target.beyond": "2.1000"},
		},
		{"no maximum", `{"version": {"min_version": "2.1", "version": ""}}`, exchange.Bindings{}},
		{"no minimum", `{"version": {"version": "2.60"}}`, exchange.Bindings{}},
		{"a list", `{"version": [{"min_version": "2.1", "version": "2.60"}]}`, exchange.Bindings{}},
		{"no JSON", `<html>`, exchange.Bindings{}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			f := suitestest.Fake{"anonymous GET /v2.1/": suitestest.OK(test.document)}
			got := suitestest.Bindings(suitestest.Executed(t, contract, f, claim.Get("/v2.1/").As(exchange.Anonymous).Or(claim.Get("/v2.1/page").As(exchange.Anonymous)), nil, nil))
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("bindings (-want +got):\n%s", diff)
			}
		})
	}
}

// A misplaced action is one that the asked server lacks, though another of the
// servers has it: two servers of one request share its id.
func TestWalkFindsAMisplacedAction(t *testing.T) {
	shared := suitestest.Small()
	shared.Acts("web", suitestest.ActOf("create", "req-created", "null", ""))
	one := suitestest.Small()
	one["member GET /v2.1/servers?limit=8"] = suitestest.OK(`{"servers": [{"id": "web"}]}`)
	for name, test := range map[string]struct {
		cloud      suitestest.Fake
		server, id string
	}{
		"two servers":        {suitestest.Small(), "db", "req-running"},
		"two of one request": {shared, "", ""},
		"one server":         {one, "", ""},
	} {
		t.Run(name, func(t *testing.T) {
			w := suitestest.Executed(t, suitestest.Contract(t), test.cloud, claim.Show(cast.Misplaced), suitestest.Accounts(exchange.Member), nil)
			got := suitestest.Bindings(w)
			if got["misplaced.server"] != test.server || got["misplaced.id"] != test.id {
				t.Errorf("{misplaced.server} = %q and {misplaced.id} = %q, want %q and %q", got["misplaced.server"], got["misplaced.id"], test.server, test.id)
			}
			if _, why := w.Bound("misplaced.id"); test.id == "" && (why.Outcome != claim.NotApplicable || len(why.Evidence) == 0) {
				t.Errorf("{misplaced.id} is missing as %+v, want not applicable, with evidence", why)
			}
		})
	}
}
