package command

import (
	"bytes"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/osact/osact/openapi"
	"github.com/osact/osact/runner/compare"
	"github.com/osact/osact/runner/exit"
	"github.com/osact/osact/runner/results"
	"github.com/osact/osact/runner/verdict"
	"github.com/osact/osact/suites/claim"
	"github.com/osact/osact/suites/exchange"
	"github.com/osact/osact/suites/judge"
)

// single is a contract of one requirement, which every profile demands.
type single struct{}

func (single) ID() string { return "c0ffee" }

func (single) Profile(name string) (openapi.Profile, bool) {
	return openapi.Profile{Name: name, Requirements: []string{"show.status.is-200"}}, true
}

func (single) Requirement(id string) (openapi.Requirement, bool) {
	return openapi.Requirement{ID: id, Level: openapi.Must}, true
}

// verdictOf writes a verdict on one requirement, and returns its folder.
func verdictOf(t *testing.T, outcome claim.Outcome) string {
	t.Helper()
	return verdictOn(t, "tenant", outcome)
}

func verdictOn(t *testing.T, profile string, outcome claim.Outcome) string {
	t.Helper()
	recording := exchange.Recording{Profile: profile, Ending: exchange.Complete}
	v := verdict.New(single{}, recording, []judge.Finding{{Requirement: "show.status.is-200", Subject: "an action", Outcome: outcome}}, verdict.Options{})
	out := t.TempDir()
	file, err := os.Create(filepath.Join(out, results.VerdictFile))
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(v.Write(file), file.Close()); err != nil {
		t.Fatal(err)
	}
	return out
}

func TestDiff(t *testing.T) {
	good, bad, cut := verdictOf(t, claim.Satisfied), verdictOf(t, claim.Violated), verdictOf(t, claim.Untested)
	for _, test := range []struct {
		name     string
		old, new string
		exit     int
		first    string
	}{
		{"the same", good, filepath.Join(good, results.VerdictFile), 0, "the same: "},
		{"worse", good, bad, 1, "worse: "},
		{"mended", bad, good, 0, "no worse: "},
		{"less", good, cut, exit.Policy, "less was judged: "},
	} {
		t.Run(test.name, func(t *testing.T) {
			code, said, stderr := called(t, "diff", test.old, test.new)
			if code != test.exit || stderr != "" || !strings.HasPrefix(said, test.first) {
				t.Errorf("exit %d, want %d: %s%s", code, test.exit, said, stderr)
			}
			code, said, stderr = called(t, "diff", "--json", test.old, test.new)
			var d compare.Difference
			if err := json.Unmarshal([]byte(said), &d); err != nil || code != test.exit || stderr != "" {
				t.Fatalf("exit %d, want %d: %v %s", code, test.exit, err, stderr)
			}
			if d.Schema != compare.SchemaID || d.Gate == nil || d.Gate.Exit != code {
				t.Errorf("schema %q, gate %+v", d.Schema, d.Gate)
			}
		})
	}
}

func TestDiffRefuses(t *testing.T) {
	good := verdictOf(t, claim.Satisfied)
	nowhere := filepath.Join(t.TempDir(), "nowhere.json")
	odd := verdictOn(t, "another", claim.Satisfied)
	flipped := filepath.Join(verdictOf(t, claim.Violated), results.VerdictFile)
	content, err := os.ReadFile(flipped)
	if err != nil {
		t.Fatal(err)
	}
	content = bytes.ReplaceAll(bytes.ReplaceAll(content, []byte(`"nonconformant"`), []byte(`"conformant"`)), []byte(`"exit": 1`), []byte(`"exit": 0`))
	if err := os.WriteFile(flipped, content, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		args []string
		want string
	}{
		{[]string{good}, "takes two verdicts"},
		{[]string{good, good, good}, "takes two verdicts"},
		{[]string{nowhere, good}, "OLD: stat " + nowhere},
		{[]string{good, nowhere}, "NEW: stat " + nowhere},
		{[]string{good, odd}, "compare two on the same profile"},
		{[]string{good, flipped}, "NEW: " + flipped + " contradicts itself, so it was altered or damaged: it is called conformant, and its counts come to nonconformant"},
		{[]string{flipped, good}, "OLD: " + flipped + " contradicts itself"},
	} {
		code, said, stderr := called(t, append([]string{"diff"}, test.args...)...)
		if code != exit.Usage || said != "" || !strings.Contains(stderr, test.want) {
			t.Errorf("%v: exit %d, %q, want %q", test.args, code, stderr, test.want)
		}
	}
}
