package ci

import (
	"encoding/json"
	"io"

	"github.com/osact/osact/openapi"
	"github.com/osact/osact/runner/render/phrase"
	"github.com/osact/osact/runner/verdict"
)

// The members of a CTRF report that osact fills (ctrf.io).
type (
	ctrfReport struct {
		Format      string      `json:"reportFormat"`
		Version     string      `json:"specVersion"`
		Timestamp   string      `json:"timestamp"`
		GeneratedBy string      `json:"generatedBy"`
		Results     ctrfResults `json:"results"`
	}
	ctrfResults struct {
		Tool    ctrfTool       `json:"tool"`
		Summary ctrfSummary    `json:"summary"`
		Tests   []ctrfTest     `json:"tests"`
		Extra   map[string]any `json:"extra"`
	}
	ctrfTool struct {
		Name    string `json:"name"`
		Version string `json:"version"`
	}
	ctrfSummary struct {
		Tests   int   `json:"tests"`
		Passed  int   `json:"passed"`
		Failed  int   `json:"failed"`
		Skipped int   `json:"skipped"`
		Pending int   `json:"pending"`
		Other   int   `json:"other"`
		Start   int64 `json:"start"` // milliseconds since 1970
		Stop    int64 `json:"stop"`
	}
	ctrfTest struct {
		Name     string         `json:"name"`
		Status   string         `json:"status"`
		Raw      string         `json:"rawStatus"`
		Duration int            `json:"duration"` // requirements share their requests, so none has a time of its own
		Message  string         `json:"message,omitempty"`
		Extra    map[string]any `json:"extra"`
	}
)

// ctrfStatus is the word that CTRF has for what a requirement came to.
func ctrfStatus(c Came) string {
	switch c {
	case Passed, Warned, Unexpected:
		return "passed"
	case Failed, Waived, Known:
		return "failed"
	case Inapplicable, Untested:
		return "skipped"
	case NotRun:
		return "pending"
	}
	return "other"
}

func (s *ctrfSummary) count(status string) {
	s.Tests++
	switch status {
	case "passed":
		s.Passed++
	case "failed":
		s.Failed++
	case "skipped":
		s.Skipped++
	case "pending":
		s.Pending++
	default:
		s.Other++
	}
}

// CTRF writes a verdict as a Common Test Report Format report, one test for each
// requirement. What is waived or known has failed there too: its extra says so.
func CTRF(w io.Writer, v verdict.Verdict) error {
	results := ctrfResults{
		Tool: ctrfTool{"osact", openapi.Visible(v.Suite)}, Tests: []ctrfTest{},
		Summary: ctrfSummary{Start: v.Started.UnixMilli(), Stop: v.Ended.UnixMilli()},
		Extra:   map[string]any{"verdict": openapi.Visible(string(v.Verdict)), "exit": v.Exit, "profile": openapi.Visible(v.Profile), "digest": openapi.Visible(v.Digest)},
	}
	if v.Gate != nil {
		results.Extra["gate"] = phrase.Passes(*v.Gate)
	}
	breaches := v.BreachesByRequirement()
	for i, c := range Of(v) {
		r := v.Requirements[i]
		t := ctrfTest{
			Name: openapi.Visible(r.ID), Status: ctrfStatus(c), Raw: string(c), Message: openapi.Visible(phrase.Clip(r.Reason)),
			Extra: map[string]any{"level": openapi.Visible(string(r.Level)), "family": openapi.Visible(phrase.Family(r.ID))},
		}
		if of := breaches[r.ID]; len(of) > 0 {
			t.Message = openapi.Visible(breachOf(of))
		}
		if waiver := waiverOf(v.Gate, r.ID); waiver != "" {
			t.Extra["waiver"] = openapi.Visible(waiver)
		}
		results.Summary.count(t.Status)
		results.Tests = append(results.Tests, t)
	}
	encoder := json.NewEncoder(w)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	return encoder.Encode(ctrfReport{
		Format: "CTRF", Version: "0.0.0", GeneratedBy: "osact", Timestamp: v.Ended.UTC().Format("2006-01-02T15:04:05Z"), Results: results,
	})
}
