package main_test

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/osact/osact/fixtures/cloud"
	"github.com/osact/osact/fixtures/faults"
)

// release is a cloud at one address, whose releases have faults.
type release struct {
	t       *testing.T
	root    string
	tokens  []string
	clean   http.Handler
	current atomic.Pointer[http.Handler]
}

func newRelease(t *testing.T) *release {
	t.Helper()
	r := &release{t: t}
	r.root, r.tokens = serve(t, func(next http.Handler) http.Handler {
		r.clean = next
		r.has()
		return http.HandlerFunc(func(w http.ResponseWriter, q *http.Request) { (*r.current.Load()).ServeHTTP(w, q) })
	})
	return r
}

// has makes these the faults of the release, and no others.
func (r *release) has(names ...string) {
	r.t.Helper()
	h := r.clean
	for _, name := range names {
		fault, ok := faults.Find(name)
		if !ok {
			r.t.Fatalf("there is no fault %s", name)
		}
		h = fault.Wrap(h)
	}
	r.current.Store(&h)
}

func (r *release) member() []string {
	return slices.DeleteFunc(slices.Clone(r.tokens), func(v string) bool { return !strings.HasPrefix(v, "OSACT_TOKEN_MEMBER=") })
}

// run judges the release as its member, into a folder.
func (r *release) run(out string, args ...string) outcome {
	r.t.Helper()
	return call(r.t, r.member(), append(append([]string{"run", "--target", r.root, "--out", out}, uncovered...), args...)...)
}

// gated is what a verdict.json or a difference.json says of its gate.
type gated struct {
	Verdict string `json:"verdict"`
	Exit    int    `json:"exit"`
	Gate    struct {
		Passes  bool
		Exit    int
		Reasons []struct {
			Name string
			Exit int
			Of   []string
		}
		Violated []struct{ Requirement, Standing string }
		Waivers  []struct{ Requirement, Use string }
	}
}

func gateIn(t *testing.T, path string) gated {
	t.Helper()
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var g gated
	if err := json.Unmarshal(raw, &g); err != nil {
		t.Fatal(err)
	}
	return g
}

// standing lists what is violated in one way.
func (g gated) standing(s string) []string {
	var ids []string
	for _, c := range g.Gate.Violated {
		if c.Standing == s {
			ids = append(ids, c.Requirement)
		}
	}
	return slices.Compact(slices.Sorted(slices.Values(ids)))
}

// reasons names why a gate does not pass.
func (g gated) reasons() string {
	var names []string
	for _, r := range g.Gate.Reasons {
		names = append(names, r.Name)
	}
	return strings.Join(names, " ")
}

