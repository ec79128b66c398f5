package compare

import (
	"encoding/json"
	"io"
)

// Write writes a difference as JSON, whose shape is in diff.schema.json. Equal
// differences give equal bytes.
func (d Difference) Write(w io.Writer) error {
	encoder := json.NewEncoder(w)
	encoder.SetEscapeHTML(false) // people read it
	encoder.SetIndent("", "  ")
	return encoder.Encode(d)
}
