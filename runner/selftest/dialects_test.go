package selftest_test

import (
	"strings"
	"testing"

	"github.com/osact/osact/fixtures/dialects"
	"github.com/osact/osact/fixtures/faults"
	"github.com/osact/osact/runner/selftest"
)

func set(t *testing.T, names ...string) dialects.Set {
	t.Helper()
	var chosen []dialects.Dialect
	for _, name := range names {
		d, ok := dialects.Find(name)
		if !ok {
			t.Fatalf("there is no dialect %s", name)
		}
		chosen = append(chosen, d)
	}
	made, err := dialects.NewSet(chosen...)
	if err != nil {
		t.Fatal(err)
	}
	return made
}

func played(t *testing.T, sets []dialects.Set, fault ...faults.Fault) selftest.Dialects {
	t.Helper()
	told := 0
	result, err := selftest.PlayDialects(t.Context(), loaded(t), sets, func(int, int) { told++ }, fault...)
	if err != nil {
		t.Fatal(err)
	}
	if told != len(sets) {
		t.Errorf("%d of %d are told", told, len(sets))
	}
	return result
}

// A dialect is accused of nothing, what is broken beside it is, and so is what it costs
// without saying so.
func TestPlayDialects(t *testing.T) {
	good := []dialects.Set{set(t, "no-deleted-servers"), set(t, "gzip", "keys-are-sorted", "http-1.0")}
	result := played(t, good)
	for _, a := range result.Accused {
		t.Errorf("%s is accused: %s", a.Set, a.Why)
	}
	if result.Single != 1 || result.Sets != 1 || result.Pairs != 3 {
		t.Errorf("%d alone, %d together with %d pairs", result.Single, result.Sets, result.Pairs)
	}

	broken := played(t, good[1:], named(t, "events-oldest-first", ""))
	if len(broken.Accused) != 1 || !strings.Contains(broken.Accused[0].Why, "MUST show.events.newest-first is violated") {
		t.Errorf("with a fault beside them: %+v", broken.Accused)
	}

	dear := set(t, "no-deleted-servers")
	dear[0].Costs = dialects.Nothing
	warns := set(t, "policy-details-for-everyone")
	warns[0].Warns = nil
	undue := played(t, []dialects.Set{dear, warns})
	for i, want := range []string{"is not applicable", "SHOULD show.visibility.details-hidden-from-tenant is violated"} {
		if len(undue.Accused) != 2 || !strings.Contains(undue.Accused[i].Why, want) {
			t.Errorf("what costs more than is said: %+v, want %q", undue.Accused, want)
		}
	}
}

// Every two dialects that go together meet; of the widest choices each value is
// somewhere, unless every pair is asked for.
func TestTogether(t *testing.T) {
	for every, most := range map[bool]int{false: 60, true: 600} {
		sets, err := selftest.Together(1, every, -1)
		if err != nil {
			t.Fatal(err)
		}
		if len(sets) > most {
			t.Errorf("every %t: %d sets, want %d at most", every, len(sets), most)
		}
		met := map[[2]string]bool{}
		for _, set := range sets {
			for _, d := range set {
				for _, other := range set {
					met[[2]string{d.Name, other.Name}] = true
				}
			}
		}
		wide := map[string]bool{"release": !every, "events recorded twice": !every}
		all := dialects.All()
		for i, d := range all {
			if d.Alone == met[[2]string{d.Name, d.Name}] {
				t.Errorf("every %t: %s is alone: %t, and in a set: %t", every, d.Name, d.Alone, !d.Alone)
			}
			for _, other := range all[:i] {
				switch together := met[[2]string{d.Name, other.Name}]; {
				case d.Alone, other.Alone, wide[d.Choice], wide[other.Choice]:
				case d.Excludes(other) == together:
					t.Errorf("every %t: %s and %s exclude each other: %t; they meet: %t", every, d.Name, other.Name, d.Excludes(other), together)
				}
			}
		}
	}
}
