package terminal

import (
	"strings"

	"github.com/osact/osact/openapi"
)

// Legible is what an error says, line by line. What a target or a file brought
// into it cannot move the cursor.
func Legible(err error) string {
	lines := strings.Split(err.Error(), "\n")
	for i := range lines {
		lines[i] = openapi.Visible(lines[i])
	}
	return strings.Join(lines, "\n")
}
