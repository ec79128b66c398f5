package openapi

import (
	"maps"
	"slices"
	"strings"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

// Evaluation is an item that an answer was held against.
type Evaluation struct {
	Item
	// Requirements are the ids that a violation there can belong to, sorted. A status has none: it is judged by whoever
	// asks for it.
	Requirements []string
}

// Evaluate lists what Check holds an answer to the operation at p against: its status; each header and each value of the
// body that is there, or whose absence would be a violation. Values are those of JSON bodies; where alternatives are
// allowed, those of the one that holds.
func (c *Contract) Evaluate(p Place, a Answer) []Evaluation {
	op, ok := c.operation(p)
	if !ok {
		return nil
	}
	r := op.response(a.Status)
	if r == nil {
		return nil
	}
	item := Item{Operation: op.id, Status: op.statusKey(a.Status)}
	list := []Evaluation{{Item: item}}
	found := evaluated{}
	for _, h := range r.headers {
		if h.required || len(a.Header[h.name]) > 0 {
			found.header(c.document, h)
		}
	}
	found.contentType(c.document, r)
	if m, known := r.media[mediaType(a.Header)]; known {
		found.body(c.document, m)
		decoded := a.Decoded
		if decoded == nil {
			decoded = DecodeBody(a.Body)
		}
		if m.schema != nil && isJSON(mediaType(a.Header)) && decoded.Syntax == nil {
			found.value(c.document, m.schema(), decoded.Value, "", m.way)
		}
	}
	for _, at := range slices.Sorted(maps.Keys(found)) {
		item.At = at
		list = append(list, Evaluation{item, slices.Sorted(maps.Keys(found[at]))})
	}
	return list
}

// evaluated are the requirements that a violation can belong to, by its place in the answer.
type evaluated map[string]map[string]bool

// evaluateAll is what an answer with everything in it would be held against.
func evaluateAll(d *document, r *response) evaluated {
	found := evaluated{}
	for _, h := range r.headers {
		found.header(d, h)
	}
	found.contentType(d, r)
	for name, m := range r.media {
		found.body(d, m)
		if m.schema != nil && isJSON(name) {
			found.value(d, m.schema(), everything{}, "", m.way)
		}
	}
	return found
}

// add enters a place, and the requirement that a violation known by the keys belongs to.
func (e evaluated) add(d *document, at string, way []string, keys ...string) {
	if e[at] == nil {
		e[at] = map[string]bool{}
	}
	if id := d.owner(way, keys...); id != "" {
		e[at][id] = true
	}
}

func (e evaluated) header(d *document, h header) {
	e.add(d, atHeader(h.shown), h.way, atHeader(h.shown), inHeader)
}

func (e evaluated) contentType(d *document, r *response) {
	if len(r.media) > 0 {
		at := atHeader("Content-Type")
		e.add(d, at, append([]string{below(r.way[0], "content")}, r.way...), at, kindMediaType)
	}
}

func (e evaluated) body(d *document, m media) {
	e.add(d, wholeBody, m.way, kindSyntax, inBody)
}

// value enters what a schema judges of a value at a place. way leads from the reference that led to the schema outwards.
func (e evaluated) value(d *document, s *jsonschema.Schema, v any, at string, way []string) {
	if len(way) > maxDepth || strings.Count(at, "/") > maxDepth { // a schema that holds itself has no end
		return
	}
	pointer := pointerOf(s.Location)
	shown := at
	if shown == "" {
		shown = wholeBody
	}
	for _, keyword := range d.keywords(pointer) {
		rule, refs := d.traced(below(pointer, keyword))
		e.add(d, shown, slices.Concat([]string{rule}, refs, way), keyword, inBody)
	}
	if s.Ref != nil {
		e.value(d, s.Ref, v, at, append([]string{below(pointer, "$ref")}, way...))
	}
	for _, part := range slices.Concat(s.AllOf, holding(s.AnyOf, v), holding(s.OneOf, v)) {
		e.value(d, part, v, at, way)
	}
	for _, name := range s.Required {
		if isObject(v) {
			e.add(d, below(at, name), append([]string{below(pointer, "required")}, way...), "required", inBody)
		}
	}
	for name, property := range s.Properties {
		if member, ok := memberOf(v, name); ok {
			e.add(d, below(at, name), []string{})
			e.value(d, property, member, below(at, name), way)
		}
	}
	if s.Items2020 != nil {
		for _, item := range itemsOf(v) {
			e.add(d, at+"/*", []string{})
			e.value(d, s.Items2020, item, at+"/*", way)
		}
	}
}

// elsewhere are the keywords that judge what is below a value, or hand it on.
var elsewhere = []string{"$ref", "required", "properties", "items", "allOf", "anyOf", "oneOf"}

// keywords lists the keywords of a schema that judge the value itself, of one that was replaced by what it refers to those
// of that.
func (d *document) keywords(pointer string) []string {
	n := d.at[pointer]
	if inlined := d.inlined(n); inlined != n {
		n = inlined
	}
	var list []string
	for key := range pairs(n) {
		if !slices.Contains(annotations, key.Value) && !slices.Contains(elsewhere, key.Value) {
			list = append(list, key.Value)
		}
	}
	return list
}

// everything stands for a value that has all that a schema knows.
type everything struct{}

func isObject(v any) bool {
	_, object := v.(map[string]any)
	return object || v == everything{}
}

func memberOf(v any, name string) (any, bool) {
	if v == (everything{}) {
		return v, true
	}
	object, _ := v.(map[string]any)
	member, ok := object[name]
	return member, ok
}

func itemsOf(v any) []any {
	if v == (everything{}) {
		return []any{v}
	}
	list, _ := v.([]any)
	return list
}

// holding is the alternatives that hold for a value, or all if none does.
func holding(alternatives []*jsonschema.Schema, v any) []*jsonschema.Schema {
	if v == (everything{}) {
		return alternatives
	}
	held := slices.DeleteFunc(slices.Clone(alternatives), func(s *jsonschema.Schema) bool { return s.Validate(v) != nil })
	if len(held) == 0 {
		return alternatives
	}
	return held
}

// ItemAt is the item that a violation at a place of an answer with a status is about: the place itself, or for what the
// document does not have, what encloses it. It is false if the document has none.
func (c *Contract) ItemAt(p Place, status int, at string) (Item, bool) {
	op, ok := c.operation(p)
	if !ok {
		return Item{}, false
	}
	r := op.response(status)
	if r == nil {
		return Item{}, false
	}
	item := Item{Operation: op.id, Status: op.statusKey(status)}
	if at == kindStatus {
		return item, true
	}
	known := r.all()
	if name, header := strings.CutPrefix(at, "header "); header {
		item.At = headerAt(r, name)
		return item, known[item.At] != nil
	}
	item.At = AnyIndex(at)
	for known[item.At] == nil {
		enclosing, _, ok := above(item.At)
		if !ok || enclosing == "" {
			item.At = wholeBody
			return item, known[wholeBody] != nil
		}
		item.At = enclosing
	}
	return item, true
}
