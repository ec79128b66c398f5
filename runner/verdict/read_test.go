package verdict_test

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/osact/osact/openapi"
	"github.com/osact/osact/runner/verdict"
	"github.com/osact/osact/suites/claim"
	"github.com/osact/osact/suites/judge"
)

// What is written is read again, by the name of the file or of its folder.
func TestReadIsTheInverseOfWrite(t *testing.T) {
	want := verdict.New(catalogue{requirement(openapi.Must, "show.a")}, recording(), []judge.Finding{
		{Requirement: "show.a", Level: openapi.Must, Subject: "an action", Outcome: claim.Satisfied, Evidence: []int{0}},
	}, verdict.Options{Suite: "1.2.3"})
	folder := t.TempDir()
	path := filepath.Join(folder, "verdict.json")
	file, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(want.Write(file), file.Close()); err != nil {
		t.Fatal(err)
	}
	for _, named := range []string{path, folder} {
		got, err := verdict.Read(named)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", named, diff)
		}
	}
}

func TestReadRefuses(t *testing.T) {
	const head = `{"schema": "osact/verdict/1", "verdict": "conformant", "requirements": `
	for _, test := range []struct{ name, content, want string }{
		{"nothing", "", "is not the verdict of a run"},
		{"too many objects", "[" + strings.Repeat("{},", 400_001), "it holds 400001 objects, and osact reads up to 400000"},
		{"another document", `{"a": 1}`, `its schema is "", not "osact/verdict/1"`},
		{"a recording", `{"log": {}}`, "is a recording: osact judge --out DIR"},
		{"another shape", `{"schema": "osact/verdict/2"}`, `its schema is "osact/verdict/2"`},
		{"another type", head + `{}}`, "is not the verdict of a run"},
		{"another verdict", `{"schema": "osact/verdict/1", "verdict": "fine"}`, `there is no verdict "fine"`},
		{"no id", head + `[{"level": "MUST", "outcome": "satisfied"}]}`, "has no id"},
		{"an id twice", head + `[{"id": "a", "level": "MUST", "outcome": "satisfied"}, {"id": "a", "level": "MUST", "outcome": "satisfied"}]}`, `requirement "a" is there twice`},
		{"another level", head + `[{"id": "a", "level": "COULD", "outcome": "satisfied"}]}`, `has the level "COULD"`},
		{"another outcome", head + `[{"id": "a", "level": "MUST", "outcome": "passed"}]}`, `has the outcome "passed"`},
		{"a finding's", head + `[{"id": "a", "level": "MUST", "outcome": "violated", "findings": [{"outcome": "failed"}]}]}`, `has the outcome "failed"`},
	} {
		t.Run(test.name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "verdict.json")
			if err := os.WriteFile(path, []byte(test.content), 0o600); err != nil {
				t.Fatal(err)
			}
			_, err := verdict.Read(path)
			if err == nil || !strings.Contains(err.Error(), test.want) || !strings.Contains(err.Error(), path) {
				t.Errorf("%v, want %q of %s", err, test.want, path)
			}
		})
	}
	if _, err := verdict.Read(t.TempDir()); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("an empty folder: %v", err)
	}
}
