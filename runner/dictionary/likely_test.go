package dictionary

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/osact/osact/fixtures/faults"
	"github.com/osact/osact/openapi"
	"github.com/osact/osact/suites/claim"
	"github.com/osact/osact/suites/exchange"
	"github.com/osact/osact/suites/judge"
)

// someEras are those of a contract with a change at 2.51.
func someEras() eras {
	return eras{openapi.Legacy(), openapi.At(openapi.Version{Major: 2, Minor: 1}), openapi.At(openapi.Version{Major: 2, Minor: 51}), openapi.At(openapi.Version{Major: 2, Minor: 104})}
}

func asked(as exchange.Actor, version string) exchange.Probe {
	return exchange.Probe{As: as, Method: "GET", Path: "/v2.1/servers/{s}", Version: version}
}

// violated is a finding that says so: "requirement kind at".
func violated(what string, p exchange.Probe, got string) judge.Finding {
	words := strings.Fields(what)
	return judge.Finding{
		Requirement: words[0], Level: openapi.Must, Probe: p, Outcome: claim.Violated,
		Violations: []openapi.Violation{{Kind: words[1], At: words[2], Got: got}},
	}
}

func satisfied(requirement string, p exchange.Probe) judge.Finding {
	return judge.Finding{Requirement: requirement, Level: openapi.Must, Probe: p, Outcome: claim.Satisfied}
}

// known is a matrix of faults by what a run finds in front of each.
func known(findings map[string][]judge.Finding, order ...string) matrix {
	m := matrix{made: "digest", eras: someEras()}
	for _, name := range order {
		m.faults = append(m.faults, row{name, m.eras.see(findings[name], nil).signs})
	}
	return m
}

// said is what an explanation says, in short: "a|b 2+1" is a fault with another that
// would look the same, which explains two places and would violate a third.
func said(all []likely, places, left int) string {
	var words []string
	for _, l := range all {
		var names []string
		for _, r := range l.rows {
			names = append(names, r.name)
		}
		words = append(words, fmt.Sprintf("%s %d+%d", strings.Join(names, "|"), l.explains, l.besides))
	}
	return fmt.Sprintf("%s of %d, %d left", strings.Join(words, ", "), places, left)
}

func TestExplain(t *testing.T) {
	member, late, admin := asked(exchange.Member, "2.1"), asked(exchange.Member, "2.60"), asked(exchange.Admin, "2.1")
	findings := map[string][]judge.Finding{
		"order":  {violated("newest order /e/0/t", member, "x"), violated("newest order /e/1/t", late, "y"), violated("agree difference /e/0/t", member, "x"), violated("agree order /e", member, "z")},
		"type":   {violated("shape type /a", member, "null"), violated("agree difference /a", member, "null")},
		"hidden": {violated("shape required /b", admin, "nothing")},
		"late":   {violated("shape type /a", late, "null")},
		"twin":   {violated("shape type /a", late, "null")},
		"down":   {violated("shape status status", member, "500 computeFault"), violated("newest status status", member, "500")},
		"gone":   {violated("shape status status", member, "404"), violated("newest status status", member, "404")},
	}
	m := known(findings, "order", "type", "hidden", "late", "twin", "down", "gone")
	both := func(names ...string) []judge.Finding {
		var all []judge.Finding
		for _, name := range names {
			all = append(all, findings[name]...)
		}
		return all
	}
	for name, test := range map[string]struct {
		findings []judge.Finding
		want     string
	}{
		"a fault":                          {findings["order"], "order 3+0 of 3, 0 left"},
		"the same, of another array":       {[]judge.Finding{violated("newest order /e/7/t", member, "z"), violated("newest order /e/7/t", late, "z"), violated("agree difference /e/7/t", member, "z"), violated("agree order /e", member, "z")}, "order 3+0 of 3, 0 left"},
		"another status at the same place": {findings["gone"], "gone 2+0 of 2, 0 left"},
		"at other editions":                {findings["late"], "late|twin 1+0 of 1, 0 left"},
		"two faults":                       {both("order", "type"), "order 3+0, type 2+0 of 5, 0 left"},
		"a fault, and what none explains":  {append(both("order"), violated("new value /x", member, "1")), "order 3+0 of 4, 1 left"},
		"what none explains":               {[]judge.Finding{violated("new value /x", member, "1")}, " of 1, 1 left"},
		"what would be seen elsewhere, too": {
			[]judge.Finding{violated("newest order /e/0/t", member, "x"), violated("newest order /e/0/t", late, "x"), violated("agree order /e", member, "z")},
			"order 2+1 of 2, 0 left",
		},
		"what is hardly like it": {
			[]judge.Finding{violated("agree difference /e/0/t", member, "x"), satisfied("newest", member), satisfied("newest", late)},
			" of 1, 1 left",
		},
		"where its actor does not ask": {append(both("order")[2:], satisfied("newest", admin)), "order 2+0 of 2, 0 left"},
		"behind another answer": {
			append(both("down"), both("order")[1:]...),
			"order 3+0, down 2+0 of 5, 0 left",
		},
		"nothing": {[]judge.Finding{satisfied("newest", member)}, " of 0, 0 left"},
	} {
		t.Run(name, func(t *testing.T) {
			if got := said(m.explain(m.eras.see(test.findings, nil))); got != test.want {
				t.Errorf("%q, want %q", got, test.want)
			}
		})
	}
}

