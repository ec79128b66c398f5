package render_test

import (
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"github.com/osact/osact/openapi"
	"github.com/osact/osact/runner/render"
	"github.com/osact/osact/runner/verdict"
	"github.com/osact/osact/suites/exchange"
)

var (
	memberOld = probe(exchange.Member, "2.1")
	memberNew = probe(exchange.Member, "2.51")
	adminOld  = probe(exchange.Admin, "2.1")
)

func console(t *testing.T, v verdict.Verdict, rec exchange.Recording, style render.Style) string {
	t.Helper()
	var b strings.Builder
	if err := render.Console(&b, v, rec, []string{"out/verdict.json"}, style); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestConsole(t *testing.T) {
	v := verdictOn(
		violated("SHOULD", "show.headers.vary", []exchange.Probe{memberOld}, openapi.Violation{Kind: "header", At: "header Vary", Want: "a header", Got: "none"}),
		violated("MUST", "show.events.result", []exchange.Probe{memberOld, adminOld}, violation("/events/0/result", "OK"), violation("/events/1/result", "ok")),
		other("MUST", "show.tenancy.outsider", "untested", "nobody plays outsider: give its token in OSACT_TOKEN_OUTSIDER"),
		other("MUST", "show.tenancy.mismatch", "untested", "nobody plays outsider: give its token in OSACT_TOKEN_OUTSIDER"),
		other("MUST", "show.times.format", "inconclusive", "it was answered 503"),
		other("MUST", "show.newest.key", "not applicable", "the target offers 2.1 to 2.96, not 2.104"),
		other("MUST", "show.body", "satisfied", ""),
	)
	v.Requirements[1].Findings = append(v.Requirements[1].Findings, verdict.Finding{Probe: memberNew, Outcome: "satisfied"})
	want := `nonconformant: https://cloud.example:8774 (profile tenant, offers 2.1 to 2.96)
  it is not what it should be
  MUST   1 satisfied, 1 violated, 1 inconclusive, 2 untested, 1 not applicable
  SHOULD 0 satisfied, 1 violated
  2 requests in 1.5s, as admin (unknown), member (clouds.yaml entry alpha)

Violated
  MUST show.events.result
    What show.events.result says.
    at 2 of 3 probes: member 2.1, admin 2.1
    place  /events/*/result
    want   Success or Error
    got    OK (and 1 more like it)
    rule   #/components/schemas/Event
    source seed1 (Response); api-ref
    curl -sSi --url 'https://cloud.example:8774/v2.1/servers/s/os-instance-actions/a?as=member' -H 'Accept: application/json' -H "X-Auth-Token: $OS_TOKEN"

  SHOULD show.headers.vary
    What show.headers.vary says.
    at 1 of 1 probe: member 2.1
    place  header Vary
    want   a header
    got    none
    source seed1 (Response); api-ref
    curl -sSi --url 'https://cloud.example:8774/v2.1/servers/s/os-instance-actions/a?as=member' -H 'Accept: application/json' -H "X-Auth-Token: $OS_TOKEN"

Inconclusive
  it was answered 503:
      show.times.format

Untested
  nobody plays outsider: give its token in OSACT_TOKEN_OUTSIDER:
      show.tenancy.outsider, show.tenancy.mismatch

Not applicable
  the target offers 2.1 to 2.96, not 2.104: show.newest.key

Results
  out/verdict.json
  digest d19e57
`
	if diff := cmp.Diff(want, console(t, v, recordingOf(memberOld, adminOld), render.Style{})); diff != "" {
		t.Error(diff)
	}
}

func TestConsoleLeavesOutWhatDidNotOccur(t *testing.T) {
	v := verdictOn(other("MUST", "show.body", "satisfied", ""))
	v.Verdict, v.Reason, v.Requests, v.Actors = verdict.Conformant, "every MUST that applies holds", 1, nil
	want := `conformant: https://cloud.example:8774 (profile tenant, offers 2.1 to 2.96)
  every MUST that applies holds
  MUST   1 satisfied
  SHOULD 0 satisfied
  1 request in 1.5s

Results
  out/verdict.json
  digest d19e57
`
	if diff := cmp.Diff(want, console(t, v, recordingOf(), render.Style{})); diff != "" {
		t.Error(diff)
	}
}

func TestConsoleSaysWhatWasAsked(t *testing.T) {
	embedded := verdictOn(other("MUST", "show.body", "satisfied", ""))
	embedded.Target.Target = exchange.Target{Kind: exchange.Embedded, URL: "http://127.0.0.1:4321"}
	embedded.Verdict = verdict.Conformant
	narrowed := verdictOn(other("MUST", "show.body", "satisfied", ""))
	narrowed.Only = []string{"show.body"}
	insecure := narrowed
	insecure.Target.Insecure = true
	foreign := narrowed
	foreign.Recorded.Contract = "another"
	unknown := narrowed
	unknown.Target.Offers = verdict.Offer{}
	for _, tt := range []struct {
		name string
		v    verdict.Verdict
		want string
	}{
		{"embedded", embedded, "conformant: the embedded reference cloud (profile tenant, offers 2.1 to 2.96)\n"},
		{"narrowed", narrowed, "nonconformant: https://cloud.example:8774 (profile tenant, only 1 requirement, offers 2.1 to 2.96)\n"},
		{"insecure", insecure, "nonconformant: https://cloud.example:8774 (profile tenant, only 1 requirement, offers 2.1 to 2.96)\n  it is not what it should be\n  certificate not verified\n"},
		{"recorded by another", foreign, `nonconformant: https://cloud.example:8774 (profile tenant, only 1 requirement, offers 2.1 to 2.96)
  it is not what it should be
  MUST   1 satisfied
  SHOULD 0 satisfied
  2 requests in 1.5s, as member (clouds.yaml entry alpha)
  recorded by osact 1.2.3 with another contract, judged by osact 1.2.3
`},
		{"no version document", unknown, "nonconformant: https://cloud.example:8774 (profile tenant, only 1 requirement, offers unknown microversions)\n"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := console(t, tt.v, exchange.Recording{}, render.Style{}); !strings.HasPrefix(got, tt.want) {
				t.Errorf("it begins %q, want %q", got[:min(len(got), 120)], tt.want)
			}
		})
	}
}

