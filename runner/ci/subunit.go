package ci

import (
	"bytes"
	"io"
	"strings"

	"github.com/osact/osact/openapi"
	"github.com/osact/osact/runner/render/phrase"
	"github.com/osact/osact/runner/verdict"
)

// The states of a test in subunit v2.
const (
	subunitExists     = 1
	subunitInProgress = 2
	subunitSuccess    = 3
	subunitUxsuccess  = 4
	subunitSkip       = 5
	subunitFail       = 6
	subunitXfail      = 7
)

// subunitStatus is the state that subunit has for what a requirement came to. It has
// none for what stayed open, so that fails there, with a tag.
func subunitStatus(c Came) byte {
	switch c {
	case Passed, Warned:
		return subunitSuccess
	case Waived, Known:
		return subunitXfail
	case Unexpected:
		return subunitUxsuccess
	case Inapplicable, Untested:
		return subunitSkip
	case NotRun:
		return subunitExists
	}
	return subunitFail
}

// Subunit writes a verdict as a stream of subunit v2, one test for each requirement, as
// stestr and Zuul's jobs read it. What a requirement came to is a tag, and why is
// attached as stestr looks for it: as the traceback of a failure, the reason of a skip.
// Requirements share their requests, so none takes a time of its own.
func Subunit(w io.Writer, v verdict.Verdict) error {
	var out bytes.Buffer
	breaches := v.BreachesByRequirement()
	for i, c := range Of(v) {
		r := v.Requirements[i]
		status, id := subunitStatus(c), openapi.Visible(phrase.Clip(r.ID))
		if status != subunitExists {
			packet{status: subunitInProgress, at: v.Started, test: id}.write(&out)
		}
		why := r.Reason
		if of := breaches[r.ID]; len(of) > 0 {
			why = breachOf(of)
		}
		if waiver := waiverOf(v.Gate, r.ID); waiver != "" {
			why = strings.TrimPrefix(why+"; "+waiver, "; ")
		}
		name := "traceback"
		if status == subunitSkip {
			name = "reason"
		}
		if why = openapi.Visible(phrase.Clip(why)); why != "" && status != subunitExists {
			packet{test: id, file: name, content: why}.write(&out)
		}
		tags := []string{openapi.Visible(strings.ToLower(string(r.Level))), strings.ReplaceAll(string(c), " ", "-")}
		packet{status: status, at: v.Started, test: id, tags: tags}.write(&out)
	}
	_, err := out.WriteTo(w)
	return err
}
