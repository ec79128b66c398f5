package terminal

import (
	"io"
	"testing"
)

func TestTheLocaleSaysWhetherThereIsMoreThanASCII(t *testing.T) {
	for locale, want := range map[string]bool{
		"": false, "C": true, "POSIX": true, "C.UTF-8": false, "C.utf8": false, "en_US.UTF-8": false, "de_DE.utf8@euro": false,
		"en_US": false, "en_US.ISO-8859-1": true, "de_DE.ISO-8859-15@euro": true, "de_DE@euro": false,
	} {
		for _, name := range []string{"LC_ALL", "LC_CTYPE", "LANG"} {
			variable := func(asked string) string { return map[string]string{name: locale}[asked] }
			if got := StyleOf(io.Discard, variable).ASCII; got != want {
				t.Errorf("%s=%q: ASCII alone: %v, want %v", name, locale, got, want)
			}
		}
	}
}