func TestConsoleNamesProbesByWhatSetsThemApart(t *testing.T) {
	legacy := exchange.Probe{As: exchange.Reader, Method: "GET", Path: "/v2/{reader.project}/servers"}
	odd := exchange.Probe{As: exchange.Anonymous, Method: "POST", Path: "/v2.1/servers", Variant: "Accept: text/html"}
	elsewhere := memberOld
	elsewhere.Path = "/v2.1/elsewhere"
	aside := probe(exchange.Admin, "2.62")
	aside.Path = elsewhere.Path
	for _, tt := range []struct {
		probes []exchange.Probe
		want   string
	}{
		{[]exchange.Probe{legacy, odd}, "at 2 of 2 probes: reader legacy, POST as anonymous no version [Accept: text/html]\n"},
		{[]exchange.Probe{memberOld, elsewhere}, "at 2 of 2 probes: member 2.1 (2)\n"},
		{
			[]exchange.Probe{memberOld, memberNew, adminOld, legacy, probe(exchange.Admin, "2.62"), elsewhere, aside},
			"at 7 of 7 probes: member 2.1 (2), member 2.51, admin 2.1, reader legacy, 2 more\n",
		},
	} {
		got := console(t, verdictOn(violated("MUST", "show.body", tt.probes, violation("/a", "1"))), exchange.Recording{}, render.Style{Width: 120})
		if !strings.Contains(got, tt.want) {
			t.Errorf("no %q in\n%s", tt.want, got)
		}
	}
}

