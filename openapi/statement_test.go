package openapi_test

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/osact/osact/openapi"
)

func documents(t *testing.T) []openapi.SourceDocument {
	t.Helper()
	all, err := load(t).SourceDocuments()
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// TestSourcesAndRequirementsNameEachOther: reading refuses a requirement that does not name the document; here is the
// other way round.
func TestSourcesAndRequirementsNameEachOther(t *testing.T) {
	var names []string
	for _, d := range documents(t) {
		names = append(names, d.Name)
		for _, q := range load(t).Requirements() {
			at := slices.IndexFunc(q.Sources, func(s openapi.Source) bool { return s.Name == d.Name })
			if at >= 0 && len(d.Says(q.ID)) == 0 {
				t.Errorf("%s comes from %s (%s), yet no statement of that document names it:\n"+
					"add it to the statement that it covers in openapi/sources/%s.yaml", q.ID, d.Name, q.Sources[at].Place, d.Name)
			}
		}
	}
	equal(t, "the source documents", []string{"seed1", "seed2"}, names)
}

func TestStatements(t *testing.T) {
	all := documents(t)
	for _, d := range all {
		seen := map[string]bool{}
		for _, s := range d.Statements {
			if key := s.Place + ": " + s.Says; seen[key] {
				t.Errorf("%s says %q twice", d.Name, key)
			} else {
				seen[key] = true
			}
			if !strings.HasSuffix(s.Says, ".") {
				t.Errorf("%s: %q is no sentence", d.Name, s.Says)
			}
		}
	}
	says := all[0].Says("show.times.in-order")
	if len(says) != 2 || says[0].Place != "sample response, times" || len(all[0].Says("show.times")) != 0 {
		t.Errorf("seed1 says about show.times.in-order: %+v", says)
	}
	i := slices.IndexFunc(all[0].Statements, func(s openapi.Statement) bool { return s.Place == "sample request, URI" })
	if s := all[0].Statements[i]; s.Differs == nil || !strings.Contains(s.Differs.Clouds, "os-instance-actions") || s.Uncovered != "" {
		t.Errorf("read as %+v", s)
	}
}

// TestReadSourceDocumentRefuses makes one mistake; the error names it and its line.
func TestReadSourceDocumentRefuses(t *testing.T) {
	const good = `document: seed1
title: a document
statements:
  - place: sample response
    says: The status is 200.
    requirements: [show.status.is-200]
  - place: sample request, URI
    says: The path lacks a letter.
    differs: {clouds: have it, osact: asks with it, requirements: [show.body.failure-has-message]}
  - place: overview
    says: Nothing.
    uncovered: nothing is said
`
	contract := load(t)
	if _, err := openapi.ReadSourceDocument(contract, "file", []byte(good)); err != nil {
		t.Fatalf("without a mistake: %v", err)
	}
	for _, test := range []struct{ name, old, replacement, want string }{
		{"no YAML", "statements:", "statements: [", "file:"},
		{"an unknown key", "document: ", "name: ", `file:1: unknown key "name"; known are document, statements, title`},
		{"no title", "title: a document\n", "", "file:1: a source document needs all of"},
		{"no statements", good[strings.Index(good, "  - place"):], "  []\n", "seed1 says nothing"},
		{"an unknown key of a statement", "says:", "say:", `file:5: unknown key "say"; known are differs, place, requirements, says, uncovered`},
		{"no place", "place: sample response\n    says", "says", "file:4: a statement needs both"},
		{"nothing said", "    says: The status is 200.\n", "", "file:4: a statement needs both"},
		{"not covered", "    requirements: [show.status.is-200]\n", "", "file:4: no requirement covers this statement"},
		{"covered by nothing", "[show.status.is-200]", "[]", "file:6: name a requirement here"},
		{"covered and not", "    uncovered", "    requirements: [show.status.is-200]\n    uncovered", "file:10: choose one of"},
		{"no reason", "nothing is said", `""`, "file:12: this text must not be empty"},
		{"an unknown requirement", "show.status.is-200", "show.status.is-201", `file:6: the catalogue has no requirement "show.status.is-201"`},
		{"a requirement from elsewhere", "show.status.is-200", "show.body.failure-has-message", "file:6: show.body.failure-has-message does not name seed1"},
		{"an unknown requirement that differs", "show.body.failure-has-message", "show.body", `file:9: the catalogue has no requirement "show.body"`},
		{"half a difference", ", osact: asks with it", "", "file:9: a difference needs all of"},
		{"a difference to nothing", ", requirements: [show.body.failure-has-message]", "", "file:9: a difference needs all of"},
	} {
		data := []byte(good)
		edit(t, &data, test.old, test.replacement)
		_, err := openapi.ReadSourceDocument(contract, "file", data)
		if err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: %v, want %q", test.name, err, test.want)
		}
	}
}

// TestReadmeShowsEveryDifference: the README's table is what the statements say, row by row.
func TestReadmeShowsEveryDifference(t *testing.T) {
	const head = "| the documents say | clouds | osact | requirement |\n|---|---|---|---|\n"
	readme, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	var want strings.Builder
	for _, d := range documents(t) {
		for _, s := range d.Statements {
			if s.Differs == nil {
				continue
			}
			var ids []string
			for _, id := range s.Differs.Requirements {
				ids = append(ids, "`"+id+"`")
			}
			fmt.Fprintf(&want, "| %s, %s: %s | %s | %s | %s |\n", d.Name, s.Place, strings.TrimSuffix(s.Says, "."),
				s.Differs.Clouds, s.Differs.Osact, strings.Join(ids, ", "))
		}
	}
	_, got, _ := strings.Cut(string(readme), head)
	got, _, _ = strings.Cut(got, "\n\n")
	if strings.TrimSuffix(got, "\n")+"\n" != want.String() {
		t.Errorf("the table of differences in openapi/README.md must read\n%s%s", head, want.String())
	}
}
