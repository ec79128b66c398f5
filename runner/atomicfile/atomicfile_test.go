package atomicfile

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/osact/osact/runner/leftover"
)

// ways are those to replace a file, by name: that of this system, and that of Windows.
func ways() map[string]func(path string) (Pending, error) {
	return map[string]func(path string) (Pending, error){
		"here":    func(path string) (Pending, error) { return New(path, 0o600) },
		"Windows": func(path string) (Pending, error) { return newPlain(path) },
	}
}

// files maps the names in a folder to what the files hold.
func files(t *testing.T, folder string) map[string]string {
	t.Helper()
	entries, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]string{}
	for _, e := range entries {
		content, err := os.ReadFile(filepath.Join(folder, e.Name()))
		if err != nil {
			t.Fatal(err)
		}
		all[e.Name()] = string(content)
	}
	return all
}

func TestPending(t *testing.T) {
	for name, make := range ways() {
		for _, test := range []struct {
			name   string
			before map[string]string
			end    func(Pending) error
			want   map[string]string
		}{
			{"a new file", nil, Pending.CloseAtomicallyReplace, map[string]string{"f": "new"}},
			{"one that replaces another", map[string]string{"f": "old"}, Pending.CloseAtomicallyReplace, map[string]string{"f": "new"}},
			{"one that is given up", map[string]string{"f": "old"}, Pending.Cleanup, map[string]string{"f": "old"}},
			{"one that is in its place already", nil, func(p Pending) error {
				return errors.Join(p.CloseAtomicallyReplace(), p.Cleanup(), p.Cleanup())
			}, map[string]string{"f": "new"}},
		} {
			t.Run(name+": "+test.name, func(t *testing.T) {
				folder := t.TempDir()
				for file, content := range test.before {
					if err := os.WriteFile(filepath.Join(folder, file), []byte(content), 0o600); err != nil {
						t.Fatal(err)
					}
				}
				p, err := make(filepath.Join(folder, "f"))
				if err != nil {
					t.Fatal(err)
				}
				_, err = p.Write([]byte("new"))
				if err := errors.Join(err, p.Sync(), test.end(p)); err != nil {
					t.Fatal(err)
				}
				want := test.want
				if diff := cmp.Diff(want, files(t, folder)); diff != "" {
					t.Errorf("the folder differs (-want +got):\n%s", diff)
				}
			})
		}
	}
}

// TestAKilledProcess: what one leaves behind has a name by which it is found, and is
// for nobody else to read.
func TestAKilledProcess(t *testing.T) {
	for name, make := range ways() {
		t.Run(name, func(t *testing.T) {
			folder := t.TempDir()
			path := filepath.Join(folder, "f")
			p, err := make(path)
			if err != nil {
				t.Fatal(err)
			}
			info, err := os.Stat(p.Name())
			if err != nil {
				t.Fatal(err)
			}
			if got := info.Mode().Perm(); got != 0o600 {
				t.Errorf("the mode is %o, want 600", got)
			}
			leftover.Remove(path, time.Duration(0))
			if got := files(t, folder); len(got) > 0 {
				t.Errorf("left is %v", got)
			}
			_ = p.Cleanup() // closes it; to remove is nothing
		})
	}
}

func TestWrite(t *testing.T) {
	path := filepath.Join(t.TempDir(), "f")
	for _, test := range []struct {
		content string
		mode    fs.FileMode // of the file before
		want    fs.FileMode
	}{{"first", 0, 0o600}, {"second", 0o666, 0o666}, {"", 0o600, 0o600}} {
		if test.mode != 0 {
			if err := os.Chmod(path, test.mode); err != nil {
				t.Fatal(err)
			}
		}
		if err := Write(path, []byte(test.content), 0o600); err != nil {
			t.Fatal(err)
		}
		info, err := os.Stat(path)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(map[string]string{"f": test.content}, files(t, filepath.Dir(path))); diff != "" || info.Mode() != test.want {
			t.Errorf("it has mode %o, want %o, and differs (-want +got):\n%s", info.Mode(), test.want, diff)
		}
	}
	if err := Write(filepath.Join(path, "g"), nil, 0o600); err == nil {
		t.Error("there can be no file in a file")
	}
}

// What is no file is not replaced, and a private file is private whatever was there.
func TestWhatIsThere(t *testing.T) {
	folder := t.TempDir()
	if err := Write(folder, []byte("x"), 0o644); err == nil || !strings.Contains(err.Error(), "something else than a file") {
		t.Errorf("a folder is replaced: %v", err)
	}
	path := filepath.Join(folder, "f")
	if err := os.WriteFile(path, []byte("old"), 0o644); err != nil {
		t.Fatal(err)
	}
	p, err := New(path, 0o600)
	if err == nil {
		err = p.CloseAtomicallyReplace()
	}
	there, missing := os.Stat(path)
	if err := errors.Join(err, missing); err != nil || there.Mode().Perm() != 0o600 {
		t.Errorf("it has the mode %v, %v", there.Mode(), err)
	}
}
