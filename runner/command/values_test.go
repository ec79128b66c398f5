package command

import (
	"bytes"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/osact/osact/runner/exit"
	"github.com/osact/osact/runner/settings"
)

// Whoever gives a flag what it does not take is told what it takes, on the
// command line and beside it.
func TestAWrongValueIsToldTheRightForm(t *testing.T) {
	for _, test := range []struct{ flag, value, want string }{
		{"concurrency", "x", "write a whole number"},
		{"concurrency", "99999999999999999999", "write a whole number"},
		{"rate", "fast", "write a number, like 2.5"},
		{"timeout", "30", "write a duration, like 30s or 5m"},
		{"strict", "maybe", "write true or false"},
	} {
		wrong := "--" + test.flag + ` does not take "` + test.value + `": ` + test.want
		file := filepath.Join(t.TempDir(), "osact.yaml")
		if err := os.WriteFile(file, []byte(test.flag+": "+test.value+"\n"), 0o600); err != nil {
			t.Fatal(err)
		}
		for _, args := range [][]string{
			{"run", "--" + test.flag + "=" + test.value},
			{"run", "--config", file},
			{"check", "--config", file},
		} {
			code, said, stderr := called(t, args...)
			if code != exit.Usage || said != "" || !strings.Contains(stderr, wrong) {
				t.Errorf("%v: exit %d, %q, want %q", args, code, stderr, wrong)
			}
		}
		var said bytes.Buffer
		if Main(t.Context(), []string{"run"}, []string{settings.VariableOf(test.flag) + "=" + test.value}, io.Discard, &said) != exit.Usage || !strings.Contains(said.String(), wrong) {
			t.Errorf("%s=%s: %s, want %q", settings.VariableOf(test.flag), test.value, said.String(), wrong)
		}
	}
}
