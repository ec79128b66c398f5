// Package leftover removes what a process that was killed left behind while it
// replaced a file: a hidden file beside it, with the same name and a number.
package leftover

import (
	"os"
	"path/filepath"
	"strings"
	"time"
)

// Young is how old such a file may be and still belong to a process that goes on.
const Young = time.Minute

// Remove removes those of the file at path that are older than age. What cannot be
// removed stays: it does no harm.
func Remove(path string, age time.Duration) {
	folder, name := filepath.Split(path)
	entries, err := os.ReadDir(filepath.Clean(folder + "."))
	if err != nil {
		return
	}
	for _, entry := range entries {
		number, ok := strings.CutPrefix(entry.Name(), "."+name)
		if !ok || number == "" || strings.Trim(number, "0123456789") != "" {
			continue
		}
		if info, err := entry.Info(); err == nil && info.Mode().IsRegular() && time.Since(info.ModTime()) >= age {
			_ = os.Remove(filepath.Join(folder, entry.Name()))
		}
	}
}