func TestConsoleCapsWhatItShows(t *testing.T) {
	var requirements []verdict.Requirement
	for i := range 33 {
		requirements = append(requirements,
			violated("MUST", fmt.Sprintf("violated.r%d", i), []exchange.Probe{memberOld}, violation("/a", "1")),
			other("MUST", fmt.Sprintf("unclear.r%d", i), "inconclusive", fmt.Sprintf("reason %d", i)),
			other("MUST", fmt.Sprintf("unasked.r%d", i), "untested", fmt.Sprintf("reason %d", i)),
			other("MUST", fmt.Sprintf("beside.r%d", i), "not applicable", fmt.Sprintf("reason %d", i)),
			other("MUST", fmt.Sprintf("beside.one-reason%d", i), "not applicable", "reason 0"))
	}
	got := console(t, verdictOn(requirements...), exchange.Recording{}, render.Style{})
	for _, section := range []string{"Violated", "Inconclusive", "Untested", "Not applicable"} {
		_, text, found := strings.Cut(got, "\n"+section+"\n")
		if !found {
			t.Errorf("no section %s", section)
			continue
		}
		end := strings.Index(text, "\n  and 13 more in verdict.json\n")
		if end < 0 {
			t.Errorf("%s does not say how many are left out", section)
			continue
		}
		count := len(regexp.MustCompile(`(violated|unclear|unasked|beside)\.r\d+(\n|: /a: want Success or Error, got 1\n)`).FindAllString(text[:end+1], -1))
		if section == "Not applicable" { // the first reason has more ids
			if !strings.Contains(text[:end], "reason 0: beside.r0, beside.one-reason0 and 32 more\n") {
				t.Errorf("the ids of one reason are not cut:\n%s", text[:end])
			}
			count++
		}
		if count != 20 {
			t.Errorf("%s shows %d, want 20", section, count)
		}
	}
}

// A requirement that is violated at many places is one thing to read about.
func TestConsoleGroupsThePlacesOfARequirement(t *testing.T) {
	var places []openapi.Violation
	for i := range 7 {
		places = append(places, violation(fmt.Sprintf("/key%d", i), "1"))
	}
	got := console(t, verdictOn(violated("MUST", "show.body", []exchange.Probe{memberOld}, places...)), exchange.Recording{}, render.Style{})
	want := `Violated
  MUST show.body
    What show.body says.
    at 1 of 1 probe: member 2.1
    /key0: want Success or Error, got 1
    /key1: want Success or Error, got 1
    /key2: want Success or Error, got 1
    /key3: want Success or Error, got 1
    and at 3 other places
    source seed1 (Response); api-ref
`
	if !strings.Contains(got, want) {
		t.Errorf("want\n%s\ngot\n%s", want, got)
	}
}

func TestConsoleLetsNothingOfTheTargetReachTheTerminal(t *testing.T) {
	v := hostileVerdict()
	rec := hostileRecording()
	got := console(t, v, rec, render.Style{})
	if i := strings.IndexFunc(got, strange); i >= 0 || !utf8.ValidString(got) {
		t.Errorf("character %q in %q", got[i:min(len(got), i+4)], got[max(0, i-60):i])
	}
	if want := `got    \x1b[2J\r\n` + `\u202e`; !strings.Contains(got, want) {
		t.Errorf("no %q in\n%s", want, got)
	}
	coloured := console(t, v, rec, render.Style{Color: true})
	stripped := regexp.MustCompile(`\x1b\[[0-9;]*m`).ReplaceAllString(coloured, "")
	if stripped == coloured {
		t.Error("there is no colour")
	}
	if diff := cmp.Diff(got, stripped); diff != "" {
		t.Errorf("colour changes more than colours: %s", diff)
	}
}

// strange holds for what may do more to a terminal than show: all that is
// neither a line break nor a character with a shape of its own.
func strange(r rune) bool {
	return r != '\n' && (r < ' ' || r >= 0x7f && r < 0xa0 || slices.Contains([]rune{0x202e, 0xfffe, utf8.RuneError}, r))
}

