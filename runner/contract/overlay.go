package contract

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/osact/osact/openapi"
	"github.com/osact/osact/runner/boundedfile"
	"github.com/osact/osact/runner/suggest"
)

// maxFile is how many bytes a file of a contract may have: many times those of
// the largest that osact brings along.
const maxFile = 4 << 20

// overlay returns the embedded files, with those of a folder in their place. It
// refuses files that no contract has, so that a misspelt name does not leave the
// embedded file in force.
func overlay(folder string) (openapi.Files, error) {
	files := openapi.Embedded()
	names, err := namesIn(folder, ".")
	if err != nil {
		return files, err
	}
	known := openapi.FileNames()
	if len(names) == 0 {
		return files, fmt.Errorf("the folder is empty: put in one or more of %s", strings.Join(known, ", "))
	}
	for _, name := range names {
		if !slices.Contains(known, name) {
			return files, suggest.Unknown("file of a contract", name, known)
		}
	}
	for _, name := range names {
		at := filepath.Join(folder, filepath.FromSlash(name))
		data, err := boundedfile.Read(at, maxFile)
		if err != nil {
			return files, err
		}
		if err := files.Replace(name, at, data); err != nil {
			return files, err
		}
	}
	return files, nil
}

// namesIn returns the names of the files below a folder of root, with slashes.
func namesIn(root, folder string) ([]string, error) {
	at := filepath.Join(root, folder)
	switch info, err := os.Stat(at); {
	case errors.Is(err, fs.ErrNotExist):
		return nil, fmt.Errorf("there is no folder %s", at)
	case err != nil:
		return nil, err
	case !info.IsDir():
		return nil, fmt.Errorf("%s is not a folder", at)
	}
	entries, err := os.ReadDir(at)
	if err != nil {
		return nil, err
	}
	var names []string
	for _, entry := range entries {
		name := path.Join(folder, entry.Name())
		// A link may lead to a folder.
		if info, err := os.Stat(filepath.Join(root, name)); err == nil && info.IsDir() && folder == "." {
			below, err := namesIn(root, name)
			if err != nil {
				return nil, err
			}
			names = append(names, below...)
			continue
		}
		names = append(names, name)
	}
	return names, nil
}
