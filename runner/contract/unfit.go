package contract

import "github.com/osact/osact/runner/exit"

// Unfit is the error of a contract that cannot be asked or judged by: the user's,
// unless it is osact's own, whose folder is empty.
func Unfit(folder, what string, err error) error {
	if folder != "" {
		return exit.Usagef("--contract %s: %s: %w", folder, what, err)
	}
	return exit.Defectf("%s: %w", what, err)
}
