package verdict

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"

	"github.com/osact/osact/openapi"
)

// maxBytes bounds the verdict.json that Read is ready to read.
const maxBytes = 64 << 20

// Write writes verdict.json. Equal verdicts give equal bytes.
func (v Verdict) Write(w io.Writer) error {
	encoder := json.NewEncoder(w)
	encoder.SetEscapeHTML(false) // people read it
	encoder.SetIndent("", "  ")
	return encoder.Encode(v)
}

// Read reads a verdict.json. It refuses whatever Schema refuses, names that
// occur twice in an object, and anything that follows the document.
func Read(r io.Reader) (Verdict, error) {
	data, err := io.ReadAll(io.LimitReader(r, maxBytes+1))
	if err != nil {
		return Verdict{}, fmt.Errorf("the verdict can't be read: %w", err)
	}
	if len(data) > maxBytes {
		return Verdict{}, fmt.Errorf("the verdict has more than %d MiB: it is none of osact's", maxBytes>>20)
	}
	document, violation := openapi.Decode(data)
	if violation != nil {
		return Verdict{}, fmt.Errorf("the verdict is not JSON as osact writes it: %s", violation.Got)
	}
	if id := schemaOf(document); id != SchemaID {
		return Verdict{}, fmt.Errorf("the verdict has the schema %q, this osact reads %q: use the osact that wrote it", id, SchemaID)
	}
	schema, err := compiled()
	if err != nil {
		return Verdict{}, err
	}
	if err := schema.Validate(document); err != nil {
		return Verdict{}, fmt.Errorf("the verdict does not have the shape of %s: %w", SchemaID, err)
	}
	var v Verdict
	decoder := json.NewDecoder(bytes.NewReader(data))
	if err := decoder.Decode(&v); err != nil {
		return Verdict{}, fmt.Errorf("the verdict can't be read: %w", err)
	}
	return v, nil
}

// schemaOf returns the member "schema" of a document, empty if it has none.
func schemaOf(document any) string {
	object, _ := document.(map[string]any)
	id, _ := object["schema"].(string)
	return id
}
