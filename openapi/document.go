package openapi

import (
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"
)

// maxDepth bounds how deep the document may be nested; an alias to an object that holds it would have no end.
const maxDepth = 64

// document is the OpenAPI description with its marks.
type document struct {
	reader
	root           *yaml.Node
	at             map[string]*yaml.Node // every object, by its JSON pointer
	marks          map[*yaml.Node]mark   // the objects that do not exist everywhere or for everybody
	owners         map[string]owners     // the objects that name requirements, by JSON pointer
	references     []*yaml.Node          // the values of every $ref
	oldest, newest Version               // the microversions that the document describes
	starts         []Version             // the first microversion of each era, oldest first
}

// readDocument reads the description, its marks and its references.
func readDocument(file string, data []byte) (*document, error) {
	d := &document{
		reader: reader{file},
		at:     map[string]*yaml.Node{},
		marks:  map[*yaml.Node]mark{},
		owners: map[string]owners{},
	}
	var err error
	if d.root, err = d.parse(data); err != nil {
		return nil, err
	}
	bounds, marked, err := d.readMark(d.root)
	if err != nil {
		return nil, err
	}
	d.oldest, d.newest = bounds.exists.Min, bounds.exists.Max
	if !marked || d.oldest.IsZero() || d.newest.IsZero() || d.oldest.Major != d.newest.Major {
		return nil, d.errorf(d.root, `the document must name the versions it describes: %s: {min-ver: "2.1", max-ver: "2.104"}`,
			editionMark)
	}
	if err := d.index(d.root, "", 0); err != nil {
		return nil, err
	}
	if err := d.checkReferences(); err != nil {
		return nil, err
	}
	if err := d.checkOwnerKeys(); err != nil {
		return nil, err
	}
	d.findEras()
	return d, nil
}

// index enters n, which pointer names, and everything below it.
func (d *document) index(n *yaml.Node, pointer string, depth int) error {
	n = behindAlias(n)
	if depth > maxDepth {
		return d.errorf(n, "the document is nested more than %d levels deep at %s", maxDepth, pointer)
	}
	d.at[pointer] = n
	switch n.Kind {
	case yaml.MappingNode:
		if err := d.readMarks(n, pointer); err != nil {
			return err
		}
		if ref := field(n, "$ref"); ref != nil {
			d.references = append(d.references, ref)
		}
		for key, value := range pairs(n) {
			if key.Tag != "!!str" {
				return d.errorf(key, "the key %s is no string: quote it", key.Value)
			}
			if strings.HasPrefix(key.Value, "x-") && !isMark(key.Value) {
				return d.errorf(key, "unknown mark %q; known are %s, %s and %s", key.Value, editionMark, audienceMark, ownerMark)
			}
			name := below(pointer, key.Value)
			if d.at[name] != nil {
				return d.errorf(key, "key %q is given twice", key.Value)
			}
			if err := d.index(value, name, depth+1); err != nil {
				return err
			}
		}
	case yaml.SequenceNode:
		for i, item := range n.Content {
			if err := d.index(item, below(pointer, strconv.Itoa(i)), depth+1); err != nil {
				return err
			}
		}
	}
	return nil
}

// readMarks reads the marks of the map n and checks that they may stand there.
func (d *document) readMarks(n *yaml.Node, pointer string) error {
	if owner := field(n, ownerMark); owner != nil {
		o, err := d.readOwners(owner)
		if err != nil {
			return err
		}
		d.owners[pointer] = o
	}
	m, marked, err := d.readMark(n)
	if err != nil || !marked || n == d.root {
		return err
	}
	d.marks[n] = m
	enclosing, _, _ := above(pointer)
	_, collection, _ := above(enclosing)
	if parent := d.at[enclosing]; parent.Kind == yaml.SequenceNode && collection != "parameters" {
		return d.errorf(n, "an item of %q cannot be marked: mark values of maps, or parameters", collection)
	}
	if field(n, audienceMark) != nil && collection != "properties" && collection != "examples" {
		return d.errorf(n, "%s stands on properties and examples only, not in %q", audienceMark, collection)
	}
	for _, s := range m.spans() {
		for _, bound := range []Version{s.Min, s.Max} {
			if !bound.IsZero() && !(Range{Min: d.oldest, Max: d.newest}).ContainsVersion(bound) {
				return d.errorf(n, "version %s is outside of what the document describes, %s to %s", bound, d.oldest, d.newest)
			}
		}
	}
	return nil
}

// checkReferences makes sure that every $ref leads to an object of this document.
func (d *document) checkReferences() error {
	for _, ref := range d.references {
		if d.at[target(ref)] == nil || !strings.HasPrefix(ref.Value, "#/") {
			return d.errorf(ref, "the reference %q leads nowhere in this document", ref.Value)
		}
	}
	return nil
}

// target is the JSON pointer that a $ref names.
func target(ref *yaml.Node) string { return strings.TrimPrefix(ref.Value, "#") }

// resolve follows the references of the object that pointer names. It returns where they lead and every pointer on the
// way, the last first.
func (d *document) resolve(pointer string) (end string, way []string) {
	way = []string{pointer}
	for len(way) <= maxDepth {
		ref := field(d.at[pointer], "$ref")
		if ref == nil {
			break
		}
		pointer = target(ref)
		way = slices.Insert(way, 0, pointer)
	}
	return pointer, way
}
