package suitestest_test

import (
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/osact/osact/openapi"
)

const module = "github.com/osact/osact/"

// rooms are the packages of suites. Each may import those before it, and openapi.
var rooms = []string{
	"suites/exchange", "suites/match", "suites/claim", "suites/plan/covering", "suites/plan", "suites/cast", "suites/demand", "suites/judge", "suites",
}

// Who adds a claim reads suites alone, so no mechanism may reach up to it.
func TestImportsGoOneWay(t *testing.T) {
	for dir, imports := range imported(t) {
		if wrong := misplaced(dir, imports); len(wrong) > 0 {
			t.Errorf("%s imports %s, which it must not: see the doc of package suites", dir, strings.Join(wrong, " and "))
		}
	}
}

func TestImportsThatRunTheWrongWayAreFound(t *testing.T) {
	for _, test := range []struct {
		dir, path string
		wrong     bool
	}{
		{"suites/plan", "suites/claim", false},
		{"suites/plan", "suites/cast", true},
		{"suites/exchange", "openapi", true},
		{"suites/match", "openapi", false},
		{"suites/judge", "suites", true},
		{"suites/judge", "runner/play", true},
		{"suites/plan/covering", "suites/plan", true},
		{"suites/cast", "suites/plan/covering", false},
		{"suites/elsewhere", "suites/exchange", true},
		{"openapi", "suites/exchange", true},
		{"fixtures/cloud", "openapi", true},
		{"fixtures/faults", "openapi", false},
		{"fixtures/faults", "runner/play", true},
		{"runner/play", "suites", false},
	} {
		if got := len(misplaced(test.dir, []string{test.path})) > 0; got != test.wrong {
			t.Errorf("%s imports %s: refused %v, want %v", test.dir, test.path, got, test.wrong)
		}
	}
}

// misplaced returns those of a package's imports that it must not have, all
// without the name of the module.
func misplaced(dir string, imports []string) []string {
	return slices.DeleteFunc(slices.Clone(imports), func(p string) bool {
		switch at := slices.Index(rooms, dir); {
		case dir == "suites/suitestest", strings.HasPrefix(dir, "runner"):
			return true
		case at == 0, dir == "openapi", dir == "fixtures/cloud", dir == "fixtures/samples":
			return false
		case at > 0:
			return p == "openapi" || slices.Contains(rooms[:at], p)
		case strings.HasPrefix(dir, "fixtures/"):
			return p == "openapi" || strings.HasPrefix(p, "fixtures/")
		default:
			return strings.HasPrefix(p, dir+"/")
		}
	})
}

// imported returns what each package of the module imports of it, tests aside.
func imported(t *testing.T) map[string][]string {
	t.Helper()
	root := os.DirFS("../..")
	found := map[string][]string{}
	err := fs.WalkDir(root, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") {
			return err
		}
		text, err := fs.ReadFile(root, name)
		if err != nil {
			return err
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, text, parser.ImportsOnly)
		if err != nil {
			return err
		}
		dir := path.Dir(name)
		for _, spec := range file.Imports {
			p, err := strconv.Unquote(spec.Path.Value)
			if err != nil {
				return err
			}
			if own, ok := strings.CutPrefix(p, module); ok && !slices.Contains(found[dir], own) {
				found[dir] = append(found[dir], own)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(found) < len(rooms) {
		t.Fatalf("only %d packages import anything, fewer than suites has rooms", len(found))
	}
	return found
}

// A mechanism that names a requirement would know a subject.
func TestNoMechanismNamesARequirement(t *testing.T) {
	contract, err := openapi.Load(openapi.Embedded())
	if err != nil {
		t.Fatal(err)
	}
	root := os.DirFS("..")
	err = fs.WalkDir(root, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || path.Dir(name) == "." || !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") {
			return err
		}
		text, err := fs.ReadFile(root, name)
		if err != nil {
			return err
		}
		for _, r := range contract.Requirements() {
			if strings.Contains(string(text), `"`+r.ID+`"`) {
				t.Errorf("%s names %s: claims stand in suites alone", name, r.ID)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
