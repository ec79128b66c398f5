package openapi

import (
	"maps"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"
)

// owners are the requirements that an object of the document names for violations at or below it, by key. The key ""
// stands for all.
type owners map[string]*yaml.Node

// The parts of an answer, as keys of owners, and the kinds of violation that are no keywords of JSON Schema.
const (
	inBody        = "body"
	inHeader      = "header"
	kindSyntax    = "syntax"
	kindMediaType = "media-type"
	kindStatus    = "status"
	kindPlace     = "place"
)

// ownerKeys are the keys that a map of requirements may have, beside "header NAME".
var ownerKeys = []string{
	inBody, inHeader, kindSyntax, kindMediaType, kindStatus,
	"type", "const", "enum", "format", "pattern", "minLength", "maxLength", "minimum", "maximum", "exclusiveMinimum",
	"exclusiveMaximum", "multipleOf", "required", "properties", "additionalProperties", "propertyNames", "minProperties",
	"maxProperties", "dependentRequired", "items", "minItems", "maxItems", "uniqueItems", "contains", "minContains",
	"maxContains", "anyOf", "oneOf", "not",
}

// readOwners reads an x-requirement: one id, or a map of ids.
func (d *document) readOwners(n *yaml.Node) (owners, error) {
	var id string
	if n.Kind != yaml.MappingNode {
		return owners{"": n}, d.text(&id)(n)
	}
	o := owners{}
	for key, value := range pairs(n) {
		if o[key.Value] != nil {
			return nil, d.errorf(key, "key %q is given twice", key.Value)
		}
		if err := d.text(&id)(value); err != nil {
			return nil, err
		}
		o[key.Value] = behindAlias(value)
	}
	return o, nil
}

// checkOwnerKeys refuses a key that no violation could ever have.
func (d *document) checkOwnerKeys() error {
	known := map[string]bool{"": true}
	for _, key := range ownerKeys {
		known[key] = true
	}
	for pointer := range d.at {
		enclosing, name, _ := above(pointer)
		if strings.HasSuffix(enclosing, "/headers") && strings.HasPrefix(enclosing, "/components/responses/") {
			known[atHeader(name)] = true
		}
	}
	for key, id := range d.allOwners() {
		if !known[key] {
			return d.errorf(id, "%s has the key %q, which is no header of a response, no kind of violation and no part of an answer",
				ownerMark, key)
		}
	}
	return nil
}

// allOwners goes over the keys and ids of every x-requirement, always in the same order.
func (d *document) allOwners() func(yield func(key string, id *yaml.Node) bool) {
	return func(yield func(key string, id *yaml.Node) bool) {
		for _, pointer := range slices.Sorted(maps.Keys(d.owners)) {
			o := d.owners[pointer]
			for _, key := range slices.Sorted(maps.Keys(o)) {
				if !yield(key, o[key]) {
					return
				}
			}
		}
	}
}

// owner is the requirement that a violation belongs to: way leads from the broken rule outwards, keys are what the
// violation is known by, the closest first. It is "" if nobody claims it.
func (d *document) owner(way []string, keys ...string) string {
	keys = append(keys, "")
	for _, pointer := range way {
		for enclosing, ok := pointer, true; ok; enclosing, _, ok = above(enclosing) {
			o := d.owners[enclosing]
			for _, key := range keys {
				if id := o[key]; id != nil {
					return id.Value
				}
			}
		}
	}
	return ""
}