// TestARelease is the story of a release manager: what is found, waived, mended and
// forgotten, and what the gate says each time.
func TestARelease(t *testing.T) {
	t.Parallel()
	const names, charset, date = "event-name-in-kebab-case", "charset-is-latin-1", "date-is-of-the-api"
	r := newRelease(t)
	dir := t.TempDir()
	in := func(name string) string { return filepath.Join(dir, name) }
	waivers := in("waivers.yaml")
	expect := func(what string, got outcome, code int) {
		t.Helper()
		if got.code != code {
			t.Fatalf("%s: exit %d, want %d\n%s%s", what, got.code, code, got.stdout, got.stderr)
		}
	}

	expect("release 1", r.run(in("r1")), 0)

	r.has(names, charset, date)
	expect("release 2", r.run(in("r2"), "--baseline", in("r1")), 1)
	second := gateIn(t, in("r2/verdict.json"))
	want := []string{"show.events.vocabulary", "show.headers.charset", "show.headers.date"}
	if got := second.standing("new"); !slices.Equal(got, want) || second.reasons() != "regression" || second.Verdict != "nonconformant" {
		t.Errorf("new is %v for %q, want %v", got, second.reasons(), want)
	}

	t.Run("the same bad cloud twice", func(t *testing.T) {
		expect("again", r.run(in("again"), "--baseline", in("r2")), 0)
		if g := gateIn(t, in("again/verdict.json")); !slices.Equal(g.standing("known"), want) || g.Verdict != "nonconformant" || !g.Gate.Passes {
			t.Errorf("known are %v of a cloud that is %s", g.standing("known"), g.Verdict)
		}
		got := call(t, nil, "diff", in("r2"), in("again"))
		expect("diff", got, 0)
		for _, id := range want {
			if !strings.Contains(got.stdout, "MUST "+id) {
				t.Errorf("%s is not named:\n%s", id, got.stdout)
			}
		}
	})

	for _, id := range want[:2] {
		expect("waive "+id, call(t, nil, "waivers", "add", waivers, in("r2"), id, "--owner", "o@example.org",
			"--issue", "https://bugs.example.org/1", "--reason", "mended in 2027.1", "--added", "2026-11-01", "--expires", "2027-01-15"), 0)
	}
	const before, after = "2026-12-01", "2027-01-16"
	expect("lint", call(t, nil, "waivers", "lint", waivers, "--as-of", before), 0)
	expect("lint later", call(t, nil, "waivers", "lint", waivers, "--as-of", after), 4)

	r.has(names, charset)
	waived := []string{"--baseline", in("r1"), "--waivers", waivers, "--as-of", before}
	third := r.run(in("r3"), waived...)
	expect("two waived, one mended", third, 0)
	if g := gateIn(t, in("r3/verdict.json")); g.Verdict != "nonconformant" || g.Exit != 0 || !slices.Equal(g.standing("waived"), want[:2]) {
		t.Errorf("%s, exit %d, waived %v", g.Verdict, g.Exit, g.standing("waived"))
	}
	shown := contents(t, in("r3"))
	shown["the console"] = third.stdout
	for _, name := range []string{"the console", "verdict.json", "report.html", "junit.xml", "summary.md", "difference.json", "difference.html", "difference.md"} {
		if !strings.Contains(shown[name], "2027.1") || !strings.Contains(shown[name], "bugs.example.org") {
			t.Errorf("%s does not show the waivers", name)
		}
	}
	if strings.Contains(shown["junit.xml"], "<failure") {
		t.Error("junit.xml has a failure though the gate passes")
	}
	if !strings.HasPrefix(third.stdout, "nonconformant: ") {
		t.Errorf("the verdict does not come first:\n%s", third.stdout)
	}

	t.Run("past the end", func(t *testing.T) {
		got := call(t, nil, "diff", "--waivers", waivers, "--as-of", after, "--json", in("r1"), in("r3"))
		expect("diff", got, 4)
		if !strings.Contains(got.stdout, `"expired-waiver"`) {
			t.Errorf("it does not say why:\n%s", got.stdout)
		}
	})
	t.Run("14 days before the end", func(t *testing.T) {
		got := call(t, nil, "diff", "--waivers", waivers, "--as-of", "2027-01-01", in("r1"), in("r3"))
		expect("diff", got, 0)
		if !strings.Contains(got.stdout, "warning: show.events.vocabulary ends on 2027-01-15, in 14 days") {
			t.Errorf("it does not warn:\n%s", got.stdout)
		}
	})
	t.Run("without a baseline", func(t *testing.T) {
		expect("run", r.run(in("alone"), waived[2:]...), 0)
	})

	r.has("result-in-lower-case", charset)
	expect("another failure of what is waived", r.run(in("r4"), waived...), 1)
	if g := gateIn(t, in("r4/verdict.json")); !slices.Contains(g.standing("new"), want[0]) {
		t.Errorf("new is %v, want %s too", g.standing("new"), want[0])
	}

	r.has()
	expect("all mended, the waivers kept", r.run(in("r5"), waived...), 4)
	if g := gateIn(t, in("r5/verdict.json")); g.reasons() != "unneeded-waiver" || g.Verdict != "conformant" {
		t.Errorf("%s for %q", g.Verdict, g.reasons())
	}
	expect("prune", call(t, nil, "waivers", "prune", waivers, in("r5")), 0)
	expect("nothing is waived any more", call(t, nil, "diff", "--waivers", waivers, in("r1"), in("r5")), 0)

	t.Run("a bundle for a baseline", func(t *testing.T) {
		bundle := in("r1.tar.gz")
		expect("bundle", call(t, nil, "bundle", "--out", bundle, in("r1")), 0)
		got, want := call(t, nil, "diff", "--json", bundle, in("r2")), call(t, nil, "diff", "--json", in("r1"), in("r2"))
		expect("diff", got, 1)
		if got := strings.ReplaceAll(got.stdout, bundle, in("r1")); got != want.stdout {
			t.Errorf("it says\n%s\nand of the folder\n%s", got, want.stdout)
		}
		r.has(names)
		expect("run", r.run(in("r6"), "--baseline", bundle), 1)
		packed, err := os.ReadFile(bundle)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(bundle, packed[:len(packed)/2], 0o600); err != nil {
			t.Fatal(err)
		}
		expect("half of it", r.run(in("r7"), "--baseline", bundle), 2)
	})
	t.Run("the contract changed", func(t *testing.T) {
		folder := ownContract(t)
		got := call(t, nil, "diff", "--contract", folder, in("r1"), in("r1"))
		expect("diff", got, 0)
		if !strings.Contains(got.stdout, "the contract changed") {
			t.Errorf("it does not say so:\n%s", got.stdout)
		}
		expect("judge", call(t, nil, "judge", "--contract", folder, "--out", in("judged"), in("r1/recording.har")), 1)
		got = call(t, nil, "diff", in("r1/verdict.json"), in("judged/verdict.json"))
		expect("diff of the verdicts", got, 0)
		if !strings.HasPrefix(got.stdout, "the contract changed: ") {
			t.Errorf("it does not say so:\n%s", got.stdout)
		}
	})
}

