package command

import (
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
)

// verdictOf writes a verdict on one requirement, and returns its folder.
func verdictOf(t *testing.T, outcome claim.Outcome) string {
	t.Helper()
	v := verdict.Verdict{
		Schema: verdict.SchemaID, Verdict: verdict.Conformant, Profile: "tenant",
		Requirements: []verdict.Requirement{{
			ID: "show.status.is-200", Level: openapi.Must, Outcome: outcome,
			Findings: []verdict.Finding{{Subject: "an action", Outcome: outcome}},
		}},
	}
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
		{"less", good, cut, exit.LessJudged, "less was judged: "},
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
			if d.Schema != compare.SchemaID || d.Worse != (code == 1) || d.Less != (code == exit.LessJudged) {
				t.Errorf("schema %q, worse %t, less %t", d.Schema, d.Worse, d.Less)
			}
		})
	}
}

func TestDiffRefuses(t *testing.T) {
	good := verdictOf(t, claim.Satisfied)
	nowhere := filepath.Join(t.TempDir(), "nowhere.json")
	odd := filepath.Join(t.TempDir(), "odd.json")
	if err := os.WriteFile(odd, []byte(`{"schema": "osact/verdict/1", "verdict": "conformant", "profile": "another"}`), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		args []string
		want string
	}{
		{[]string{good}, "takes two verdicts"},
		{[]string{good, good, good}, "takes two verdicts"},
		{[]string{nowhere, good}, "OLD: open " + nowhere},
		{[]string{good, nowhere}, "NEW: open " + nowhere},
		{[]string{good, odd}, "compare two on the same profile"},
	} {
		code, said, stderr := called(t, append([]string{"diff"}, test.args...)...)
		if code != exit.Usage || said != "" || !strings.Contains(stderr, test.want) {
			t.Errorf("%v: exit %d, %q, want %q", test.args, code, stderr, test.want)
		}
	}
}
