package ci_test

import (
	"bytes"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/osact/osact/openapi"
	"github.com/osact/osact/runner/ci"
	"github.com/osact/osact/runner/render/rendertest"
	"github.com/osact/osact/runner/verdict"
	"github.com/osact/osact/suites/claim"
	"github.com/osact/osact/suites/exchange"
)

// one is a verdict on one requirement that came to something.
func one(c ci.Came) verdict.Verdict {
	level, outcome, gate := openapi.Must, "violated", (*verdict.Gate)(nil)
	standing := func(s verdict.Standing) *verdict.Gate {
		return &verdict.Gate{Violated: []verdict.GateCause{{Requirement: "show.it", Standing: s}}, Waivers: []verdict.Waived{{Requirement: "show.it", Use: verdict.Needed, Owner: "o@example.org"}}}
	}
	ending := exchange.Complete
	switch c {
	case ci.Passed:
		outcome = "satisfied"
	case ci.Warned:
		level = openapi.Should
	case ci.Waived:
		gate = standing(verdict.Excused)
	case ci.Known:
		gate = standing(verdict.Known)
		gate.Waivers = nil
	case ci.Unexpected:
		outcome, gate = "satisfied", standing("")
		gate.Violated, gate.Waivers[0].Use = nil, verdict.Unneeded
	case ci.Inconclusive:
		outcome = "inconclusive"
	case ci.Inapplicable:
		outcome = "not applicable"
	case ci.Untested:
		outcome = "untested"
	case ci.NotRun:
		outcome, ending = "untested", exchange.Interrupted
	}
	r := rendertest.Other(level, "show.it", outcome, "why")
	if outcome == "violated" {
		r = rendertest.Violated(level, "show.it", []exchange.Probe{rendertest.MemberOld}, rendertest.Violation("/a", "1"))
	}
	v := rendertest.Verdict(r)
	v.Gate, v.Ending = gate, ending
	return v
}

func printed(t *testing.T, write func(io.Writer, verdict.Verdict) error, v verdict.Verdict) string {
	t.Helper()
	var b bytes.Buffer
	if err := write(&b, v); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// Each format has one word for all that a requirement can come to.
func TestEachFormatIsTotal(t *testing.T) {
	want := map[ci.Came][4]string{ // CTRF, SCS, GitHub, subunit
		ci.Passed: {"passed", "PASS", "", "success"}, ci.Warned: {"passed", "PASS", "warning", "success"}, ci.Failed: {"failed", "FAIL", "error", "fail"},
		ci.Waived: {"failed", "FAIL", "warning", "xfail"}, ci.Known: {"failed", "FAIL", "warning", "xfail"}, ci.Unexpected: {"passed", "PASS", "warning", "uxsuccess"},
		ci.Inconclusive: {"other", "ABORT", "warning", "fail"}, ci.Inapplicable: {"skipped", "", "", "skip"}, ci.Untested: {"skipped", "", "", "skip"},
		ci.NotRun: {"pending", "", "warning", "exists"},
	}
	states := []string{"", "exists", "inprogress", "success", "uxsuccess", "skip", "fail", "xfail"}
	for _, c := range ci.All() {
		v := one(c)
		if got := ci.Of(v); !slices.Equal(got, []ci.Came{c}) {
			t.Errorf("it came to %v, want %s", got, c)
			continue
		}
		var ctrf struct {
			Results struct {
				Summary map[string]int64
				Tests   []struct {
					Status, RawStatus string
					Extra             map[string]string
				}
			}
		}
		if err := json.Unmarshal([]byte(printed(t, ci.CTRF, v)), &ctrf); err != nil {
			t.Fatal(err)
		}
		lines := printed(t, ci.SCS, v)
		scs := ""
		if _, after, ok := strings.Cut(strings.Split(lines, "\n")[0], "show.it: "); ok {
			scs = after
		}
		github, _, _ := strings.Cut(strings.TrimPrefix(printed(t, ci.Annotations, v), "::"), " ")
		test := ctrf.Results.Tests[0]
		stream := printed(t, ci.Subunit, v)
		state := stream[strings.LastIndex(stream, "\xb3\x2b")+2] & 7
		if diff := cmp.Diff(want[c], [4]string{test.Status, scs, github, states[state]}); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c, diff)
		}
		if ctrf.Results.Summary[test.Status] != 1 || ctrf.Results.Summary["tests"] != 1 || test.RawStatus != string(c) {
			t.Errorf("%s: summary %v, raw status %s", c, ctrf.Results.Summary, test.RawStatus)
		}
		if (c == ci.Waived) != strings.Contains(test.Extra["waiver"], "o@example.org") && c != ci.Unexpected {
			t.Errorf("%s: waiver %q", c, test.Extra["waiver"])
		}
		// The runner of SCS counts lines that begin so, and takes an ABORT for no failure.
		if open := scs == "ABORT" || scs == ""; strings.Contains("\n"+lines, "\nCRITICAL") != open || strings.Count(lines, "CRITICAL") > 1 {
			t.Errorf("%s: it prints\n%s", c, lines)
		}
	}
}