// Nothing of a sign is what a target chose.
func TestSigns(t *testing.T) {
	for name, test := range map[string]struct {
		violation openapi.Violation
		want      Sign
	}{
		"an item":      {openapi.Violation{Kind: "type", At: "/events/12/result", Got: `"a host"`}, Sign{"id", "type", "/events/*/result", ""}},
		"a key":        {openapi.Violation{Kind: "additionalProperties", At: "/a/vendor:key", Got: "1"}, Sign{"id", "additionalProperties", "/a/*", ""}},
		"a status":     {openapi.Violation{Kind: "status", At: "status", Got: "400 badRequest"}, Sign{"id", "status", "status", "400"}},
		"what is null": {openapi.Violation{Kind: "type", At: "/a", Got: "null"}, Sign{"id", "type", "/a", "null"}},
		"the body":     {openapi.Violation{Kind: "additionalProperties", Got: "null"}, Sign{"id", "additionalProperties", "*", "null"}},
	} {
		if got := signOf("id", test.violation); got != test.want {
			t.Errorf("%s: %+v, want %+v", name, got, test.want)
		}
	}
}

func TestEras(t *testing.T) {
	e := someEras()
	for version, want := range map[string]int{
		"": unversioned, "{target.newest}": newest, "latest": elsewhere, "2.050": elsewhere, "2.999": elsewhere, "2.0": elsewhere,
		"2.1": firstEra + 1, "2.50": firstEra + 1, "2.51": firstEra + 2, "2.104": firstEra + 3,
	} {
		if got := e.of(asked(exchange.Member, version)); got != 1<<want {
			t.Errorf("%q is of %b, want %b", version, got, 1<<want)
		}
	}
	if got := e.of(exchange.Probe{Path: "/v2/{p}/servers/{s}"}); got != 1<<firstEra {
		t.Errorf("the legacy path is of %b", got)
	}
	if len(exchange.Actors()) != actors {
		t.Errorf("a scope is of %d actors, and there are %d", actors, len(exchange.Actors()))
	}
}

func TestWhatIsWrittenReadsBack(t *testing.T) {
	m := known(map[string][]judge.Finding{
		"a": {violated("x type /a", asked(exchange.Member, "2.1"), "null"), violated("y status status", asked(exchange.Intruder, "2.104"), "500")},
		"b": nil,
	}, "a", "b")
	var file bytes.Buffer
	if err := m.write(&file); err != nil {
		t.Fatal(err)
	}
	got, err := read(&file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(m, got, cmp.AllowUnexported(matrix{}, row{}, openapi.Edition{})); diff != "" {
		t.Error(diff)
	}
}

// A matrix of another catalogue, or of other faults, names nothing, and says why.
func TestStale(t *testing.T) {
	all := faults.All()
	m := matrix{made: "digest"}
	for _, f := range all {
		m.faults = append(m.faults, row{name: f.Name})
	}
	if why := m.stale("digest", all); why != "" {
		t.Error(why)
	}
	if why := m.stale("another", all); !strings.Contains(why, "another catalogue") {
		t.Errorf("another catalogue: %q", why)
	}
	if why := m.stale("digest", all[1:]); !strings.Contains(why, "other faults") {
		t.Errorf("other faults: %q", why)
	}
	if e := (Dictionary{file: []byte("no gzip")}).Explain(nil, nil); !strings.Contains(e.Silent, "can't be read") {
		t.Errorf("what is no matrix: %+v", e)
	}
}
