package command

import (
	"io"
	"slices"
	"strings"

	"github.com/osact/osact/runner/render/console"
	"github.com/osact/osact/runner/terminal"
)

// process is what a command uses of the process, other than its flags.
type process struct {
	environ        []string
	stdout, stderr io.Writer
}

// style is how to print for people.
func (p *process) style() console.Style {
	return terminal.StyleOf(p.stdout, func(name string) string { return variable(p.environ, name) })
}

// variable returns the value of an environment variable, empty if it is unset.
func variable(environ []string, name string) string {
	for _, line := range slices.Backward(environ) {
		if n, value, _ := strings.Cut(line, "="); n == name {
			return value
		}
	}
	return ""
}
