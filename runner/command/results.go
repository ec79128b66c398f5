package command

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/osact/osact/runner/atomicfile"
	"github.com/osact/osact/runner/connect"
	"github.com/osact/osact/runner/render/html"
	"github.com/osact/osact/runner/render/junit"
	"github.com/osact/osact/runner/render/markdown"
	"github.com/osact/osact/runner/verdict"
	"github.com/osact/osact/suites/exchange"
)

// results is the folder that files are written into.
type results struct {
	folder string
	files  []string // their names, the one to read first in front
}

// The files of a run.
const (
	recordingFile = "recording.har"
	reportFile    = "report.html"
	junitFile     = "junit.xml"
	summaryFile   = "summary.md"
	verdictFile   = "verdict.json"
)

// newResults makes the folder and proves that the files can be written into it,
// before anything is asked.
func newResults(folder string, files ...string) (results, error) {
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return results{}, usage("--out %s: the folder can't be made: %w", folder, err)
	}
	probe, err := os.CreateTemp(folder, ".osact-*")
	if err != nil {
		return results{}, usage("--out %s: the folder can't be written to: %w", folder, err)
	}
	if err := errors.Join(probe.Close(), os.Remove(probe.Name())); err != nil {
		return results{}, usage("--out %s: the folder can't be written to: %w", folder, err)
	}
	r := results{folder, files}
	for _, path := range r.names() {
		if err := atomicfile.Check(path); err != nil {
			return results{}, usage("--out %s: %w", folder, err)
		}
	}
	return r, nil
}

// names returns the paths of the files, the one to read first in front.
func (r results) names() []string {
	var paths []string
	for _, name := range r.files {
		paths = append(paths, filepath.Join(r.folder, name))
	}
	return paths
}

// file is one file of a run.
type file struct {
	name  string
	mode  fs.FileMode
	write func(io.Writer) error
}

// recorded is the file that holds all that was heard: host names and stack
// traces among it, which the target shows to operators alone.
func recorded(recording exchange.Recording) file {
	return file{recordingFile, 0o600, recording.WriteHAR}
}

// judged are the files that come of judging a recording. The report shows
// exchanges, so it is as private as the recording. The verdict is the last:
// where it is, the rest is too.
func judged(recording exchange.Recording, v verdict.Verdict) []file {
	return []file{
		{reportFile, 0o600, func(w io.Writer) error { return html.Report(w, v, recording) }},
		{junitFile, 0o644, func(w io.Writer) error { return junit.Report(w, v, recording) }},
		{summaryFile, 0o644, func(w io.Writer) error { return markdown.Summary(w, v, recording) }},
		{verdictFile, 0o644, v.Write},
	}
}

// write writes files of a run, all of them whole or none at all, and none that
// holds one of the run's tokens.
func (r results) write(files []file, tokens connect.Tokens) error {
	var staged []*atomicfile.Staged
	defer func() {
		for _, s := range staged {
			s.Discard()
		}
	}()
	for _, file := range files {
		var content bytes.Buffer
		if err := file.write(&content); err != nil {
			return defect("%s: %w", file.name, err)
		}
		if actor, found := tokens.FoundIn(content.Bytes()); found {
			return defect("%s would hold the token of %s, so it was not written", file.name, actor)
		}
		s, err := atomicfile.Stage(filepath.Join(r.folder, file.name), file.mode, func(w io.Writer) error {
			_, err := content.WriteTo(w)
			return err
		})
		if err != nil {
			return unwritten(err)
		}
		staged = append(staged, s)
	}
	for _, s := range staged {
		if err := s.Commit(); err != nil {
			return unwritten(err)
		}
	}
	return nil
}

// keep writes the recording alone: the evidence of a run that could not be
// judged. It returns why that was, and where the recording is.
func (r results) keep(recording exchange.Recording, tokens connect.Tokens, why error) error {
	if err := r.write([]file{recorded(recording)}, tokens); err != nil {
		return errors.Join(why, err)
	}
	return errors.Join(why, fmt.Errorf("what was heard is in %s", filepath.Join(r.folder, recordingFile)))
}

func unwritten(err error) error {
	return usage("the results can't be written: %w: free the disk or choose another --out", err)
}

// openRecording reads a recording from a file.
func openRecording(path string) (exchange.Recording, error) {
	recording, err := exchange.ReadHARFile(path)
	if err != nil {
		return exchange.Recording{}, usage("the recording can't be judged: %w", err)
	}
	if recording.Target.URL == "" {
		return exchange.Recording{}, usage("%s can't be judged: it does not say what was asked", path)
	}
	return recording, nil
}
