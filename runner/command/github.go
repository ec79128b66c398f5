package command

import (
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/osact/osact/openapi"
	"github.com/osact/osact/runner/ci"
	"github.com/osact/osact/runner/render/markdown"
	"github.com/osact/osact/runner/verdict"
	"github.com/osact/osact/suites/exchange"
)

// tellGitHub gives a job on GitHub what it shows and what its later steps go by, where
// the variables name the files for that. Where it can't, the run is none the worse: the
// same is in the results.
func tellGitHub(p *process, v verdict.Verdict, recording exchange.Recording) {
	for variable, write := range map[string]func(io.Writer) error{
		"GITHUB_STEP_SUMMARY": func(w io.Writer) error { return markdown.Summary(w, v, recording) },
		"GITHUB_OUTPUT":       func(w io.Writer) error { return ci.Outputs(w, v) },
	} {
		path := valueIn(p.environ, variable)
		if path == "" {
			continue
		}
		f, err := os.OpenFile(path, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o644)
		if err == nil {
			err = errors.Join(write(f), f.Close())
		}
		if err != nil {
			fmt.Fprintf(p.stderr, "osact: $%s: %s\n", variable, openapi.Visible(err.Error()))
		}
	}
}

// valueIn returns the value of a variable, the last where there are several.
func valueIn(environ []string, name string) string {
	value := ""
	for _, line := range environ {
		if after, ok := strings.CutPrefix(line, name+"="); ok {
			value = after
		}
	}
	return value
}
