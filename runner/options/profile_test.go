package options_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/spf13/pflag"

	"github.com/osact/osact/runner/options"
)

// A command that asks nothing has the profile that a run would have in its place.
func TestEveryCommandHasTheProfileOfARun(t *testing.T) {
	file := filepath.Join(t.TempDir(), "osact.yaml")
	if err := os.WriteFile(file, []byte("target: https://cloud.example:8774\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	nothing := filepath.Join(t.TempDir(), "empty.yaml")
	if err := os.WriteFile(nothing, []byte("rate: 5\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for name, tt := range map[string]struct {
		file, chosen string
		environ      []string
		want         string
	}{
		"nothing names a target":        {nothing, "", nil, "full"},
		"a variable names it":           {nothing, "", []string{"OSACT_TARGET=https://cloud.example:8774"}, "tenant"},
		"a file names it":               {file, "", nil, "tenant"},
		"a token is there":              {nothing, "", []string{"OSACT_TOKEN_MEMBER=0123456789"}, "tenant"},
		"an entry of clouds.yaml":       {nothing, "", []string{"OS_CLOUD=staging"}, "tenant"},
		"whoever chooses another":       {file, "smoke", nil, "smoke"},
		"a variable that says who asks": {nothing, "", []string{"OSACT_AS=member=staging"}, "tenant"},
	} {
		t.Run(name, func(t *testing.T) {
			selection := options.Selection{Profile: tt.chosen}
			if err := options.SettleProfile(&selection, tt.file, tt.environ); err != nil || selection.Profile != tt.want {
				t.Errorf("the profile is %q (%v), want %q", selection.Profile, err, tt.want)
			}
			if tt.chosen != "" {
				return
			}
			var run options.Ask
			flags := pflag.NewFlagSet("run", pflag.ContinueOnError)
			run.AddFlags(flags)
			run.File = tt.file
			if err := run.Settle(flags, tt.environ); err != nil || run.Profile != tt.want {
				t.Errorf("of a run it is %q (%v), want %q", run.Profile, err, tt.want)
			}
		})
	}
}
