package coverage_test

import (
	"flag"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/osact/osact/openapi"
	"github.com/osact/osact/runner/coverage"
	"github.com/osact/osact/runner/reference"
)

// update writes openapi/uncovered.yaml anew: go test ./runner/coverage -args -update
var update = flag.Bool("update", false, "write openapi/uncovered.yaml anew, and keep its reasons")

const gapsFile = "../../openapi/uncovered.yaml"

// TestGapsAreListed: what a run on the reference cloud does not cover is in the
// list, with a reason, and nothing else is. The list only shrinks: what comes
// to be covered has to leave it.
func TestGapsAreListed(t *testing.T) {
	contract := load(t)
	bench, err := reference.NewBench(contract)
	if err != nil {
		t.Fatal(err)
	}
	recording, err := bench.Record(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	all, err := coverage.Measure(t.Context(), contract, recording)
	if err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(gapsFile)
	if err != nil {
		t.Fatal(err)
	}
	known, err := openapi.ReadGaps("openapi/uncovered.yaml", data)
	if err != nil {
		t.Fatal(err)
	}
	if *update {
		known = renewed(known, uncovered(all))
		rewrite(t, known)
	}
	if wrong := compare(known, all); len(wrong) > 0 {
		t.Errorf("openapi/uncovered.yaml is not right (make uncovered writes it anew):\n%s", strings.Join(wrong, "\n"))
	}
	for name, want := range map[string]coverage.Covered{
		"showAction 200 /instanceAction/events/*/hostId": {Answers: 1, Faults: []string{"host-id-in-capitals"}},
		"showAction 200 header Vary":                     {Answers: 1, Faults: []string{"vary-is-missing"}},
		"showAction 406":                                 {Answers: 1, Faults: []string{"version-beyond-is-served"}},
		"showLegacyAction parameter tenant_id":           {Answers: 1, Faults: []string{"legacy-path-is-404"}},
	} {
		i := slices.IndexFunc(all, func(c coverage.Covered) bool { return c.Item.String() == name })
		if i < 0 || all[i].Answers < want.Answers || !slices.Contains(all[i].Faults, want.Faults[0]) {
			t.Errorf("%s: want %+v at least, of %+v", name, want, all[max(i, 0)])
		}
	}
}

func rewrite(t *testing.T, gaps []openapi.Gap) {
	t.Helper()
	text, err := writeGaps(gaps)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(gapsFile, text, 0o644); err != nil {
		t.Fatal(err)
	}
}

// These are made up: an item that is covered, one that no fault changes, one
// that no answer holds, and a status that never comes with what is below it.
func made() []coverage.Covered {
	item := func(status, at string) openapi.Item { return openapi.Item{Operation: "show", Status: status, At: at} }
	return []coverage.Covered{
		{Item: item("", "parameter id"), Answers: 4, Faults: []string{"a", "b"}},
		{Item: item("200", ""), Answers: 3, Faults: []string{"a"}},
		{Item: item("200", "header Vary"), Answers: 3},
		{Item: item("200", "/action"), Faults: []string{"a"}},
		{Item: item("413", "")},
		{Item: item("413", "header Retry-After")},
	}
}

func TestUncovered(t *testing.T) {
	var got []string
	for _, c := range uncovered(made()) {
		got = append(got, c.Item.String()+": "+why(c))
	}
	want := []string{
		"show 200 header Vary: it is looked at, and no fault changes it",
		"show 200 /action: a fault changes it, and no claim of the requirement that it belongs to looks at it",
		"show 413: no judged answer holds it",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("uncovered (-want +got):\n%s", diff)
	}
}

// This list names an item that is covered by now, one that there is not, one
// that is right and one below it; two are missing.
func known() []openapi.Gap {
	return []openapi.Gap{
		{Because: "nobody asks", Items: []string{"show parameter id", "hide"}},
		{Because: "nothing is too large", Items: []string{"show 413", "show 413 header Retry-After"}},
	}
}

func TestCompare(t *testing.T) {
	want := []string{
		`drop the line "- show parameter id": it is covered now, for instance by the fault a`,
		`drop the line "- hide": the document has no such item`,
		`drop the line "- show 413 header Retry-After": it stands there twice, or its status never comes and stands for it`,
		`add the line "- show 200 header Vary" and say why, or cover it: it is looked at, and no fault changes it`,
		`add the line "- show 200 /action" and say why, or cover it: a fault changes it, and no claim of the requirement that it belongs to looks at it`,
	}
	if diff := cmp.Diff(want, compare(known(), made())); diff != "" {
		t.Errorf("wrong (-want +got):\n%s", diff)
	}
}

func TestRenewed(t *testing.T) {
	updated := renewed(known(), uncovered(made()))
	want := []openapi.Gap{
		{Because: "nothing is too large", Items: []string{"show 413"}},
		{Because: "it is looked at, and no fault changes it", Items: []string{"show 200 header Vary"}},
		{Because: "a fault changes it, and no claim of the requirement that it belongs to looks at it", Items: []string{"show 200 /action"}},
	}
	if diff := cmp.Diff(want, updated); diff != "" {
		t.Errorf("updated (-want +got):\n%s", diff)
	}
	if wrong := compare(updated, made()); len(wrong) > 0 {
		t.Errorf("what was updated is wrong: %q", wrong)
	}
}

func load(t *testing.T) *openapi.Contract {
	t.Helper()
	contract, err := openapi.Load(openapi.Embedded())
	if err != nil {
		t.Fatal(err)
	}
	return contract
}
