package verdict

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"github.com/osact/osact/openapi"
	"github.com/osact/osact/runner/boundedfile"
	"github.com/osact/osact/runner/shell"
	"github.com/osact/osact/suites/claim"
)

// maxFile bounds a verdict.json, in bytes: the usual one has 1.6 million.
const maxFile = 64 << 20

// mostObjects bounds the objects in it, of which an empty one takes a hundred times its
// length in memory: the usual one has some ten thousand.
const mostObjects = 400_000

// Read returns the verdict in a file, or in the verdict.json of a folder. It
// fails for any other file, and for a verdict that contradicts itself; the error names
// the file.
func Read(path string) (Verdict, error) {
	if info, err := os.Stat(path); err == nil && info.IsDir() {
		path = filepath.Join(path, "verdict.json")
	}
	content, err := boundedfile.Read(path, maxFile)
	if err != nil {
		return Verdict{}, err
	}
	return Parse(path, content)
}

// Parse returns the verdict that is in a file with that content. It fails as Read
// does.
func Parse(path string, content []byte) (Verdict, error) {
	if n := bytes.Count(content, []byte{'{'}); n > mostObjects {
		return Verdict{}, fmt.Errorf("%s is not the verdict of a run: it holds %d objects, and osact reads up to %d", path, n, mostObjects)
	}
	var form struct {
		Schema string          `json:"schema"`
		Log    json.RawMessage `json:"log"`
	}
	if err := json.Unmarshal(content, &form); err != nil {
		return Verdict{}, fmt.Errorf("%s is not the verdict of a run: %w", path, err)
	}
	if form.Schema != SchemaID {
		if form.Log != nil {
			return Verdict{}, fmt.Errorf("%s is a recording: osact judge --out DIR %s makes a verdict of it", path, shell.Path(path, "RECORDING"))
		}
		return Verdict{}, fmt.Errorf("%s is not a verdict of this osact: its schema is %q, not %q", path, form.Schema, SchemaID)
	}
	var v Verdict
	if err := json.Unmarshal(content, &v); err != nil {
		return Verdict{}, fmt.Errorf("%s is not the verdict of a run: %w", path, err)
	}
	if err := v.check(); err != nil {
		return Verdict{}, fmt.Errorf("%s is not the verdict of a run: %w", path, err)
	}
	if err := v.Consistent(); err != nil {
		return Verdict{}, fmt.Errorf("%s contradicts itself, so it was altered or damaged: %w: judge its recording again (osact judge --out DIR recording.har)", path, err)
	}
	return v, nil
}

// check refuses what would be misunderstood: a word that is none of ours, and a
// requirement that is there twice.
func (v Verdict) check() error {
	if !slices.Contains(Rulings(), v.Verdict) {
		return fmt.Errorf("there is no verdict %q", v.Verdict)
	}
	seen := map[string]bool{}
	for _, r := range v.Requirements {
		switch {
		case r.ID == "" || seen[r.ID]:
			return fmt.Errorf("requirement %q is there twice, or has no id", r.ID)
		case !slices.Contains([]openapi.Level{openapi.Must, openapi.Should, openapi.May}, r.Level):
			return fmt.Errorf("requirement %s has the level %q, which does not exist", r.ID, r.Level)
		}
		seen[r.ID] = true
		outcomes := []claim.Outcome{r.Outcome}
		for _, f := range r.Findings {
			outcomes = append(outcomes, f.Outcome)
		}
		for _, o := range outcomes {
			if !slices.Contains(claim.Outcomes(), o) {
				return fmt.Errorf("requirement %s has the outcome %q, which does not exist", r.ID, o)
			}
		}
	}
	return nil
}