// hostileVerdict holds hostile texts wherever a text can be.
func hostileVerdict() verdict.Verdict {
	bad := exchange.Probe{As: hostile, Method: hostile, Path: hostile, Version: hostile, Variant: hostile, Body: hostile}
	r := violated("MUST", hostile, []exchange.Probe{bad}, openapi.Violation{
		Kind: hostile, At: hostile, Rule: hostile, Requirement: hostile, Want: hostile, Got: hostile,
	})
	r.Statement = hostile
	r.Sources = []verdict.Source{{Name: hostile, Place: hostile}}
	warned := r
	warned.ID, warned.Level = hostile+"0", "SHOULD"
	v := verdictOn(r, warned,
		other("MUST", hostile, "untested", hostile), other("MUST", hostile+"2", "inconclusive", hostile),
		other("MUST", hostile+"3", "not applicable", hostile))
	v.Target = verdict.Target{
		Target: exchange.Target{Kind: hostile, URL: hostile},
		Offers: verdict.Offer{Minimum: hostile, Maximum: hostile},
	}
	v.Profile, v.Digest, v.Suite, v.Contract, v.Reason = hostile, hostile, hostile, hostile, hostile
	v.Verdict, v.Only = hostile, []string{hostile}
	v.Actors = map[exchange.Actor]exchange.Identity{exchange.Member: {Origin: hostile}}
	return v
}

// hostileRecording holds the exchange of hostileVerdict.
func hostileRecording() exchange.Recording {
	bad := exchange.Probe{As: hostile, Method: hostile, Path: hostile, Version: hostile, Variant: hostile, Body: hostile}
	return exchange.Recording{
		Exchanges: []exchange.Exchange{{Probe: bad, Request: exchange.Request{
			Method: hostile, URL: hostile, Body: hostile, Header: map[string][]string{hostile: {hostile}, "X": {hostile}},
		}}},
	}
}

func TestConsoleKeepsToItsWidth(t *testing.T) {
	var requirements []verdict.Requirement
	for i := range 30 {
		requirements = append(requirements, other("MUST", fmt.Sprintf("show.requirement.number%d", i), "untested", strings.Repeat("a few words ", 12)))
	}
	v := verdictOn(requirements...)
	v.Target.URL = "http://c"
	for _, width := range []int{30, 44, 60, 100, 0} {
		widest := 0
		for line := range strings.Lines(console(t, v, exchange.Recording{}, render.Style{Width: width})) {
			if n := utf8.RuneCountInString(strings.TrimSuffix(line, "\n")); !strings.Contains(line, "nonconformant") {
				widest = max(widest, n)
			}
		}
		want := map[int]int{30: 40, 0: 80} // what narrow terminals and unknown ones count as
		if most := max(width, want[width]); widest > most || widest < most-25 {
			t.Errorf("the widest line has %d characters at a width of %d", widest, width)
		}
	}
}

func TestConsoleShowsNoCommandThatItCannotKnow(t *testing.T) {
	short, long := recordingOf(memberOld), recordingOf(memberOld)
	long.Exchanges[0].Request.Body = strings.Repeat("x", 5000)
	other := recordingOf(adminOld)
	negative := violated("MUST", "show.body", []exchange.Probe{memberOld}, violation("/a", "1"))
	negative.Findings[0].Evidence = []int{-1, 9}
	usual := violated("MUST", "show.body", []exchange.Probe{memberOld}, violation("/a", "1"))
	for _, tt := range []struct {
		name string
		r    verdict.Requirement
		rec  exchange.Recording
		want bool
	}{
		{"it is there", usual, short, true},
		{"the recording is another one", usual, other, false},
		{"the recording is empty", usual, exchange.Recording{}, false},
		{"the evidence is outside of it", negative, short, false},
		{"it is too long", usual, long, false},
	} {
		if got := strings.Contains(console(t, verdictOn(tt.r), tt.rec, render.Style{}), "curl "); got != tt.want {
			t.Errorf("%s: a command is shown: %v", tt.name, got)
		}
	}
}

func TestErrorsOfTheWriterAreReturned(t *testing.T) {
	full := errors.New("no space left")
	r, w := io.Pipe()
	if err := r.CloseWithError(full); err != nil {
		t.Fatal(err)
	}
	v := verdictOn()
	for name, err := range map[string]error{
		"Console": render.Console(w, v, exchange.Recording{}, nil, render.Style{}),
		"Report":  render.Report(w, v, exchange.Recording{}),
		"Summary": render.Summary(w, v, exchange.Recording{}),
		"JUnit":   render.JUnit(w, v, exchange.Recording{}),
	} {
		if !errors.Is(err, full) {
			t.Errorf("%s returns %v", name, err)
		}
	}
}
