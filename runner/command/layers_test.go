package command

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/spf13/cobra"
)

// layered parses arguments, lets the other layers fill the rest, and returns
// what came of a few settings.
func layered(t *testing.T, file string, environ []string, args ...string) (*asking, error) {
	t.Helper()
	a := &asking{}
	cmd := &cobra.Command{Use: "run"}
	a.flags(cmd)
	if err := cmd.ParseFlags(args); err != nil {
		t.Fatal(err)
	}
	if file != "" {
		a.config = filepath.Join(t.TempDir(), "osact.yaml")
		if err := os.WriteFile(a.config, []byte(file), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	err := a.fill(cmd, environ)
	for name, origin := range a.origins {
		a.origins[name] = strings.ReplaceAll(origin, a.config, "osact.yaml")
	}
	return a, err
}

func TestFlagsBeatVariablesBeatTheFile(t *testing.T) {
	const file = `
# who is asked
target: http://file
as:
  member: staging
  admin: staging-admin
only: [one, two]
rate: 5
concurrency: 3
timeout: 4s
`
	got, err := layered(t, file, []string{"OSACT_RATE=7", "OSACT_CONCURRENCY=8", "OSACT_PROFILE=", "OSACT_TOKEN_MEMBER=secret", "PATH=/bin"}, "--concurrency", "9")
	if err != nil {
		t.Fatal(err)
	}
	type few struct {
		Target   string
		As, Only []string
		Rate     float64
		InFlight int
		Timeout  string
	}
	want := few{"http://file", []string{"member=staging", "admin=staging-admin"}, []string{"one", "two"}, 7, 9, "4s"}
	if diff := cmp.Diff(want, few{got.target, got.as, got.only, got.rate, got.inFlight, got.timeout.String()}); diff != "" {
		t.Errorf("settings (-want +got):\n%s", diff)
	}
	origins := map[string]string{
		"target": "osact.yaml:3", "as": "osact.yaml:4", "only": "osact.yaml:7", "timeout": "osact.yaml:10",
		"rate": "$OSACT_RATE", "concurrency": "--concurrency",
	}
	if diff := cmp.Diff(origins, got.origins); diff != "" {
		t.Errorf("origins (-want +got):\n%s", diff)
	}
}

// An alias is as good as what it stands for.
func TestAliasesInTheFile(t *testing.T) {
	got, err := layered(t, "---\nserver: &id web\nonly: [&one x, *one]\nas: {member: *id}\nproject: &p [a, b]\ncast: *p\n", nil)
	if err != nil {
		t.Fatal(err)
	}
	want := [][]string{{"web"}, {"x", "x"}, {"member=web"}, {"a", "b"}, {"a", "b"}}
	if diff := cmp.Diff(want, [][]string{{got.server}, got.only, got.as, got.projects, got.cast}); diff != "" {
		t.Errorf("settings (-want +got):\n%s", diff)
	}
}

// One file and one environment serve all commands: what belongs to another one
// is known, and left alone.
func TestSettingsOfOtherCommands(t *testing.T) {
	got, err := layered(t, "out: results\nstrict: true\nledger: l.json\nrate: 1\n", []string{"OSACT_STRICT=true"})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(map[string]string{"rate": "osact.yaml:4"}, got.origins); diff != "" {
		t.Errorf("origins (-want +got):\n%s", diff)
	}
}

// told runs osact in a folder of its own with a configuration file in it.
func told(t *testing.T, file string, args ...string) (exit int, stdout, stderr string) {
	t.Helper()
	t.Chdir(t.TempDir())
	if err := os.WriteFile(configFile, []byte(file), 0o644); err != nil {
		t.Fatal(err)
	}
	var out, said strings.Builder
	exit = Main(t.Context(), args, nil, &out, &said)
	return exit, out.String(), said.String()
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
		_, want, _ := told(t, "", append([]string{test.command}, test.flags...)...)
		exit, got, said := told(t, test.file, test.command)
		if diff := cmp.Diff(want, got); exit != 0 || diff != "" {
			t.Errorf("%s: exit %d, %s (-by flags +by file):\n%s", test.command, exit, said, diff)
		}
		exit, _, said = told(t, "profile: nosuch\n", test.command)
		if exit != exitUsage || !strings.Contains(said, `unknown profile "nosuch"`) {
			t.Errorf("%s: exit %d, %s", test.command, exit, said)
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
		exit, got, said := told(t, test.file, append([]string{"cleanup"}, test.args...)...)
		if exit != 0 || !strings.Contains(got, "there is no ledger at "+test.at+":") {
			t.Errorf("%q, %v: exit %d, %s%s", test.file, test.args, exit, got, said)
		}
	}
	if exit, _, said := told(t, "", "cleanup", "--out", ".", "ledger.json"); exit != exitUsage || !strings.Contains(said, "one ledger") {
		t.Errorf("with two ledgers: exit %d, %s", exit, said)
	}
}

// At another target than the ledger's its servers would not be found, and taken
// for gone: only who asks for it gets it.
func TestCleanupTurnsToTheTargetOfTheLedger(t *testing.T) {
	for _, test := range []struct {
		args []string
		says string
	}{
		{nil, `unusable target "of-the-ledger"`},
		{[]string{"--target", "of-the-flag"}, `unusable target "of-the-flag"`},
	} {
		ledger := filepath.Join(t.TempDir(), "ledger.json")
		if err := os.WriteFile(ledger, []byte(`{"format": 1, "run": "r", "target": "of-the-ledger", "actor": "member"}`), 0o600); err != nil {
			t.Fatal(err)
		}
		exit, _, said := told(t, "target: of-the-file\nledger: "+ledger+"\n", append([]string{"cleanup"}, test.args...)...)
		if exit != exitUsage || !strings.Contains(said, test.says) {
			t.Errorf("%v: exit %d, %s; want that it says %s", test.args, exit, said, test.says)
		}
	}
}

// A file may say nothing.
func TestEmptyFile(t *testing.T) {
	for _, file := range []string{"\n", "# nothing yet\n"} {
		if got, err := layered(t, file, nil); err != nil || len(got.origins) > 0 {
			t.Errorf("%q: %v, %v", file, got.origins, err)
		}
	}
}

func TestLayersRefuse(t *testing.T) {
	for name, test := range map[string]struct {
		file    string
		environ []string
		says    []string
	}{
		"a typo in the file":        {file: "target: x\nprofil: y\n", says: []string{"osact.yaml:2", `did you mean "profile"`}},
		"a typo in a variable":      {environ: []string{"OSACT_PROFLE=x"}, says: []string{`did you mean "OSACT_PROFILE"`}},
		"a value of another type":   {file: "concurrency: many\n", says: []string{"osact.yaml:1", "concurrency"}},
		"a variable of another one": {environ: []string{"OSACT_TIMEOUT=soon"}, says: []string{"OSACT_TIMEOUT"}},
		"a list for one value":      {file: "target: [a, b]\n", says: []string{"osact.yaml:1", "one value"}},
		"a map for one value":       {file: "profile: {a: b}\n", says: []string{"one value"}},
		"a setting twice":           {file: "rate: 1\nrate: 2\n", says: []string{"osact.yaml:2"}},
		"a name without a value":    {file: "target:\n", says: []string{"osact.yaml:1", "there is no value"}},
		"null for a value":          {file: "rate: 1\ntarget: null\n", says: []string{"osact.yaml:2", "leave the line out"}},
		"null in a map":             {file: "as: {member: ~}\n", says: []string{"there is no value"}},
		"a list in a list":          {file: "only: [a, [b]]\n", says: []string{"osact.yaml:1", "single values"}},
		"a map in a map":            {file: "as: {member: {admin: a}}\n", says: []string{"single values"}},
		"a list of itself":          {file: "only: &o [*o]\n", says: []string{"single values"}},
		"an alias to nothing":       {file: "only: *o\n", says: []string{"osact.yaml", "unknown anchor"}},
		"an alias for one value":    {file: "only: &o [x]\ntarget: *o\n", says: []string{"osact.yaml:2", "one value"}},
		"an alias for a name":       {file: "server: &target web\n*target : x\n", says: []string{`unknown setting "web"`}},
		"a second document":         {file: "rate: 1\n---\nprofile: tenant\n", says: []string{"two documents"}},
		"a broken second document":  {file: "rate: 1\n---\na: [\n", says: []string{"osact.yaml"}},
		"no settings":               {file: "- a\n", says: []string{"name: value"}},
		"no YAML":                   {file: "a: [\n", says: []string{"osact.yaml"}},
		"another file":              {file: "config: x\n", says: []string{"unknown setting"}},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := layered(t, test.file, test.environ)
			if code(err) != exitUsage {
				t.Fatalf("got %v, want a usage error", err)
			}
			for _, s := range test.says {
				if !strings.Contains(err.Error(), s) {
					t.Errorf("%q does not say %q", err, s)
				}
			}
		})
	}
}

func TestNearest(t *testing.T) {
	known := []string{"show.headers.request-id", "show.headers.content-type", "plan"}
	for word, want := range map[string]string{
		"show.header.request-id": "show.headers.request-id",
		"plna":                   "plan",
		"content-type":           "show.headers.content-type",
		"something-else":         "",
		"":                       "",
	} {
		if got := nearest(word, known); got != want {
			t.Errorf("%q: got %q, want %q", word, got, want)
		}
	}
}
