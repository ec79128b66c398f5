package connect

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"github.com/agnivade/levenshtein"
	"go.yaml.in/yaml/v3"

	"github.com/osact/osact/runner/boundedfile"
)

// maxClouds is how many bytes of a clouds.yaml are read.
const maxClouds = 1 << 20

// clouds are the entries of a clouds.yaml, and of the secure.yaml that
// completes it.
type clouds struct {
	open, secret cloudsFile
}

// cloudsFile is one file with entries by name. They are kept as they stand, so
// that an error about one entry concerns only who uses it.
type cloudsFile struct {
	path    string
	Entries map[string]yaml.Node `yaml:"clouds"`
}

// readClouds finds and reads clouds.yaml: the one that OS_CLIENT_CONFIG_FILE
// names, else the first on the search path. secure.yaml is the one that
// OS_CLIENT_SECURE_FILE names, else the one in the same folder,
// else the first on the search path; it may be missing.
func readClouds(env environ) (clouds, error) {
	folders := env.folders()
	named := env.get("OS_CLIENT_CONFIG_FILE")
	var c clouds
	var err error
	if named != "" {
		folders = []string{filepath.Dir(named)}
		c.open, err = readCloudsFile(named)
	} else {
		c.open, err = firstCloudsFile(folders, "clouds.yaml")
	}
	switch {
	case errors.Is(err, fs.ErrNotExist) && named != "":
		return clouds{}, fmt.Errorf("%w: %s is missing: OS_CLIENT_CONFIG_FILE names it", ErrActors, named)
	case errors.Is(err, fs.ErrNotExist):
		return clouds{}, fmt.Errorf("%w: there is no clouds.yaml in %s: write one, or name it in OS_CLIENT_CONFIG_FILE", ErrActors, strings.Join(folders, ", "))
	case err != nil:
		return clouds{}, err
	}
	if named := env.get("OS_CLIENT_SECURE_FILE"); named != "" {
		c.secret, err = readCloudsFile(named)
		if errors.Is(err, fs.ErrNotExist) {
			return clouds{}, fmt.Errorf("%w: %s is missing: OS_CLIENT_SECURE_FILE names it", ErrActors, named)
		}
		return c, err
	}
	c.secret, err = firstCloudsFile(folders, "secure.yaml")
	if errors.Is(err, fs.ErrNotExist) {
		err = nil
	}
	return c, err
}

// firstCloudsFile reads the file of that name in the first folder that has it.
// The error wraps fs.ErrNotExist if none has.
func firstCloudsFile(folders []string, name string) (cloudsFile, error) {
	for _, folder := range folders {
		f, err := readCloudsFile(filepath.Join(folder, name))
		if !errors.Is(err, fs.ErrNotExist) {
			return f, err
		}
	}
	return cloudsFile{}, fs.ErrNotExist
}

func readCloudsFile(path string) (cloudsFile, error) {
	content, err := boundedfile.Read(path, maxClouds)
	switch {
	case errors.Is(err, fs.ErrNotExist): // which may be no error
		return cloudsFile{}, err
	case err != nil:
		return cloudsFile{}, fmt.Errorf("%w: %w: it must be a text file that can be read", ErrActors, err)
	}
	f := cloudsFile{path: path}
	if err := yaml.Unmarshal(content, &f); err != nil {
		return cloudsFile{}, misread(path, err)
	}
	return f, nil
}

// lineNumber is where the decoder's errors say they are.
var lineNumber = regexp.MustCompile(`line (\d+)`)

// misread says where a file is not what it should be. The decoder's own words
// are left out, as they may quote a password.
func misread(path string, err error) error {
	place := path
	if m := lineNumber.FindStringSubmatch(err.Error()); m != nil {
		place += ":" + m[1]
	}
	return fmt.Errorf("%w: %s: this is not what clouds.yaml has here: check the indentation, and put values with special characters into quotes", ErrActors, place)
}

// entry returns the entry of that name, with what secure.yaml has of it, and
// what it has itself for its region, laid over it.
func (c clouds) entry(name string) (entry, error) {
	node, ok := c.open.Entries[name]
	if !ok {
		return entry{}, c.unknown(name)
	}
	var e entry
	if err := node.Decode(&e); err != nil {
		return entry{}, misread(c.open.path, err)
	}
	if node, ok := c.secret.Entries[name]; ok {
		if err := node.Decode(&e); err != nil {
			return entry{}, misread(c.secret.path, err)
		}
	}
	if e.Region == "" && len(e.Regions) == 1 {
		e.Region = e.Regions[0].name
	}
	for _, r := range e.Regions {
		if r.name != e.Region || r.values.IsZero() {
			continue
		}
		if err := r.values.Decode(&e); err != nil {
			return entry{}, misread(c.open.path, err)
		}
	}
	return e, nil
}

// unknown says that there is no entry of that name, and which ones there are,
// the most similar first.
func (c clouds) unknown(name string) error {
	names := slices.Sorted(maps.Keys(c.open.Entries))
	if len(names) == 0 {
		return fmt.Errorf("%w: %s has no entry %q, nor any other: write its entries below the key clouds", ErrActors, c.open.path, name)
	}
	slices.SortStableFunc(names, func(a, b string) int {
		return cmp.Compare(levenshtein.ComputeDistance(a, name), levenshtein.ComputeDistance(b, name))
	})
	list, more := names, ""
	if most := 10; len(names) > most {
		list, more = names[:most], fmt.Sprintf(" and %d more", len(names)-most)
	}
	return fmt.Errorf("%w: %s has no entry %q: it has %s%s", ErrActors, c.open.path, name, strings.Join(list, ", "), more)
}
