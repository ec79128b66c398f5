package verdict

import (
	"bytes"
	_ "embed"
	"fmt"
	"slices"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

//go:embed verdict.schema.json
var schemaBytes []byte

// Schema returns the JSON Schema (draft 2020-12) of verdict.json.
func Schema() []byte { return slices.Clone(schemaBytes) }

// compiled returns the schema, ready to validate.
func compiled() (*jsonschema.Schema, error) {
	document, err := jsonschema.UnmarshalJSON(bytes.NewReader(schemaBytes))
	if err != nil {
		return nil, fmt.Errorf("the schema of %s is broken: %w", SchemaID, err)
	}
	compiler := jsonschema.NewCompiler()
	if err := compiler.AddResource(SchemaID, document); err != nil {
		return nil, fmt.Errorf("the schema of %s is broken: %w", SchemaID, err)
	}
	schema, err := compiler.Compile(SchemaID)
	if err != nil {
		return nil, fmt.Errorf("the schema of %s is broken: %w", SchemaID, err)
	}
	return schema, nil
}
