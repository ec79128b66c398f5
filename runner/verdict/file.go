package verdict

import (
	"bytes"
	"encoding/json"
	"io"
)

// Write writes verdict.json, whose shape is in verdict.schema.json. Equal verdicts give equal bytes.
func (v Verdict) Write(w io.Writer) error {
	var line, file bytes.Buffer
	encoder := json.NewEncoder(&line)
	encoder.SetEscapeHTML(false) // people read it
	if err := encoder.Encode(v); err != nil {
		return err
	}
	file.Grow(3 * line.Len()) // more than it takes: to grow bit by bit takes longer than the rest
	if err := json.Indent(&file, line.Bytes(), "", "  "); err != nil {
		return err
	}
	_, err := file.WriteTo(w)
	return err
}
