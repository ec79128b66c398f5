package console_test

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"github.com/osact/osact/openapi"
	"github.com/osact/osact/runner/render/console"
	"github.com/osact/osact/runner/render/rendertest"
	"github.com/osact/osact/runner/verdict"
	"github.com/osact/osact/suites/exchange"
)

func printed(t *testing.T, v verdict.Verdict, rec exchange.Recording, style console.Style) string {
	t.Helper()
	var b strings.Builder
	if err := console.Verdict(&b, v, rec, []string{"out/verdict.json"}, style); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestConsole(t *testing.T) {
	v := rendertest.Verdict(
		rendertest.Violated("SHOULD", "show.headers.vary", []exchange.Probe{rendertest.MemberOld}, openapi.Violation{Kind: "header", At: "header Vary", Want: "a header", Got: "none"}),
		rendertest.Violated("MUST", "show.events.result", []exchange.Probe{rendertest.MemberOld, rendertest.AdminOld}, rendertest.Violation("/events/0/result", "OK"), rendertest.Violation("/events/1/result", "ok")),
		rendertest.Other("MUST", "show.tenancy.outsider", "untested", "nobody plays outsider: give its token in OSACT_TOKEN_OUTSIDER"),
		rendertest.Other("MUST", "show.tenancy.mismatch", "untested", "nobody plays outsider: give its token in OSACT_TOKEN_OUTSIDER"),
		rendertest.Other("MUST", "show.times.format", "inconclusive", "it was answered 503"),
		rendertest.Other("MUST", "show.newest.key", "not applicable", "the target offers 2.1 to 2.96, not 2.104"),
		rendertest.Other("MUST", "show.body", "satisfied", ""),
	)
	v.Notes = []string{"the target limits how often it is asked"}
	v.Requirements[1].Findings = append(v.Requirements[1].Findings, verdict.Finding{Probe: rendertest.MemberNew, Outcome: "satisfied"})
	want := `nonconformant: https://cloud.example:8774 (profile tenant, offers 2.1 to 2.96)
  it is not what it should be
  MUST   1 satisfied, 1 violated, 1 inconclusive, 2 untested, 1 not applicable
  SHOULD 0 satisfied, 1 violated
  2 requests in 1.5s, as admin (unknown), member (clouds.yaml entry alpha)
  the target limits how often it is asked

Violated: 2 causes break 2 requirements
  MUST show.events.result
    What show.events.result says.
    at 2 of 3 probes: member 2.1, admin 2.1
    place  /events/*/result
    want   Success or Error
    got    OK (and 1 more like it)
    rule   #/components/schemas/Event
    source seed1 (Response); api-ref
    curl -sSi --url 'https://cloud.example:8774/v2.1/servers/s/os-instance-actions/a?as=member' -H "X-Auth-Token: $OS_TOKEN"

  SHOULD show.headers.vary
    What show.headers.vary says.
    at 1 of 1 probe: member 2.1
    place  header Vary
    want   a header
    got    none
    source seed1 (Response); api-ref
    curl -sSi --url 'https://cloud.example:8774/v2.1/servers/s/os-instance-actions/a?as=member' -H "X-Auth-Token: $OS_TOKEN"

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
  findings digest d19e57
  evidence digest e71de9
`
	if diff := cmp.Diff(want, printed(t, v, rendertest.Recording(rendertest.MemberOld, rendertest.AdminOld), console.Style{})); diff != "" {
		t.Error(diff)
	}
}

func TestConsoleLeavesOutWhatDidNotOccur(t *testing.T) {
	v := rendertest.Verdict(rendertest.Other("MUST", "show.body", "satisfied", ""))
	v.Verdict, v.Reason, v.Requests, v.Actors = verdict.Conformant, "every MUST that applies holds", 1, nil
	want := `conformant: https://cloud.example:8774 (profile tenant, offers 2.1 to 2.96)
  every MUST that applies holds
  MUST   1 satisfied
  SHOULD 0 satisfied
  1 request in 1.5s

Results
  out/verdict.json
  findings digest d19e57
  evidence digest e71de9
`
	if diff := cmp.Diff(want, printed(t, v, rendertest.Recording(), console.Style{})); diff != "" {
		t.Error(diff)
	}
}

func TestConsoleSaysWhatWasAsked(t *testing.T) {
	embedded := rendertest.Verdict(rendertest.Other("MUST", "show.body", "satisfied", ""))
	embedded.Target.Target = exchange.Target{Kind: exchange.Embedded, URL: "http://127.0.0.1:4321"}
	embedded.Verdict = verdict.Conformant
	narrowed := rendertest.Verdict(rendertest.Other("MUST", "show.body", "satisfied", ""))
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
  recorded by osact 1.2.3 with the contract another, judged by osact 1.2.3 with the contract c0ffee
`},
		{"by a given contract", rendertest.ByGivenContract(), `conformant: https://cloud.example:8774 (profile tenant, by a contract that is not osact's own, offers 2.1 to 2.96)
  every MUST that applies holds; judged by the contract given:c0ffee, which is not the one of osact
  1.2.3
`},
		{"no version document", unknown, "nonconformant: https://cloud.example:8774 (profile tenant, only 1 requirement, offers unknown microversions)\n"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := printed(t, tt.v, exchange.Recording{}, console.Style{Width: 100}); !strings.HasPrefix(got, tt.want) {
				t.Errorf("it begins %q, want %q", got[:min(len(got), 120)], tt.want)
			}
		})
	}
}

func TestConsoleNamesProbesByWhatSetsThemApart(t *testing.T) {
	legacy := exchange.Probe{As: exchange.Reader, Method: "GET", Path: "/v2/{reader.project}/servers"}
	odd := exchange.Probe{As: exchange.Anonymous, Method: "POST", Path: "/v2.1/servers", Variant: "Accept: text/html"}
	elsewhere := rendertest.MemberOld
	elsewhere.Path = "/v2.1/elsewhere"
	aside := rendertest.Probe(exchange.Admin, "2.62")
	aside.Path = elsewhere.Path
	for _, tt := range []struct {
		probes []exchange.Probe
		want   string
	}{
		{[]exchange.Probe{legacy, odd}, "at 2 of 2 probes: reader legacy, POST as anonymous no version [Accept: text/html]\n"},
		{[]exchange.Probe{rendertest.MemberOld, elsewhere}, "at 2 of 2 probes: member 2.1 (2)\n"},
		{
			[]exchange.Probe{rendertest.MemberOld, rendertest.MemberNew, rendertest.AdminOld, legacy, rendertest.Probe(exchange.Admin, "2.62"), elsewhere, aside},
			"at 7 of 7 probes: member 2.1 (2), member 2.51, admin 2.1, reader legacy, 2 more\n",
		},
	} {
		got := printed(t, rendertest.Verdict(rendertest.Violated("MUST", "show.body", tt.probes, rendertest.Violation("/a", "1"))), exchange.Recording{}, console.Style{Width: 120})
		if !strings.Contains(got, tt.want) {
			t.Errorf("no %q in\n%s", tt.want, got)
		}
	}
}

func TestConsoleCapsWhatItShows(t *testing.T) {
	var requirements []verdict.Requirement
	for i := range 33 {
		requirements = append(requirements,
			rendertest.Violated("MUST", fmt.Sprintf("violated.r%d", i), []exchange.Probe{rendertest.MemberOld}, rendertest.Violation("/a", strconv.Itoa(i))),
			rendertest.Other("MUST", fmt.Sprintf("unclear.r%d", i), "inconclusive", fmt.Sprintf("reason %d", i)),
			rendertest.Other("MUST", fmt.Sprintf("unasked.r%d", i), "untested", fmt.Sprintf("reason %d", i)),
			rendertest.Other("MUST", fmt.Sprintf("beside.r%d", i), "not applicable", fmt.Sprintf("reason %d", i)),
			rendertest.Other("MUST", fmt.Sprintf("beside.one-reason%d", i), "not applicable", "reason 0"))
	}
	got := printed(t, rendertest.Verdict(requirements...), exchange.Recording{}, console.Style{})
	for _, section := range []string{"Violated", "Inconclusive", "Untested", "Not applicable"} {
		_, text, found := strings.Cut(got, "\n"+section)
		if !found {
			t.Errorf("no section %s", section)
			continue
		}
		want := 20
		if section == "Violated" {
			want = 10
		}
		end := strings.Index(text, fmt.Sprintf("\n  and %d more in verdict.json\n", 33-want))
		if end < 0 {
			t.Errorf("%s does not say how many are left out", section)
			continue
		}
		count := len(regexp.MustCompile(`(violated|unclear|unasked|beside)\.r\d+(\n|: /a: want Success or Error, got \d+\n)`).FindAllString(text[:end+1], -1))
		if section == "Not applicable" { // the first reason has more ids
			if !strings.Contains(text[:end], "reason 0: beside.one-reason0 (1), ") && !strings.Contains(text[:end], "reason 0: beside.r0 (1), ") {
				t.Errorf("the ids of one reason are not folded:\n%s", text[:end])
			}
			count++
		}
		if count != want {
			t.Errorf("%s shows %d, want %d", section, count, want)
		}
	}
}

// Ten causes and the head fill a screen of 24 lines, and none is wider than it.
func TestConsoleShowsManyCausesOnOneScreen(t *testing.T) {
	var requirements []verdict.Requirement
	for i := range 10 {
		place := openapi.Violation{Kind: "enum", At: fmt.Sprintf("/key%d", i), Want: strings.Repeat("w", 150), Got: strings.Repeat("g", 20+i*15)}
		requirements = append(requirements, rendertest.Violated("MUST", fmt.Sprintf("show.requirement.number%d", i), []exchange.Probe{rendertest.MemberOld}, place))
	}
	v := rendertest.Verdict(requirements...)
	v.Latency = []verdict.Latency{{Operation: verdict.ShowAction}, {Operation: verdict.ListActions}}
	v.Covering = &verdict.Covering{Unmet: []string{"a=b", "c=d"}}
	screen := strings.Split(printed(t, v, exchange.Recording{}, console.Style{Width: 100}), "\n")[:24]
	for i := range 10 {
		at := slices.IndexFunc(screen, func(line string) bool {
			return strings.HasPrefix(line, fmt.Sprintf("  MUST show.requirement.number%d: /key%d: want w", i, i))
		})
		if at < 0 || !strings.Contains(screen[at], ", got g") {
			t.Errorf("cause %d is not on the first screen:\n%s", i, strings.Join(screen, "\n"))
			continue
		}
		if n := utf8.RuneCountInString(screen[at]); n > 100 {
			t.Errorf("it takes %d characters: %s", n, screen[at])
		}
	}
}

// Two long texts that begin alike are told apart by what is shown of them.
func TestConsoleShowsWhereWantAndGotDiffer(t *testing.T) {
	var requirements []verdict.Requirement
	for i := range 3 {
		id := "req-9cb1dbc5-754f-447d-810e-9812a66549a"
		one := openapi.Violation{Kind: "const", At: fmt.Sprintf("/key%d", i), Want: id + "b0", Got: id + "c1"}
		requirements = append(requirements, rendertest.Violated("MUST", fmt.Sprintf("show.r%d", i), []exchange.Probe{rendertest.MemberOld}, one))
	}
	got := printed(t, rendertest.Verdict(requirements...), exchange.Recording{}, console.Style{Width: 90})
	if want := "  MUST show.r1: /key1: want …66549ab0, got …66549ac1\n"; !strings.Contains(got, want) {
		t.Errorf("no %q in\n%s", want, got)
	}
}

// Where the locale has no other characters, none is written, whoever brought it.
func TestConsoleWritesASCIIWhereThatIsAll(t *testing.T) {
	r := rendertest.Violated("MUST", "show.body", []exchange.Probe{rendertest.MemberOld}, rendertest.Violation("/a", strings.Repeat("é", 400)))
	r.Sources = []verdict.Source{{Name: "RFC 9110 §15.5"}}
	got := printed(t, rendertest.Verdict(r), exchange.Recording{}, console.Style{ASCII: true})
	if i := strings.IndexFunc(got, func(r rune) bool { return r >= 0x80 }); i >= 0 {
		t.Errorf("there is %q", got[i:min(len(got), i+8)])
	}
	for _, want := range []string{`\u00e9\u00e9`, "...", "RFC 9110 section 15.5"} {
		if !strings.Contains(got, want) {
			t.Errorf("no %q in\n%s", want, got)
		}
	}
}

// What one cause breaks beside its own requirement, and what it keeps from being judged,
// stands below it, and nowhere else.
func TestConsoleTellsWhatACauseBreaks(t *testing.T) {
	wrong := rendertest.Violation("status", "203")
	requirements := []verdict.Requirement{rendertest.Violated("MUST", "show.status.is-200", []exchange.Probe{rendertest.MemberOld, rendertest.MemberNew}, wrong)}
	for i := range 7 {
		requirements = append(requirements, rendertest.Violated("MUST", fmt.Sprintf("list.rows.r%d", i), []exchange.Probe{rendertest.MemberOld}, wrong))
	}
	hidden := rendertest.Other("MUST", "show.body", "untested", "no action ended well: stop and start a server")
	hidden.Findings[0].Evidence = []int{0, 1}
	got := printed(t, rendertest.Verdict(append(requirements, hidden)...), exchange.Recording{}, console.Style{Width: 100})
	want := `Violated: 1 cause breaks 8 requirements; 1 other could not be judged because of it
  MUST show.status.is-200
    What show.status.is-200 says.
    at 2 of 2 probes: member 2.1, member 2.51
    place  status
    want   Success or Error
    got    203
    rule   #/components/schemas/Event
    also breaks list.rows (7)
    not judged 1 requirement, since half or more of the answers needed are wrong (2 were looked
      at): show.body
    source seed1 (Response); api-ref
`
	if !strings.Contains(got, want) || strings.Contains(got, "stop and start") {
		t.Errorf("want\n%s\ngot\n%s", want, got)
	}
}

// A requirement that is violated at many places is one thing to read about.
func TestConsoleGroupsThePlacesOfARequirement(t *testing.T) {
	var places []openapi.Violation
	for i := range 7 {
		places = append(places, rendertest.Violation(fmt.Sprintf("/key%d", i), "1"))
	}
	got := printed(t, rendertest.Verdict(rendertest.Violated("MUST", "show.body", []exchange.Probe{rendertest.MemberOld}, places...)), exchange.Recording{}, console.Style{})
	want := `Violated: 1 cause breaks 1 requirement
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
	v := rendertest.HostileVerdict()
	rec := rendertest.HostileRecording()
	got := printed(t, v, rec, console.Style{})
	if i := strings.IndexFunc(got, rendertest.Strange); i >= 0 || !utf8.ValidString(got) {
		t.Errorf("character %q in %q", got[i:min(len(got), i+4)], got[max(0, i-60):i])
	}
	if want := `got    \x1b[2J\r\n` + `\u202e`; !strings.Contains(got, want) {
		t.Errorf("no %q in\n%s", want, got)
	}
	coloured := printed(t, v, rec, console.Style{Color: true})
	stripped := regexp.MustCompile(`\x1b\[[0-9;]*m`).ReplaceAllString(coloured, "")
	if stripped == coloured {
		t.Error("there is no colour")
	}
	if diff := cmp.Diff(got, stripped); diff != "" {
		t.Errorf("colour changes more than colours: %s", diff)
	}
}

func TestConsoleKeepsToItsWidth(t *testing.T) {
	var requirements []verdict.Requirement
	for i := range 30 {
		requirements = append(requirements, rendertest.Other("MUST", fmt.Sprintf("show.requirement.number%d", i), "untested", strings.Repeat("a few words ", 12)))
	}
	v := rendertest.Verdict(requirements...)
	v.Target.URL = "http://c"
	for _, width := range []int{30, 44, 60, 100, 0} {
		widest := 0
		for line := range strings.Lines(printed(t, v, exchange.Recording{}, console.Style{Width: width})) {
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
	short, long := rendertest.Recording(rendertest.MemberOld), rendertest.Recording(rendertest.MemberOld)
	long.Exchanges[0].Request.Body = strings.Repeat("x", 5000)
	other := rendertest.Recording(rendertest.AdminOld)
	negative := rendertest.Violated("MUST", "show.body", []exchange.Probe{rendertest.MemberOld}, rendertest.Violation("/a", "1"))
	negative.Findings[0].Evidence = []int{-1, 9}
	usual := rendertest.Violated("MUST", "show.body", []exchange.Probe{rendertest.MemberOld}, rendertest.Violation("/a", "1"))
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
		if got := strings.Contains(printed(t, rendertest.Verdict(tt.r), tt.rec, console.Style{}), "curl "); got != tt.want {
			t.Errorf("%s: a command is shown: %v", tt.name, got)
		}
	}
}

func TestErrorsOfTheWriterAreReturned(t *testing.T) {
	if err := console.Verdict(rendertest.Full(t), rendertest.Verdict(), exchange.Recording{}, nil, console.Style{}); !errors.Is(err, rendertest.ErrFull) {
		t.Errorf("it returns %v", err)
	}
}
