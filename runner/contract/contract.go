// Package contract loads the contract that a user chooses: the one that osact was
// built with, or another, whose files are in a folder.
package contract

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"github.com/osact/osact/openapi"
	"github.com/osact/osact/runner/exit"
	"github.com/osact/osact/suites"
)

// Embedded loads the contract that osact was built with.
func Embedded() (*openapi.Contract, error) {
	c, err := openapi.Load(openapi.Embedded())
	if err != nil {
		return nil, exit.Defectf("the contract does not load: %w", err)
	}
	return c, nil
}

// Load loads the contract of a folder, or the embedded one if folder is empty. The
// files have the names that they have in openapi/ of osact's repository; of a
// file that is not there the embedded one counts. It fails for what is not a
// contract, and for one whose catalogue is not what osact's claims are about.
func Load(folder string) (*openapi.Contract, error) {
	if folder == "" {
		return Embedded()
	}
	files, err := overlay(folder)
	if err != nil {
		return nil, exit.Usagef("--contract %s: %w", folder, err)
	}
	c, err := openapi.Load(files)
	if err != nil {
		return nil, exit.Usagef("--contract %s: %w", folder, err)
	}
	if _, err := suites.Claims(c); err != nil {
		reason := first(err)
		return nil, exit.Usagef("--contract %s: %s: the requirements do not fit the claims of this osact: %s", folder, place(folder, c, files, reason), reason)
	}
	return c, nil
}

// place is the file of the requirements, and the line of the one that a reason
// names, if it is in the file.
func place(folder string, c *openapi.Contract, files openapi.Files, reason string) string {
	path := filepath.Join(folder, "requirements.yaml")
	for _, r := range c.Requirements() {
		before, _, found := strings.Cut(string(files.Requirements), "- id: "+r.ID+"\n")
		if found && slices.Contains(strings.FieldsFunc(reason, func(c rune) bool { return strings.ContainsRune(` ":`, c) }), r.ID) {
			return fmt.Sprintf("%s:%d", path, strings.Count(before, "\n")+1)
		}
	}
	return path
}

// first is the first of the reasons that an error has, a line each, and how many
// more there are.
func first(err error) string {
	reasons := strings.Split(err.Error(), "\n")
	if len(reasons) == 1 {
		return reasons[0]
	}
	return fmt.Sprintf("%s (and %d more)", reasons[0], len(reasons)-1)
}
