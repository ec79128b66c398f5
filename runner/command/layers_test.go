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
	var err error
	a.origins, err = layer(cmd, environ, a.config)
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
