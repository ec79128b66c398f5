package contract_test

import (
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/osact/osact/openapi"
	"github.com/osact/osact/runner/contract"
	"github.com/osact/osact/runner/exit"
)

// folder returns a folder with files in it, by their names.
func folder(t *testing.T, files map[string]string) string {
	t.Helper()
	root := t.TempDir()
	for name, content := range files {
		path := filepath.Join(root, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return root
}

// edited returns a file of the embedded contract in which old is replaced.
func edited(t *testing.T, content []byte, old, by string) string {
	t.Helper()
	if !strings.Contains(string(content), old) {
		t.Fatalf("the file does not hold %q", old)
	}
	return strings.Replace(string(content), old, by, 1)
}

// lineOf returns the number of the line in which text first stands, plus more.
func lineOf(content, text string, more int) string {
	before, _, _ := strings.Cut(content, text)
	return strconv.Itoa(strings.Count(before, "\n") + 1 + more)
}

// TestLoad: what is in the folder counts, and of the rest the embedded file.
func TestLoad(t *testing.T) {
	t.Parallel()
	files := openapi.Embedded()
	embedded, err := contract.Load("")
	if err != nil || !embedded.IsEmbedded() {
		t.Fatalf("without a folder: %v", err)
	}
	mine, err := contract.Load(folder(t, map[string]string{
		"profiles.yaml":      edited(t, files.Profiles, "title: A tenant's view", "title: My view"),
		"sources/seed1.yaml": edited(t, files.Sources["seed1"], "says: ", "says: As we have it, "),
	}))
	if err != nil {
		t.Fatal(err)
	}
	profile, _ := mine.Profile("tenant")
	if profile.Title != "My view" || len(mine.Requirements()) != len(embedded.Requirements()) || mine.IsEmbedded() {
		t.Errorf("profile %q, %d requirements, embedded: %v", profile.Title, len(mine.Requirements()), mine.IsEmbedded())
	}
	documents, err := mine.SourceDocuments()
	if err != nil || !strings.HasPrefix(documents[0].Statements[0].Says, "As we have it, ") {
		t.Errorf("the source document is not that of the folder: %v", err)
	}
	again, err := contract.Load(folder(t, map[string]string{"requirements.yaml": string(files.Requirements)}))
	if err != nil || !again.IsEmbedded() {
		t.Errorf("the same files are not the embedded contract: %v", err)
	}
}

// TestLoadThroughLinks: a folder may be put together of links.
func TestLoadThroughLinks(t *testing.T) {
	t.Parallel()
	files := openapi.Embedded()
	there := folder(t, map[string]string{"p": string(files.Profiles), "s/seed1.yaml": string(files.Sources["seed1"])})
	root := filepath.Join(t.TempDir(), "link")
	here := t.TempDir()
	for name, to := range map[string]string{filepath.Join(here, "profiles.yaml"): "p", filepath.Join(here, "sources"): "s"} {
		if err := os.Symlink(filepath.Join(there, to), name); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Symlink(here, root); err != nil {
		t.Fatal(err)
	}
	if c, err := contract.Load(root); err != nil || !c.IsEmbedded() {
		t.Errorf("got %v", err)
	}
}

func TestLoadRefuses(t *testing.T) {
	t.Parallel()
	files := openapi.Embedded()
	document, requirements := string(files.Document), string(files.Requirements)
	for name, test := range map[string]struct {
		files map[string]string
		says  []string
	}{
		"an empty folder":         {nil, []string{"the folder is empty", "instance-actions.yaml, requirements.yaml"}},
		"an empty folder in it":   {map[string]string{"sources/.keep": ""}, []string{`unknown file of a contract "sources/.keep"`}},
		"a misspelt file":         {map[string]string{"instance-action.yaml": document}, []string{`unknown file of a contract "instance-action.yaml": did you mean "instance-actions.yaml"?`}},
		"another file too":        {map[string]string{"instance-actions.yaml": document, "notes.txt": ""}, []string{`unknown file of a contract "notes.txt"`}},
		"a file of another place": {map[string]string{"seed1.yaml": ""}, []string{`did you mean "sources/seed1.yaml"?`}},
		"a folder too deep":       {map[string]string{"sources/more/seed1.yaml": ""}, []string{`unknown file of a contract "sources/more"`}},
		"a folder of its own":     {map[string]string{"openapi/profiles.yaml": ""}, []string{`unknown file of a contract "openapi/profiles.yaml": did you mean "profiles.yaml"?`}},
		"an empty file":           {map[string]string{"profiles.yaml": ""}, []string{"profiles.yaml:1: the file is empty"}},
		"no YAML":                 {map[string]string{"profiles.yaml": "profiles:\n  - name: [\n"}, []string{"profiles.yaml:"}},
		"a broken description": {
			map[string]string{"instance-actions.yaml": edited(t, files.Document, `x-openstack: {min-ver: "2.84"}`, `x-openstack: {min-ver: 2.84}`)},
			[]string{"instance-actions.yaml:", "must be quoted"},
		},
		"a broken source document": {map[string]string{"sources/seed2.yaml": "document: seed2\n"}, []string{"sources/seed2.yaml:1: "}},
		"a broken list of gaps":    {map[string]string{"uncovered.yaml": "covered: []\n"}, []string{"uncovered.yaml:1: "}},
		"a file that is too large": {map[string]string{"profiles.yaml": strings.Repeat("#\n", 3<<20)}, []string{"profiles.yaml is larger than"}},
		"a level that no claim has": {
			map[string]string{"requirements.yaml": strings.Replace(requirements, "level: SHOULD\n", "level: MAY\n", 1)},
			[]string{"requirements.yaml:" + lineOf(requirements, "level: SHOULD\n", -1) + ": the requirements do not fit the claims of this osact", "is a MAY in the catalogue, not a SHOULD"},
		},
		"a requirement that is claimed and not there": {
			map[string]string{"requirements.yaml": strings.Replace(requirements, "- id: show.concurrency.", "- id: show.concurrently.", 1)},
			[]string{"requirements.yaml: the requirements do not fit", "the catalogue has no requirement", "(and "},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			root := folder(t, test.files)
			_, err := contract.Load(root)
			if exit.CodeOf(err) != exit.Usage || !strings.HasPrefix(err.Error(), "--contract "+root+": ") || strings.Contains(err.Error(), "\n") {
				t.Fatalf("got %v, want a usage error in one line", err)
			}
			for _, says := range test.says {
				if !strings.Contains(err.Error(), says) {
					t.Errorf("%v does not say %q", err, says)
				}
			}
		})
	}
	file := filepath.Join(folder(t, map[string]string{"profiles.yaml": ""}), "profiles.yaml")
	for path, says := range map[string]string{file: file + " is not a folder", "/nonexistent/mine": "there is no folder /nonexistent/mine"} {
		if _, err := contract.Load(path); exit.CodeOf(err) != exit.Usage || !strings.Contains(err.Error(), says) {
			t.Errorf("%s: %v, want that %s", path, err, says)
		}
	}
}
