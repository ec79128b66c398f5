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
		if got := StyleOf(io.Discard, true, locale).ASCII; got != want {
			t.Errorf("%q: ASCII alone: %v, want %v", locale, got, want)
		}
	}
}
