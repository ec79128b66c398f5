package openapi

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"regexp"

	"github.com/getkin/kin-openapi/openapi3"
	"go.yaml.in/yaml/v3"
)

// validate checks that data is an OpenAPI document. The error names the file, and the line as far as it can be found.
func (d *document) validate(data []byte) error {
	doc, err := loadOpenAPI(data)
	if err != nil {
		return d.unreadable(err)
	}
	// The examples of the whole document belong to different editions: they hold in a projection only.
	if err := doc.Validate(context.Background(), openapi3.DisableExamplesValidation()); err != nil {
		return fmt.Errorf("%s: not a valid OpenAPI document: %w", d.place(lineOfInvalid(data)), err)
	}
	return nil
}

// place is the file, with the line unless that is not known: 0.
func (d *document) place(line int) string {
	if line == 0 {
		return d.file
	}
	return fmt.Sprintf("%s:%d", d.file, line)
}

// lineOfInvalid returns the line of what is not valid, 0 if it cannot be found. It loads the document anew, since to keep
// the lines takes time and memory that a valid document has no use for.
func lineOfInvalid(data []byte) int {
	loader := openapi3.NewLoader()
	loader.IncludeOrigin = true
	doc, err := loader.LoadFromData(data)
	if err != nil {
		return 0
	}
	line := 0
	err = doc.Validate(context.Background(), openapi3.DisableExamplesValidation())
	for ; err != nil; err = errors.Unwrap(err) { // from the outside to the inside
		v := reflect.Indirect(reflect.ValueOf(err))
		if v.Kind() != reflect.Struct {
			continue
		}
		if field := v.FieldByName("Origin"); field.IsValid() {
			if origin, ok := field.Interface().(*openapi3.Origin); ok && origin != nil && origin.Key != nil {
				line = origin.Key.Line
			}
		}
	}
	return line
}

// wrongType is how the library says that a value is of another type than its key takes.
var wrongType = regexp.MustCompile(`json: (cannot unmarshal (\w+)(?: \S+)? into field \w+\.(\w+) of type \S+)$`)

// unreadable is the error about a document in which a value is of another type than its key takes, with the line of the
// first such value; any other error stays as it is.
func (d *document) unreadable(err error) error {
	m := wrongType.FindStringSubmatch(err.Error())
	if m == nil {
		return fmt.Errorf("%s: %w", d.file, err)
	}
	return fmt.Errorf("%s: not an OpenAPI document: %s", d.place(lineOf(d.root, m[3], m[2], 0)), m[1])
}

// lineOf returns the line of the first key of that name below n whose value is of a type of JSON, 0 if there is none.
func lineOf(n *yaml.Node, key, jsonType string, depth int) int {
	if depth > maxDepth {
		return 0
	}
	n = behindAlias(n)
	if n.Kind == yaml.MappingNode {
		for k, value := range pairs(n) {
			if k.Value == key && isOf(jsonType, behindAlias(value)) {
				return k.Line
			}
		}
	}
	for _, child := range n.Content {
		if line := lineOf(child, key, jsonType, depth+1); line > 0 {
			return line
		}
	}
	return 0
}

// isOf reports whether a node is of a type of JSON.
func isOf(jsonType string, n *yaml.Node) bool {
	switch jsonType {
	case "object":
		return n.Kind == yaml.MappingNode
	case "array":
		return n.Kind == yaml.SequenceNode
	case "number":
		return n.Tag == "!!int" || n.Tag == "!!float"
	default:
		return n.Tag == map[string]string{"string": "!!str", "bool": "!!bool"}[jsonType]
	}
}
