package waiver

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/osact/osact/openapi"
	"github.com/osact/osact/suites/exchange"
)

// catalogue has one requirement.
type catalogue struct{}

func (catalogue) Requirement(id string) (openapi.Requirement, bool) {
	return openapi.Requirement{ID: "show.it"}, id == "show.it"
}

func (catalogue) Requirements() []openapi.Requirement { return []openapi.Requirement{{ID: "show.it"}} }

const good = `# who waives, answers
waivers:
  - requirement: show.it # as in osact explain
    kind: order
    at: /a/*/b
    targets: [https://cloud.example.org:8774, embedded]
    editions: [legacy, "2.10", 2.51 to 2.60, no version]
    actors: [member]
    reason: it is known
    issue: https://bugs.example.org/1
    owner: o@example.org
    added: 2026-11-30
    expires: 2027-02-28
`

func written(t *testing.T, content string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "waivers.yaml")
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestRead(t *testing.T) {
	file, err := Read(written(t, good))
	if err != nil || file.Check(catalogue{}) != nil {
		t.Fatalf("%v, %v", err, file.Check(catalogue{}))
	}
	if w := file.Waivers[0]; w.Line != 3 || w.Expires.String() != "2027-02-28" || w.Editions[1] != "2.10" {
		t.Errorf("%+v", w)
	}
}

func TestWhatIsRefused(t *testing.T) {
	for says, change := range map[string]func(string) string{
		"is larger than":          func(s string) string { return s + strings.Repeat("#", maxFile) },
		"it is empty":             func(string) string { return "" },
		"no list of waivers":      func(string) string { return "days: 3\n" },
		"a waiver is empty":       func(s string) string { return s + "  -\n" },
		"two documents":           func(s string) string { return s + "---\nwaivers: []\n" },
		"line 7: field edition":   func(s string) string { return strings.Replace(s, "editions", "edition", 1) },
		"`many` as a number":      func(s string) string { return "days: many\n" + s },
		"as a list of waivers":    func(string) string { return "waivers: none\n" },
		"!!seq as a waiver":       func(string) string { return "waivers: [[]]\n" },
		"`member` as a list":      func(s string) string { return strings.Replace(s, "[member]", "member", 1) },
		"already defined":         func(s string) string { return s + "    owner: p@example.org\n" },
		"is no day":               func(s string) string { return strings.Replace(s, "2027-02-28", "soon", 1) },
		`did you mean "show.it"`:  func(s string) string { return strings.Replace(s, "show.it", "show.its", 1) },
		"unknown requirement":     func(s string) string { return strings.Replace(s, "show.it", `"show.*"`, 1) },
		"kind is missing":         func(s string) string { return strings.Replace(s, "    kind: order\n", "", 1) },
		"at is missing":           func(s string) string { return strings.Replace(s, "    at: /a/*/b\n", "", 1) },
		`write "/a/*/b"`:          func(s string) string { return strings.Replace(s, "/a/*/b", "/a/0/b", 1) },
		"targets: ":               func(s string) string { return strings.Replace(s, "https://cloud", "cloud", 1) },
		"no edition":              func(s string) string { return strings.Replace(s, `"2.10"`, "v2", 1) },
		"goes from no edition":    func(s string) string { return strings.Replace(s, "2.51 to 2.60", "2.60 to 2.51", 1) },
		`did you mean "member"`:   func(s string) string { return strings.Replace(s, "[member]", "[menber]", 1) },
		"is no URL":               func(s string) string { return strings.Replace(s, "https://bugs.example.org/1", "4711", 1) },
		"reason is missing":       func(s string) string { return strings.Replace(s, "it is known", `" "`, 1) },
		"owner is missing":        func(s string) string { return strings.Replace(s, "    owner: o@example.org\n", "", 1) },
		"one of them is missing":  func(s string) string { return strings.Replace(s, "    added: 2026-11-30\n", "", 1) },
		"before it was added":     func(s string) string { return strings.Replace(s, "2027-02-28", "2026-11-29", 1) },
		"91 days":                 func(s string) string { return strings.Replace(s, "2027-02-28", "2027-03-01", 1) },
		"days: -1":                func(s string) string { return "days: -1\n" + s },
		"twice, first in line 3":  func(s string) string { return s + s[strings.Index(s, "  - "):] },
		"line 3: kind is missing": func(s string) string { return strings.Replace(s, "    kind: order\n", "", 1) },
	} {
		file, err := Read(written(t, change(good)))
		if err == nil {
			err = file.Check(catalogue{})
		}
		if err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("%v, want that it says %q", err, says)
		}
	}
	file, err := Read(written(t, "days: 120\n"+strings.Replace(good, "2027-02-28", "2027-03-30", 1)))
	if err != nil || file.Check(catalogue{}) != nil {
		t.Errorf("a file that allows 120 days is refused: %v, %v", err, file.Check(catalogue{}))
	}
}

