package gate

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"github.com/osact/osact/openapi"
	"github.com/osact/osact/runner/boundedfile"
	"github.com/osact/osact/runner/bundle"
	"github.com/osact/osact/runner/compare"
	"github.com/osact/osact/runner/evidence"
	"github.com/osact/osact/runner/results"
	"github.com/osact/osact/runner/verdict"
	"github.com/osact/osact/runner/version"
	"github.com/osact/osact/suites"
	"github.com/osact/osact/suites/exchange"
)

// Side is one of the two runs that are compared.
type Side struct {
	Path    string
	Verdict verdict.Verdict // by today's contract, where the recording is at hand
	// Before is the verdict that it had, where it was judged again; nil where that is
	// not known, or it was not.
	Before *verdict.Verdict
}

// Load reads a run: the folder of its results, its bundle, its recording, or its
// verdict.json. A recording is judged again by the contract, so that what another contract changes is
// not held against the cloud. Of a verdict without its recording that cannot be done.
func Load(path string, contract *openapi.Contract, strict bool) (Side, error) {
	s := Side{Path: path}
	recording, judged := path, ""
	switch info, err := os.Stat(path); {
	case err != nil:
		return s, err
	case info.IsDir():
		recording, judged = filepath.Join(path, results.RecordingFile), filepath.Join(path, results.VerdictFile)
	case bundle.Is(path):
		c, err := bundle.Read(path)
		if err != nil {
			return s, err
		}
		s.Before = &c.Verdict
		return s, s.judge(path, c.Recording, contract, strict)
	case !isRecording(path):
		recording, judged = "", path
	}
	if recording != "" {
		if _, err := os.Stat(recording); judged != "" && errors.Is(err, fs.ErrNotExist) {
			recording = ""
		}
	}
	if judged != "" {
		before, err := verdict.Read(judged)
		if err != nil && (recording == "" || !errors.Is(err, fs.ErrNotExist)) {
			return s, err
		}
		if err == nil {
			s.Verdict, s.Before = before, &before
		}
	}
	if recording == "" {
		s.Before = nil
		return s, nil
	}
	recorded, err := results.ReadRecording(recording)
	if err != nil {
		return s, err
	}
	return s, s.judge(recording, recorded, contract, strict)
}

// judge judges a recording as the run itself would be judged today.
func (s *Side) judge(path string, recording exchange.Recording, contract *openapi.Contract, strict bool) error {
	if err := results.Sound(recording); err != nil {
		return fmt.Errorf("%s can't be judged: %w", path, err)
	}
	if err := evidence.Check(contract, version.This().Version, recording); err != nil {
		return fmt.Errorf("%s can't be judged: %w", path, err)
	}
	if _, ok := contract.Profile(recording.Profile); !ok {
		return fmt.Errorf("%s is of profile %q, which the contract does not have", path, recording.Profile)
	}
	evaluator, err := suites.Open(contract, recording)
	if err != nil {
		return fmt.Errorf("%s can't be judged: %w", path, err)
	}
	evidence, err := recording.Digest()
	if err != nil {
		return fmt.Errorf("%s has no digest: %w", path, err)
	}
	s.Verdict = verdict.New(contract, recording, evaluator.Findings(), verdict.Options{Strict: strict, Suite: version.This().Version, Evidence: evidence})
	return nil
}

// isRecording reports whether a file is a HAR: what else it could be is told when it
// is read as a verdict.
func isRecording(path string) bool {
	if filepath.Ext(path) == ".har" {
		return true
	}
	content, err := boundedfile.Read(path, 64<<20)
	if err != nil {
		return false
	}
	var form struct {
		Log json.RawMessage `json:"log"`
	}
	return json.Unmarshal(content, &form) == nil && form.Log != nil
}

// difference says what changed from the side to a verdict. Where the run is narrowed,
// the rest of the baseline is left out.
func (s *Side) difference(v verdict.Verdict) (compare.Difference, error) {
	was := s.Verdict
	if len(v.Only) > 0 {
		was.Requirements = slices.DeleteFunc(slices.Clone(was.Requirements), func(r verdict.Requirement) bool { return !slices.Contains(v.Only, r.ID) })
	}
	d, err := compare.Verdicts(was, v)
	if err == nil && s.Before != nil {
		d.By(*s.Before, s.Verdict)
	}
	return d, err
}
