package boundedfile_test

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/osact/osact/runner/boundedfile"
)

func TestRead(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	file, link, pipe := filepath.Join(folder, "file"), filepath.Join(folder, "link"), filepath.Join(folder, "pipe")
	marked := filepath.Join(folder, "marked")
	if err := errors.Join(os.WriteFile(marked, []byte("\ufeffseven b"), 0o600), os.WriteFile(file, []byte("seven b"), 0o600), os.Symlink(file, link), syscall.Mkfifo(pipe, 0o600)); err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		name, path string
		limit      int64
		fails      string // empty: it is read
	}{
		{"a file", file, 7, ""},
		{"a link to one", link, 7, ""},
		{"one that an editor marked", marked, 10, ""},
		{"too large", file, 6, "file is larger than 6 bytes"},
		{"a folder", folder, 7, "is not a regular file"},
		{"a pipe", pipe, 7, "pipe is not a regular file"},
		{"a device", "/dev/zero", 7, "/dev/zero is not a regular file"},
		// The system says that it is empty, and it is not.
		{"one whose size is not known", "/proc/self/environ", 7, "is larger than 7 bytes"},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			content, err := boundedfile.Read(test.path, test.limit)
			switch {
			case test.fails == "" && (err != nil || string(content) != "seven b"):
				t.Errorf("got %q, %v", content, err)
			case test.fails != "" && (err == nil || !strings.Contains(err.Error(), test.fails)):
				t.Errorf("got %q, %v, want that %q", content, err, test.fails)
			}
		})
	}
	if _, err := boundedfile.Read(filepath.Join(folder, "none"), 7); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("got %v where there is none", err)
	}
}
