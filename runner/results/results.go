// Package results has the files of a run: which there are, who may read them,
// and that all of them are written or none.
package results

import (
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/osact/osact/runner/exit"
	"github.com/osact/osact/runner/render/html"
	"github.com/osact/osact/runner/render/junit"
	"github.com/osact/osact/runner/render/markdown"
	"github.com/osact/osact/runner/verdict"
	"github.com/osact/osact/suites/exchange"
)

// The names of the files of a run.
const (
	RecordingFile = "recording.har"
	ReportFile    = "report.html"
	JUnitFile     = "junit.xml"
	SummaryFile   = "summary.md"
	VerdictFile   = "verdict.json"
)

// File is one file of a run.
type File struct {
	Name  string
	Mode  fs.FileMode // at most
	Write func(io.Writer) error
}

// Recording is the file with every answer. Among them are host names and stack
// traces that the target shows to operators alone.
func Recording(recording exchange.Recording) File {
	return File{RecordingFile, 0o600, recording.WriteHAR}
}

// Judged are the files that come of judging a recording. The report shows
// exchanges, so it is as private as the recording. The verdict is the last:
// where it is, the rest is too.
func Judged(recording exchange.Recording, v verdict.Verdict) []File {
	return []File{
		{ReportFile, 0o600, func(w io.Writer) error { return html.Report(w, v, recording) }},
		{JUnitFile, 0o644, func(w io.Writer) error { return junit.Report(w, v, recording) }},
		{SummaryFile, 0o644, func(w io.Writer) error { return markdown.Summary(w, v, recording) }},
		{VerdictFile, 0o644, v.Write},
	}
}

// ReadRecording reads a recording from a file, or from the recording.har of a folder.
func ReadRecording(path string) (exchange.Recording, error) {
	if info, err := os.Stat(path); err == nil && info.IsDir() {
		path = filepath.Join(path, RecordingFile)
	}
	recording, err := exchange.ReadHARFile(path)
	if err != nil {
		return exchange.Recording{}, exit.Usagef("the recording can't be judged: %w", err)
	}
	if recording.Target.URL == "" {
		return exchange.Recording{}, exit.Usagef("%s can't be judged: it does not say what was asked", path)
	}
	return recording, nil
}
