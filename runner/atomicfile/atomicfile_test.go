package atomicfile_test

import (
	"errors"
	"io"
	"io/fs"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/osact/osact/runner/atomicfile"
)

// text returns what Write needs to write s.
func text(s string) func(io.Writer) error {
	return func(w io.Writer) error {
		_, err := io.WriteString(w, s)
		return err
	}
}

// folder maps the names in a folder to what the files hold.
func folder(t *testing.T, dir string) map[string]string {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	files := map[string]string{}
	for _, e := range entries {
		content, err := os.ReadFile(filepath.Join(dir, e.Name()))
		if err != nil {
			t.Fatal(err)
		}
		files[e.Name()] = string(content)
	}
	return files
}

func TestWriteMakesAndReplacesAFile(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "verdict.json")
	for _, content := range []string{"first", "", strings.Repeat("long ", 100_000)} {
		if err := atomicfile.Write(path, text(content)); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(map[string]string{"verdict.json": content}, folder(t, dir)); diff != "" {
			t.Errorf("the folder differs (-want +got):\n%s", diff)
		}
	}
}

func TestTheOldFileStaysUntilTheNewOneIsWhole(t *testing.T) {
	path := filepath.Join(t.TempDir(), "verdict.json")
	if err := atomicfile.Write(path, text("old")); err != nil {
		t.Fatal(err)
	}
	err := atomicfile.Write(path, func(w io.Writer) error {
		if err := text(strings.Repeat("new", 100_000))(w); err != nil {
			return err
		}
		content, err := os.ReadFile(path)
		if string(content) != "old" {
			t.Errorf("while the new file is written, the old one reads %q", content)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestAFailureLeavesEverythingAsItWas(t *testing.T) {
	broken := errors.New("no verdict")
	dir := t.TempDir()
	path := filepath.Join(dir, "verdict.json")
	if err := atomicfile.Write(path, text("old")); err != nil {
		t.Fatal(err)
	}
	half := func(w io.Writer) error {
		return errors.Join(text(strings.Repeat("new", 100_000))(w), broken)
	}
	if err := atomicfile.Write(path, half); !errors.Is(err, broken) || !strings.Contains(err.Error(), path) {
		t.Errorf("error is %v, want %v with the path", err, broken)
	}
	if diff := cmp.Diff(map[string]string{"verdict.json": "old"}, folder(t, dir)); diff != "" {
		t.Errorf("the folder differs (-want +got):\n%s", diff)
	}
}

func TestAPanicLeavesNothingBehind(t *testing.T) {
	dir := t.TempDir()
	func() {
		defer func() {
			if recover() == nil {
				t.Error("the panic was swallowed")
			}
		}()
		_ = atomicfile.Write(filepath.Join(dir, "verdict.json"), func(io.Writer) error { panic("a defect") })
	}()
	if diff := cmp.Diff(map[string]string{}, folder(t, dir)); diff != "" {
		t.Errorf("the folder differs (-want +got):\n%s", diff)
	}
}

func TestWriteRefuses(t *testing.T) {
	dir := t.TempDir()
	missing := filepath.Join(dir, "gone", "verdict.json")
	if err := atomicfile.Write(missing, text("")); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a missing folder gives %v, want that it does not exist", err)
	}
	// A socket in a folder of the test stands for every device: if the refusal
	// ever broke, a device of the machine would be gone.
	socket := filepath.Join(dir, "socket")
	listener, err := net.Listen("unix", socket)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = listener.Close() })
	for _, path := range []string{dir, socket} {
		if err := atomicfile.Write(path, text("")); err == nil || !strings.Contains(err.Error(), "no regular file") {
			t.Errorf("%s gives %v, want that it is no regular file", path, err)
		}
	}
}

func TestALinkAndAModeStay(t *testing.T) {
	dir := t.TempDir()
	goal, link := filepath.Join(dir, "goal.json"), filepath.Join(dir, "link.json")
	if err := os.WriteFile(goal, []byte("old"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink("goal.json", link); err != nil {
		t.Fatal(err)
	}
	if err := atomicfile.Write(link, text("new")); err != nil {
		t.Fatal(err)
	}
	if to, err := os.Readlink(link); to != "goal.json" {
		t.Errorf("the link points to %q (%v), want goal.json", to, err)
	}
	info, err := os.Stat(goal)
	if err != nil {
		t.Fatal(err)
	}
	if got := info.Mode().Perm(); got != 0o600 {
		t.Errorf("the mode is %v, want 0600", got)
	}
	if diff := cmp.Diff(map[string]string{"goal.json": "new", "link.json": "new"}, folder(t, dir)); diff != "" {
		t.Errorf("the folder differs (-want +got):\n%s", diff)
	}
}

// What is for its owner alone stays so, though it replaces what all could read.
func TestNoFileIsOpenToMoreThanItsMode(t *testing.T) {
	dir := t.TempDir()
	for name, test := range map[string]struct{ old, mode, want fs.FileMode }{
		"new and private":     {0, 0o600, 0o600},
		"new and public":      {0, 0o644, 0o644},
		"private over public": {0o644, 0o600, 0o600},
		"public over private": {0o600, 0o644, 0o600},
	} {
		path := filepath.Join(dir, name)
		if test.old != 0 {
			if err := os.WriteFile(path, nil, test.old); err != nil {
				t.Fatal(err)
			}
		}
		staged, err := atomicfile.Stage(path, test.mode, text("new"))
		if err != nil {
			t.Fatal(err)
		}
		if err := staged.Commit(); err != nil {
			t.Fatal(err)
		}
		info, err := os.Stat(path)
		if err != nil {
			t.Fatal(err)
		}
		if got := info.Mode().Perm(); got != test.want {
			t.Errorf("%s: the mode is %v, want %v", name, got, test.want)
		}
	}
}