func TestScope(t *testing.T) {
	file, err := Read(written(t, good))
	if err != nil {
		t.Fatal(err)
	}
	w := file.Waivers[0]
	for target, want := range map[exchange.Target]bool{
		{Kind: exchange.Given, URL: "https://cloud.example.org:8774"}: true, {Kind: exchange.Given, URL: "https://cloud.example.org:8774/"}: true,
		{Kind: exchange.Given, URL: "https://cloud.example.org"}: false, {Kind: exchange.Embedded, URL: "http://127.0.0.1:1"}: true,
	} {
		if w.HoldsFor(target) != want {
			t.Errorf("for %+v it is %t", target, !want)
		}
	}
	for probe, want := range map[exchange.Probe]bool{
		{As: "member", Path: "/v2.1/x", Version: "2.10"}: true, {As: "member", Path: "/v2.1/x", Version: "2.1"}: false,
		{As: "member", Path: "/v2.1/x", Version: "2.51"}: true, {As: "member", Path: "/v2.1/x", Version: "2.60"}: true,
		{As: "member", Path: "/v2.1/x", Version: "2.6"}: false, {As: "member", Path: "/v2.1/x", Version: "2.61"}: false,
		{As: "member", Path: "/v2/p/x"}: true, {As: "member", Path: "/v2.1/x"}: true, {As: "member", Path: "/v2.1/x", Version: "latest"}: false,
		{As: "admin", Path: "/v2.1/x", Version: "2.51"}: false,
	} {
		if w.Asks(probe) != want {
			t.Errorf("%s: it is %t", probe, !want)
		}
	}
	for violation, want := range map[openapi.Violation]bool{
		{Kind: "order", At: "/a/17/b"}: true, {Kind: "order", At: "/a/b"}: false, {Kind: "type", At: "/a/17/b"}: false,
	} {
		if w.Covers(violation) != want {
			t.Errorf("%+v: it is %t", violation, !want)
		}
	}
}

func TestAddAndRemove(t *testing.T) {
	path := written(t, good)
	before, err := Read(path)
	if err != nil {
		t.Fatal(err)
	}
	other := before.Waivers[0]
	at := "header Vary"
	other.At, other.Targets = &at, nil
	if err := Add(path, other); err != nil {
		t.Fatal(err)
	}
	both, err := Read(path)
	if err != nil || len(both.Waivers) != 2 || *both.Waivers[1].At != at || both.Waivers[1].Expires != other.Expires {
		t.Fatalf("%+v, %v", both, err)
	}
	content, err := os.ReadFile(path)
	if err != nil || !strings.Contains(string(content), "# who waives, answers") || !strings.Contains(string(content), "# as in osact explain") {
		t.Errorf("the comments are gone: %v\n%s", err, content)
	}
	if err := Remove(path, []int{both.Waivers[0].Line}); err != nil {
		t.Fatal(err)
	}
	left, err := Read(path)
	if err != nil || len(left.Waivers) != 1 || *left.Waivers[0].At != at {
		t.Errorf("%+v, %v", left, err)
	}
	if err := Remove(path, []int{left.Waivers[0].Line}); err != nil {
		t.Fatal(err)
	}
	if none, err := Read(path); err != nil || len(none.Waivers) != 0 {
		t.Errorf("%+v, %v", none, err)
	}
	made := filepath.Join(t.TempDir(), "new.yaml")
	if err := Add(made, other); err != nil {
		t.Fatal(err)
	}
	if file, err := Read(made); err != nil || file.Check(catalogue{}) != nil {
		t.Errorf("%v, %v", err, file.Check(catalogue{}))
	}
}

// A waiver that is only to be added stands in no line yet.
func TestAddedTwice(t *testing.T) {
	file, err := Read(written(t, good))
	if err != nil {
		t.Fatal(err)
	}
	again := file.Waivers[0]
	again.Line = 0
	again.Owner = ""
	file.Waivers = append(file.Waivers, again)
	err = file.Check(catalogue{})
	if err == nil || !strings.Contains(err.Error(), "the waiver is there twice, first in line ") || strings.Contains(err.Error(), "line 0") {
		t.Errorf("got %v", err)
	}
}

func TestDays(t *testing.T) {
	day, err := ParseDay("2026-11-30")
	if err != nil {
		t.Fatal(err)
	}
	next := DayOf(time.Date(2026, 12, 1, 0, 30, 0, 0, time.FixedZone("", 3600))) // 23:30 UTC the day before
	if diff := cmp.Diff(day.String(), next.String()); diff != "" || day.Until(next) != 0 {
		t.Errorf("%d days (-want +got):\n%s", day.Until(next), diff)
	}
}
