// Package results has the files of a run: which there are, who may read them,
// and that all of them are written or none.
package results

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/osact/osact/runner/compare"
	"github.com/osact/osact/runner/connect"
	"github.com/osact/osact/runner/exit"
	"github.com/osact/osact/runner/render/html"
	"github.com/osact/osact/runner/render/junit"
	"github.com/osact/osact/runner/render/markdown"
	"github.com/osact/osact/runner/verdict"
	"github.com/osact/osact/suites/cast"
	"github.com/osact/osact/suites/exchange"
	"github.com/osact/osact/suites/plan"
)

// The names of the files of a run.
const (
	RecordingFile = "recording.har"
	ReportFile    = "report.html"
	JUnitFile     = "junit.xml"
	SummaryFile   = "summary.md"
	VerdictFile   = "verdict.json"

	DifferenceFile        = "difference.json"
	DifferencePageFile    = "difference.html"
	DifferenceSummaryFile = "difference.md"
)

// File is one file of a run.
type File struct {
	Name  string
	Mode  fs.FileMode // at most
	Write func(io.Writer) error

	run string // of a recording: the name of the folder of its run
}

// private is the mode of what shows answers: host names, failures, ids of people.
const private = 0o600

// Recording is the file with every answer. Among them are host names and stack
// traces that the target shows to operators alone.
func Recording(recording exchange.Recording) File {
	return File{RecordingFile, private, recording.WriteHAR, recording.Started.UTC().Format("20060102T150405.000Z")}
}

// Judged are the files that come of judging a recording. Each shows of answers what is
// wrong with them, so it is as private as the recording. The verdict is the last:
// where it is, the rest is too.
func Judged(recording exchange.Recording, v verdict.Verdict) []File {
	return []File{
		{Name: ReportFile, Mode: private, Write: func(w io.Writer) error { return html.Report(w, v, recording) }},
		{Name: JUnitFile, Mode: private, Write: func(w io.Writer) error { return junit.Report(w, v, recording) }},
		{Name: SummaryFile, Mode: private, Write: func(w io.Writer) error { return markdown.Summary(w, v, recording) }},
		{Name: VerdictFile, Mode: private, Write: v.Write},
	}
}

// Differences are the names of the files that a run beside a baseline has.
func Differences() []string {
	return []string{DifferenceFile, DifferencePageFile, DifferenceSummaryFile}
}

// Difference are the files about what changed since a baseline; none without one.
func Difference(d *compare.Difference) []File {
	if d == nil {
		return nil
	}
	return []File{
		{Name: DifferencePageFile, Mode: private, Write: func(w io.Writer) error { return html.Difference(w, *d) }},
		{Name: DifferenceSummaryFile, Mode: private, Write: func(w io.Writer) error { return markdown.Difference(w, *d) }},
		{Name: DifferenceFile, Mode: private, Write: d.Write},
	}
}

// ReadRecording reads a recording from a file, or from the recording.har of a folder. It
// refuses one that no run makes.
func ReadRecording(path string) (exchange.Recording, error) {
	if info, err := os.Stat(path); err == nil && info.IsDir() {
		path = filepath.Join(path, RecordingFile)
	}
	recording, err := exchange.ReadHARFile(path)
	if err != nil {
		return exchange.Recording{}, exit.Usagef("the recording can't be judged: %w", err)
	}
	if err := Sound(recording); err != nil {
		return exchange.Recording{}, exit.Usagef("%s can't be judged: %w", path, err)
	}
	return recording, nil
}

// Sound refuses a recording of what a run refuses before it asks anything, and what it never does.
func Sound(recording exchange.Recording) error {
	root := recording.Target.URL
	if root == "" {
		return errors.New("it does not say what was asked")
	}
	if address, err := connect.ParseTarget(root); err != nil || address.Root != root {
		return fmt.Errorf("its target %q is not the root of a service", root)
	}
	if err := cast.CheckGiven(plan.Given(recording.Bindings)); err != nil {
		return err
	}
	return recording.Check()
}
