package command

import (
	"cmp"
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
	locale := cmp.Or(variable(p.environ, "LC_ALL"), variable(p.environ, "LC_CTYPE"), variable(p.environ, "LANG"))
	return terminal.StyleOf(p.stdout, variable(p.environ, "NO_COLOR") != "", locale)
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
