package ci

import (
	"fmt"
	"io"
	"strings"

	"github.com/osact/osact/openapi"
	"github.com/osact/osact/runner/verdict"
)

// scsResult is the word that a check of Sovereign Cloud Stack prints; empty: it prints
// no line, and the check counts as missing. A waiver hides nothing there.
func scsResult(c Came) string {
	switch c {
	case Passed, Warned, Unexpected:
		return "PASS"
	case Failed, Waived, Known:
		return "FAIL"
	case Inconclusive:
		return "ABORT"
	}
	return ""
}

// SCS writes a line for each requirement as a check of Sovereign Cloud Stack does:
// "id: PASS", FAIL or ABORT. Its runner takes an ABORT alone for no failure, so one
// line that begins with CRITICAL says that something stayed open; it counts such
// lines, and no other begins so.
func SCS(w io.Writer, v verdict.Verdict) error {
	var b strings.Builder
	printed := 0
	aborted := v.Verdict == verdict.Error || len(v.Requirements) == 0
	for i, c := range Of(v) {
		result := scsResult(c)
		aborted = aborted || result == "ABORT"
		if result != "" {
			printed++
			fmt.Fprintf(&b, "%s: %s\n", openapi.Visible(v.Requirements[i].ID), result)
		}
	}
	if aborted || printed == 0 {
		fmt.Fprintf(&b, "CRITICAL: not all was found out: %s\n", openapi.Visible(strings.Join(strings.Fields(v.Reason), " ")))
	}
	_, err := io.WriteString(w, b.String())
	return err
}