// Fewer actors judge less, and whoever means that says so by name.
func TestFewerActors(t *testing.T) {
	t.Parallel()
	r := newRelease(t)
	all, fewer := t.TempDir(), t.TempDir()
	run := func(tokens []string, out string, args ...string) outcome {
		return call(t, tokens, append(append([]string{"run", "--target", r.root, "--profile", "full", "--out", out}, uncovered...), args...)...)
	}
	run(r.tokens, all)
	without := slices.DeleteFunc(slices.Clone(r.tokens), func(v string) bool { return strings.HasPrefix(v, "OSACT_TOKEN_OUTSIDER=") })
	got := run(without, fewer, "--baseline", all)
	g := gateIn(t, filepath.Join(fewer, "verdict.json"))
	const said = "it was asked as: "
	if got.code != 4 || g.reasons() != "less-judged" || strings.Count(got.stdout, said) != 1 {
		t.Fatalf("exit %d for %q, want 4 and once %q\n%s%s", got.code, g.reasons(), said, got.stdout, got.stderr)
	}
	for _, format := range []string{"markdown", "html"} {
		if rendered := call(t, nil, "render", "--format", format, fewer); !strings.Contains(rendered.stdout, said) {
			t.Errorf("%s: nothing of who asked", format)
		}
	}
	if again := call(t, nil, "diff", "--acknowledge", strings.Join(g.Gate.Reasons[0].Of, ","), all, fewer); again.code != 0 || strings.Count(again.stdout, said) != 1 {
		t.Errorf("acknowledged: exit %d, want 0\n%s%s", again.code, again.stdout, again.stderr)
	}
}

