package command

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/osact/osact/runner/exit"
	"github.com/osact/osact/runner/settings"
)

// calledWith runs osact in a folder of its own with a configuration file in it.
func calledWith(t *testing.T, file string, args ...string) (code int, stdout, stderr string) {
	t.Helper()
	t.Chdir(t.TempDir())
	if err := os.WriteFile(settings.File, []byte(file), 0o644); err != nil {
		t.Fatal(err)
	}
	var out, said strings.Builder
	code = Main(t.Context(), args, nil, &out, &said)
	return code, out.String(), said.String()
}

// What asks nothing goes by the settings, too.
func TestPlanAndListGoByTheSettings(t *testing.T) {
	for _, test := range []struct {
		command, file string
		flags         []string
	}{
		{"plan", "profile: lifecycle\nallow-writes: true\nout: results\n", []string{"--profile", "lifecycle", "--allow-writes"}},
		{"list", "profile: full\nonly: [show.status.is-200]\nstrict: true\n", []string{"--only", "show.status.is-200"}},
	} {
		_, want, _ := calledWith(t, "", append([]string{test.command}, test.flags...)...)
		code, got, said := calledWith(t, test.file, test.command)
		if diff := cmp.Diff(want, got); code != 0 || diff != "" {
			t.Errorf("%s: exit %d, %s (-by flags +by file):\n%s", test.command, code, said, diff)
		}
		code, _, said = calledWith(t, "profile: nosuch\n", test.command)
		if code != exit.Usage || !strings.Contains(said, `unknown profile "nosuch"`) {
			t.Errorf("%s: exit %d, %s", test.command, code, said)
		}
	}
}

// The ledger is looked for where a run with the same settings keeps it.
func TestCleanupLooksWhereARunKeepsItsLedger(t *testing.T) {
	for _, test := range []struct {
		file string
		args []string
		at   string
	}{
		{"", nil, "out/ledger.json"},
		{"out: .\n", nil, "ledger.json"},
		{"out: results\nledger: mine.json\n", nil, "mine.json"},
		{"out: results\n", []string{"--out", "."}, "ledger.json"},
		{"out: results\n", []string{"named.json"}, "named.json"},
	} {
		code, got, said := calledWith(t, test.file, append([]string{"cleanup"}, test.args...)...)
		if code != 0 || !strings.Contains(got, "there is no ledger at "+test.at+":") {
			t.Errorf("%q, %v: exit %d, %s%s", test.file, test.args, code, got, said)
		}
	}
	if code, _, said := calledWith(t, "", "cleanup", "--out", ".", "ledger.json"); code != exit.Usage || !strings.Contains(said, "one ledger") {
		t.Errorf("with two ledgers: exit %d, %s", code, said)
	}
}

// At another target than the ledger's its servers would not be found, and taken for
// gone: only who asks for it gets it. And the ledger's is shown a token only if somebody
// else names it, which no other file does.
func TestCleanupAndTheTargetOfTheLedger(t *testing.T) {
	for _, test := range []struct {
		args []string
		says string
	}{
		{nil, "give --target of-the-ledger"},
		{[]string{"--target", "of-the-ledger"}, `unusable target "of-the-ledger"`},
		{[]string{"--target", "of-the-flag"}, `unusable target "of-the-flag"`},
	} {
		ledger := filepath.Join(t.TempDir(), "ledger.json")
		if err := os.WriteFile(ledger, []byte(`{"format": 1, "run": "r", "target": "of-the-ledger", "actor": "member"}`), 0o600); err != nil {
			t.Fatal(err)
		}
		code, _, said := calledWith(t, "target: of-the-file\nledger: "+ledger+"\n", append([]string{"cleanup"}, test.args...)...)
		if code != exit.Usage || !strings.Contains(said, test.says) {
			t.Errorf("%v: exit %d, %s; want that it says %s", test.args, code, said, test.says)
		}
	}
}
