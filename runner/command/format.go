package command

import (
	"io"
	"maps"
	"slices"

	"github.com/osact/osact/runner/ci"
	"github.com/osact/osact/runner/render/html"
	"github.com/osact/osact/runner/render/junit"
	"github.com/osact/osact/runner/render/markdown"
	"github.com/osact/osact/runner/suggest"
	"github.com/osact/osact/runner/verdict"
	"github.com/osact/osact/suites/exchange"
)

// rendering writes a verdict in one format.
type rendering func(io.Writer, verdict.Verdict, exchange.Recording) error

// renderings are the formats of a verdict beside that for people, by name.
func renderings() map[string]rendering {
	alone := func(write func(io.Writer, verdict.Verdict) error) rendering {
		return func(w io.Writer, v verdict.Verdict, _ exchange.Recording) error { return write(w, v) }
	}
	return map[string]rendering{
		"json": alone(func(w io.Writer, v verdict.Verdict) error { return v.Write(w) }),
		"html": html.Report, "junit": junit.Report, "markdown": markdown.Summary,
		"ctrf": alone(ci.CTRF), "prometheus": alone(ci.Prometheus), "scs": alone(ci.SCS), "github": alone(ci.Annotations), "subunit": alone(ci.Subunit),
	}
}

// forPeople is the format of a terminal.
const forPeople = "console"

// formats names all formats of a verdict.
func formats() []string {
	return append([]string{forPeople}, slices.Sorted(maps.Keys(renderings()))...)
}

// checkFormat refuses a format that does not exist.
func checkFormat(name string) error {
	if !slices.Contains(formats(), name) {
		return suggest.Unknown("format", name, formats())
	}
	return nil
}