// A smaller offer fails the gate until somebody says that it is meant.
func TestASmallerOffer(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	for _, newest := range []string{"2.104", "2.60"} {
		reference, err := cloud.New(cloud.Options{Maximum: newest})
		if err != nil {
			t.Fatal(err)
		}
		server := httptest.NewServer(reference)
		t.Cleanup(server.Close)
		var token string
		for _, u := range reference.Users() {
			if u.Name == "alice" {
				token = u.Token
			}
		}
		args := append([]string{"run", "--target", server.URL + "/compute", "--out", filepath.Join(dir, newest)}, uncovered...)
		if got := call(t, []string{"OSACT_TOKEN_MEMBER=" + token}, args...); got.code != 0 {
			t.Fatalf("exit %d\n%s%s", got.code, got.stdout, got.stderr)
		}
	}
	older, newer := filepath.Join(dir, "2.104"), filepath.Join(dir, "2.60")
	if got := call(t, nil, "diff", older, newer); got.code != 4 || !strings.Contains(got.stdout, "smaller-offer: the target offers less, offer.maximum was 2.104 and is 2.60") {
		t.Errorf("exit %d, want 4\n%s%s", got.code, got.stdout, got.stderr)
	}
	if got := call(t, nil, "diff", "--acknowledge", "offer.maximum", older, newer); got.code != 0 {
		t.Errorf("acknowledged: exit %d, want 0\n%s%s", got.code, got.stdout, got.stderr)
	}
	if got := call(t, nil, "diff", newer, older); got.code != 0 {
		t.Errorf("a larger offer: exit %d, want 0\n%s%s", got.code, got.stdout, got.stderr)
	}
}

// A target that is down is told in a line, however much that leaves unjudged.
func TestADeadTargetIsOneLine(t *testing.T) {
	t.Parallel()
	r := newRelease(t)
	dir := t.TempDir()
	alive, dead := filepath.Join(dir, "alive"), filepath.Join(dir, "dead")
	if got := r.run(alive); got.code != 0 {
		t.Fatalf("exit %d\n%s%s", got.code, got.stdout, got.stderr)
	}
	down := http.Handler(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusBadGateway) }))
	r.current.Store(&down)
	r.run(dead, "--baseline", alive)
	got := call(t, nil, "diff", alive, dead)
	if got.code != 4 || strings.Count(got.stdout, "\n") > 25 {
		t.Errorf("exit %d, want 4, and %d lines\n%s%s", got.code, strings.Count(got.stdout, "\n"), got.stdout, got.stderr)
	}
}

// What cannot be compared or read is said before anything is asked.
func TestGateUsage(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	odd := filepath.Join(dir, "odd.yaml")
	if err := os.WriteFile(odd, []byte("waivers:\n  - requirement: show.status.is-20\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	legacy := filepath.Join(dir, "v2")
	if got := call(t, nil, "run", "--profile", "v2", "--out", legacy); got.code != 0 {
		t.Fatalf("exit %d: %s", got.code, got.stderr)
	}
	for _, test := range []struct {
		args []string
		says string
	}{
		{[]string{"run", "--baseline", "nowhere"}, "the baseline can't be read: stat nowhere"},
		{[]string{"run", "--baseline", legacy}, "is of profile v2, and this run of full"},
		{[]string{"run", "--waivers", odd}, `did you mean "show.status.is-200"`},
		{[]string{"run", "--acknowledge", "offer.maximum"}, "give --baseline too"},
		{[]string{"run", "--as-of", "2026-11-30"}, "give --waivers too"},
		{[]string{"run", "--baseline", legacy, "--profile", "v2", "--acknowledge", "offer.maximun"}, `did you mean "offer.maximum"`},
		{[]string{"diff", "--format", "jnit", legacy, legacy}, `did you mean "junit"`},
		{[]string{"waivers", "lnt"}, `did you mean "lint"`},
		{[]string{"waivers", "add", odd, legacy, "show.status.is-200", "--owner", "o"}, "--expires is missing"},
	} {
		if got := call(t, nil, test.args...); got.code != 2 || got.stdout != "" || !strings.Contains(got.stderr, test.says) {
			t.Errorf("%v: exit %d, %q, want 2 and %q", test.args, got.code, got.stderr, test.says)
		}
	}
}