// An outcome that does not exist is not taken for a pass.
func TestAnOutcomeOfNobodys(t *testing.T) {
	v := one(ci.Passed)
	v.Requirements[0].Outcome = claim.Outcome("fine")
	if got := ci.Of(v); got[0] != ci.Inconclusive {
		t.Errorf("it came to %s", got[0])
	}
}

// What a target sent adds no line and no command.
func TestNothingOfATargetIsACommand(t *testing.T) {
	v := rendertest.HostileVerdict()
	v.Gate = rendertest.Gate(rendertest.Hostile)
	v.Latency = []verdict.Latency{{Operation: rendertest.Hostile, Samples: 1}}
	metric := regexp.MustCompile(`^(# (HELP|TYPE) osact_[a-z_]+ .*|osact_[a-z_]+\{([a-z]+="([^"\\]|\\.)*",?)+\} -?[0-9.e+-]+)$`)
	for name, format := range map[string]struct {
		write func(io.Writer, verdict.Verdict) error
		line  *regexp.Regexp
	}{
		"CTRF":        {ci.CTRF, regexp.MustCompile(``)},
		"SCS":         {ci.SCS, regexp.MustCompile(`^(.*: (PASS|FAIL|ABORT)|CRITICAL: .*)$`)},
		"annotations": {ci.Annotations, regexp.MustCompile(`^::(error|warning) title=[^:]*::.*$`)},
		"outputs":     {ci.Outputs, regexp.MustCompile(`^[a-z-]+=.*$`)},
		"Prometheus":  {ci.Prometheus, metric},
		"subunit":     {ci.Subunit, regexp.MustCompile(``)},
	} {
		text := printed(t, format.write, v)
		for _, line := range strings.Split(strings.TrimSuffix(text, "\n"), "\n") {
			if !format.line.MatchString(line) {
				t.Errorf("%s has the line %q", name, line)
			}
		}
		if i := strings.IndexFunc(text, rendertest.Strange); i >= 0 && name != "subunit" { // which is bytes
			t.Errorf("%s has %q", name, text[i:min(len(text), i+5)])
		}
		if err := format.write(rendertest.Full(t), v); !errors.Is(err, rendertest.ErrFull) {
			t.Errorf("%s: %v, want %v", name, err, rendertest.ErrFull)
		}
	}
	if text := printed(t, ci.CTRF, v); !json.Valid([]byte(text)) {
		t.Error("CTRF is no JSON")
	}
}

// GitHub keeps ten annotations of a kind: what fails comes first, and the rest is counted.
func TestAnnotationsAreBounded(t *testing.T) {
	var all []verdict.Requirement
	for i := range 30 {
		all = append(all, rendertest.Violated("MUST", fmt.Sprintf("show.%d", i), []exchange.Probe{rendertest.MemberOld}, rendertest.Violation("/a", "1")))
	}
	text := printed(t, ci.Annotations, rendertest.Verdict(all...))
	if strings.Count(text, "::error ") != 10 || !strings.Contains(text, "::error title=osact::and 21 more in verdict.json\n") {
		t.Errorf("it prints\n%s", text)
	}
}

func TestPrometheus(t *testing.T) {
	v := rendertest.Mixed()
	v.Gate = rendertest.Gate("why")
	text := printed(t, ci.Prometheus, v)
	for _, line := range []string{
		`osact_verdict{target="https://cloud.example:8774",profile="tenant",verdict="nonconformant"} 1`,
		`osact_verdict{target="https://cloud.example:8774",profile="tenant",verdict="conformant"} 0`,
		`osact_requirements{target="https://cloud.example:8774",profile="tenant",level="MUST",outcome="violated"} 1`,
		`osact_run_end_timestamp_seconds{target="https://cloud.example:8774",profile="tenant"} 1772600768`,
		`osact_run_duration_seconds{target="https://cloud.example:8774",profile="tenant"} 1.5`,
		`osact_gate_passes{target="https://cloud.example:8774",profile="tenant"} 0`,
	} {
		if !strings.Contains(text, line+"\n") {
			t.Errorf("it lacks %s:\n%s", line, text)
		}
	}
}

// The bytes are those that subunit's own library writes for the same.
func TestSubunit(t *testing.T) {
	v := one(ci.Inapplicable)
	v.Started = time.Date(2026, 3, 4, 5, 6, 7, 120_000_000, time.UTC)
	const want = "b32b021869a7bdbfc7270e000773686f772e697475aa1a03" + // it begins
		"b32970330773686f772e697417746578742f706c61696e3b636861727365743d7574663806726561736f6e03776879e58b9a24" + // the reason: why
		"b32b852d69a7bdbfc7270e000773686f772e697402046d7573740e6e6f742d6170706c696361626c652b28e990" // it is skipped
	if got := hex.EncodeToString([]byte(printed(t, ci.Subunit, v))); got != want {
		t.Errorf("it writes\n%s, want\n%s", got, want)
	}
	v.Requirements[0].ID = strings.Repeat("i", 300)
	if got := []byte(printed(t, ci.Subunit, v)); len(got) != 1005 || crc32.ChecksumIEEE(got) != 0x22895311 {
		t.Errorf("with a long name it writes %d bytes:\n%x", len(got), got)
	}
}
