package verdict

import (
	"encoding/json"
	"io"
)

// Write writes verdict.json, whose shape is in verdict.schema.json. Equal verdicts give equal bytes.
func (v Verdict) Write(w io.Writer) error {
	encoder := json.NewEncoder(w)
	encoder.SetEscapeHTML(false) // people read it
	encoder.SetIndent("", "  ")
	return encoder.Encode(v)
}
