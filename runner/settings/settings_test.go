package settings_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/spf13/pflag"

	"github.com/osact/osact/runner/exit"
	"github.com/osact/osact/runner/settings"
)

// command is the flags of a command that asks, and what they came to.
type command struct {
	settings.Settings
	flags    *pflag.FlagSet
	target   string
	profile  string
	server   string
	as, only []string
	projects []string
	cast     []string
	rate     float64
	inFlight int
	timeout  time.Duration
}

func newCommand() *command {
	c := &command{flags: pflag.NewFlagSet("run", pflag.ContinueOnError)}
	c.AddFlag(c.flags)
	c.flags.StringVar(&c.target, "target", "", "")
	c.flags.StringVar(&c.profile, "profile", "", "")
	c.flags.StringVar(&c.server, "server", "", "")
	c.flags.StringArrayVar(&c.as, "as", nil, "")
	c.flags.StringSliceVar(&c.only, "only", nil, "")
	c.flags.StringArrayVar(&c.projects, "project", nil, "")
	c.flags.StringArrayVar(&c.cast, "cast", nil, "")
	c.flags.Float64Var(&c.rate, "rate", 0, "")
	c.flags.IntVar(&c.inFlight, "concurrency", 16, "")
	c.flags.DurationVar(&c.timeout, "timeout", 0, "")
	return c
}

// filled parses arguments, lets the environment and a file fill the rest, and
// returns what came of it. Other commands have more flags.
func filled(t *testing.T, file string, environ []string, args ...string) (*command, error) {
	t.Helper()
	c, all := newCommand(), newCommand().flags
	all.String("out", "", "")
	all.String("ledger", "", "")
	all.Bool("strict", false, "")
	if err := c.flags.Parse(args); err != nil {
		t.Fatal(err)
	}
	if file != "" {
		c.File = filepath.Join(t.TempDir(), "osact.yaml")
		if err := os.WriteFile(c.File, []byte(file), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	err := c.Fill(c.flags, all, environ)
	for name, origin := range c.Origins {
		c.Origins[name] = strings.ReplaceAll(origin, c.File, "osact.yaml")
	}
	return c, err
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
	got, err := filled(t, file, []string{"OSACT_RATE=7", "OSACT_CONCURRENCY=8", "OSACT_PROFILE=", "OSACT_TOKEN_MEMBER=secret", "PATH=/bin"}, "--concurrency", "9")
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
	if diff := cmp.Diff(origins, got.Origins); diff != "" {
		t.Errorf("origins (-want +got):\n%s", diff)
	}
}

// An alias is as good as what it stands for.
func TestAliasesInTheFile(t *testing.T) {
	got, err := filled(t, "---\nserver: &id web\nonly: [&one x, *one]\nas: {member: *id}\nproject: &p [a, b]\ncast: *p\n", nil)
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
	got, err := filled(t, "out: results\nstrict: true\nledger: l.json\nrate: 1\n", []string{"OSACT_STRICT=true"})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(map[string]string{"rate": "osact.yaml:4"}, got.Origins); diff != "" {
		t.Errorf("origins (-want +got):\n%s", diff)
	}
}

// A file may say nothing.
func TestEmptyFile(t *testing.T) {
	for _, file := range []string{"\n", "# nothing yet\n"} {
		if got, err := filled(t, file, nil); err != nil || len(got.Origins) > 0 {
			t.Errorf("%q: %v, %v", file, got.Origins, err)
		}
	}
}

func TestFillRefuses(t *testing.T) {
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
			_, err := filled(t, test.file, test.environ)
			if exit.CodeOf(err) != exit.Usage {
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
