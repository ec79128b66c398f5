package shell_test

import (
	"os/exec"
	"strings"
	"testing"

	"github.com/osact/osact/runner/shell"
)

func TestWord(t *testing.T) {
	for _, text := range []string{"", "a", "a b", "it's", "$HOME `id` $(id) ; touch PWNED #", `\'; id #`, "-rf", "*?[a]", "!!", "~", "é", "a=b", `"`, "''"} {
		word, ok := shell.Word(text)
		if !ok {
			t.Errorf("%q is no word", text)
		}
		for _, name := range []string{"sh", "bash"} {
			said, err := exec.CommandContext(t.Context(), name, "-c", "printf '%s|' "+word).Output()
			if err != nil || string(said) != text+"|" {
				t.Errorf("%s takes %s for %q, %v; want %q", name, word, said, err, text)
			}
		}
	}
	for _, text := range []string{"\x01'; touch PWNED #", "a\nb", "\x00", "\x1b[2J", "\xff", "\u202e", "a\tb"} {
		if word, ok := shell.Word(text); ok {
			t.Errorf("%q became %s", text, word)
		}
	}
}

func TestPath(t *testing.T) {
	for path, want := range map[string]string{
		"out/ledger.json": "out/ledger.json", "my out/l.json": "'my out/l.json'", "-x.json": "./-x.json", "a\n; id": "LEDGER", "it's": `'it'\''s'`,
	} {
		if got := shell.Path(path, "LEDGER"); got != want || strings.HasPrefix(got, "-") {
			t.Errorf("%q became %s, want %s", path, got, want)
		}
	}
}
