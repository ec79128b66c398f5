package pseudonym

import (
	"bytes"
	"net/netip"
	"regexp"
	"strings"
	"testing"
)

// namesBy are names by a key that does not change.
func namesBy(t *testing.T, key byte) *names {
	t.Helper()
	n, err := newNames(bytes.NewReader(bytes.Repeat([]byte{key}, keySize)))
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func TestAPseudonymHasTheFormOfWhatItStandsFor(t *testing.T) {
	for _, test := range []struct{ value, form string }{
		{"cmp-01.example.net", `^[a-z]{3}-[0-9]{2}\.[a-z]{7}\.[a-z]{3}$`},
		{"Web_Shop 7", `^[A-Z][a-z]{2}_[A-Z][a-z]{3} [0-9]$`},
		{"888c6a1e119040e4865855e7c68e3c8e", `^[0-9a-f]{32}$`},
		{"029cfddb-e667-4ed2-8b9b-bd1f063b8b23", `^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$`},
		{"029CFDDB-E667-4ED2-8B9B-BD1F063B8B23", `^[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}$`},
		{"fa:16:3e:ab:cd:ef", `^[0-9a-f]{2}(:[0-9a-f]{2}){5}$`},
		{"10.0.254.17", `^[1-9][0-9]\.[1-9]\.[12][0-9]{2}\.[1-9][0-9]$`},
		{"Müller", `^[A-Z]\pL[a-z]{4}$`},
		{"служба", `^\pL{6}$`},
		{"雲", `^\p{Han}$`},
	} {
		got := namesBy(t, 1).of(test.value, nil)
		if len(got) != len(test.value) || got == test.value || !regexp.MustCompile(test.form).MatchString(got) {
			t.Errorf("%q becomes %q, of %d bytes instead of %d", test.value, got, len(got), len(test.value))
		}
	}
	for range 50 {
		if _, err := netip.ParseAddr(namesBy(t, 3).of("192.168.255.1", nil)); err != nil {
			t.Error(err)
		}
	}
}

func TestPseudonymsAreStableAndNobodysElse(t *testing.T) {
	n := namesBy(t, 1)
	if a, b := n.of("worker-1", nil), n.of("worker-1", nil); a != b {
		t.Errorf("%q and %q", a, b)
	}
	if a, b := n.of("Worker-1", nil), n.of("worker-1", nil); !strings.EqualFold(a, b) || a == b {
		t.Errorf("%q and %q", a, b)
	}
	dashed, bare := n.of("029cfddb-e667-4ed2-8b9b-bd1f063b8b23", nil), n.of("029cfddbe6674ed28b9bbd1f063b8b23", nil)
	if strings.ReplaceAll(dashed, "-", "") != bare {
		t.Errorf("%q and %q", dashed, bare)
	}
	if a, b := n.of("worker-1", nil), namesBy(t, 2).of("worker-1", nil); a == b {
		t.Errorf("two keys make %q", a)
	}
	seen := map[string]string{}
	for c := 'a'; c <= 'z'; c++ { // as many as there are: each has its own, but for the last ones
		by := n.of(string(c), nil)
		if other, taken := seen[by]; taken && len(seen) < 20 {
			t.Errorf("%q and %q become %q", other, string(c), by)
		}
		seen[by] = string(c)
	}
	for _, c := range "012456789" {
		n.avoid[string(c)] = true
	}
	if by := n.of("0", nil); by != "3" {
		t.Errorf("%q may not stand for anything, since it is replaced elsewhere", by)
	}
}
