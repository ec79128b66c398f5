package play

import (
	"testing"
	"time"
)

// Whoever is asked again is left alone for longer each time, and never for ever.
func TestPauses(t *testing.T) {
	for _, test := range []struct {
		first time.Duration
		looks int
		want  time.Duration
	}{
		{20 * time.Millisecond, 1, 20 * time.Millisecond},
		{20 * time.Millisecond, 3, 80 * time.Millisecond},
		{20 * time.Millisecond, 60, 2 * time.Second},
		{50 * time.Microsecond, 60, 2 * time.Second},
		{time.Microsecond, 60, 65536 * time.Microsecond},
	} {
		if got := pause(test.first, test.looks); got != test.want {
			t.Errorf("look %d after a first pause of %s: %s, want %s", test.looks, test.first, got, test.want)
		}
	}
}
