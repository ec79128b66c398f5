package results_test

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

	"github.com/osact/osact/runner/results"
)

// text is a file that holds a text.
func text(name, s string) results.File {
	return results.File{Name: name, Mode: 0o644, Write: func(w io.Writer) error {
		_, err := io.WriteString(w, s)
		return err
	}}
}

// write writes files into a folder.
func write(dir string, files ...results.File) error {
	return results.Folder{Path: dir}.Write(files, nil)
}

// contents maps the names in a folder to what the files hold.
func contents(t *testing.T, dir string) map[string]string {
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

func TestWriteMakesAndReplacesFiles(t *testing.T) {
	dir := t.TempDir()
	for _, content := range []string{"first", "", strings.Repeat("long ", 100_000)} {
		if err := write(dir, text("junit.xml", "a"+content), text("verdict.json", content)); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(map[string]string{"junit.xml": "a" + content, "verdict.json": content}, contents(t, dir)); diff != "" {
			t.Errorf("the folder differs (-want +got):\n%s", diff)
		}
	}
}

// TestAFailureLeavesEverythingAsItWas: whichever file can't be written, and why
// ever.
func TestAFailureLeavesEverythingAsItWas(t *testing.T) {
	failing := func(why error) results.File {
		return results.File{Name: "verdict.json", Mode: 0o644, Write: func(w io.Writer) error {
			return errors.Join(text("", strings.Repeat("new", 100_000)).Write(w), why)
		}}
	}
	broken := errors.New("no verdict")
	for name, files := range map[string][]results.File{
		"an error":             {text("junit.xml", "new"), failing(broken)},
		"a folder in its way":  {text("junit.xml", "new"), text("occupied", "new")},
		"a folder that is not": {text("junit.xml", "new"), text("gone/verdict.json", "new")},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			if err := write(dir, text("junit.xml", "old"), text("verdict.json", "old")); err != nil {
				t.Fatal(err)
			}
			if err := os.Mkdir(filepath.Join(dir, "occupied"), 0o700); err != nil {
				t.Fatal(err)
			}
			last := files[len(files)-1].Name
			if err := write(dir, files...); err == nil || !strings.Contains(err.Error(), last) {
				t.Errorf("error is %v, want one that names %s", err, last)
			}
			if err := os.Remove(filepath.Join(dir, "occupied")); err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(map[string]string{"junit.xml": "old", "verdict.json": "old"}, contents(t, dir)); diff != "" {
				t.Errorf("the folder differs (-want +got):\n%s", diff)
			}
		})
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
		_ = write(dir, text("junit.xml", "new"), results.File{Name: "verdict.json", Write: func(io.Writer) error { panic("a defect") }})
	}()
	if diff := cmp.Diff(map[string]string{}, contents(t, dir)); diff != "" {
		t.Errorf("the folder differs (-want +got):\n%s", diff)
	}
}

func TestWriteRefuses(t *testing.T) {
	dir := t.TempDir()
	if err := write(filepath.Join(dir, "gone"), text("verdict.json", "")); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a missing folder gives %v, want that it does not exist", err)
	}
	// A socket in a folder of the test stands for every device: if the refusal
	// ever broke, a device of the machine would be gone.
	listener, err := net.Listen("unix", filepath.Join(dir, "socket"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = listener.Close() })
	for _, name := range []string{".", "socket"} {
		if err := write(dir, text(name, "")); err == nil || !strings.Contains(err.Error(), "not a regular file") {
			t.Errorf("%s gives %v, want that it is not a regular file", name, err)
		}
		if _, err := results.Open(dir, name); err == nil || !strings.Contains(err.Error(), "not a regular file") {
			t.Errorf("%s beforehand gives %v, want that it is not a regular file", name, err)
		}
	}
}

func TestALinkAndAModeStay(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "goal.json"), []byte("old"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink("goal.json", filepath.Join(dir, "link.json")); err != nil {
		t.Fatal(err)
	}
	if err := write(dir, text("link.json", "new")); err != nil {
		t.Fatal(err)
	}
	if to, err := os.Readlink(filepath.Join(dir, "link.json")); to != "goal.json" {
		t.Errorf("the link points to %q (%v), want goal.json", to, err)
	}
	info, err := os.Stat(filepath.Join(dir, "goal.json"))
	if err != nil {
		t.Fatal(err)
	}
	if got := info.Mode().Perm(); got != 0o600 {
		t.Errorf("the mode is %v, want 0600", got)
	}
	if diff := cmp.Diff(map[string]string{"goal.json": "new", "link.json": "new"}, contents(t, dir)); diff != "" {
		t.Errorf("the folder differs (-want +got):\n%s", diff)
	}
}

// TestTheOldFileStaysUntilTheNewOneIsWhole: and until all the others are.
func TestTheOldFileStaysUntilTheNewOneIsWhole(t *testing.T) {
	dir := t.TempDir()
	if err := write(dir, text("junit.xml", "old"), text("verdict.json", "old")); err != nil {
		t.Fatal(err)
	}
	slow := text("verdict.json", "new")
	fill := slow.Write
	slow.Write = func(w io.Writer) error {
		for _, name := range []string{"junit.xml", "verdict.json"} {
			if content, err := os.ReadFile(filepath.Join(dir, name)); string(content) != "old" {
				t.Errorf("while the last file is written, %s reads %q, %v", name, content, err)
			}
		}
		return fill(w)
	}
	if err := write(dir, text("junit.xml", "new"), slow); err != nil {
		t.Fatal(err)
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
		file := text(name, "new")
		file.Mode = test.mode
		if err := write(dir, file); err != nil {
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

// What an earlier run left is removed, and nothing else.
func TestClear(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{results.DifferenceFile, results.VerdictFile} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte("{}"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := (results.Folder{Path: dir}).Clear(results.Differences()...); err != nil {
		t.Fatal(err)
	}
	left, err := os.ReadDir(dir)
	if err != nil || len(left) != 1 || left[0].Name() != results.VerdictFile {
		t.Errorf("%v is left, %v", left, err)
	}
}
