package openapi

import (
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"go.yaml.in/yaml/v3"
)

// projectionURL names a projection to the schema compiler; a schema's location is this and a JSON pointer.
const projectionURL = "urn:projection"

// operations are what a projection describes, ready to judge by, under their method and path template.
type operations map[operationKey]*operation

type operationKey struct{ method, path string }

// operation judges the answers to one operation. Every "way" leads from its object outwards, by JSON pointers.
type operation struct {
	id        string // its operationId
	pointer   string
	responses map[string]*response // by status: "200", "4XX" or "default"
}

type response struct {
	way     []string
	headers []header // by name
	media   map[string]media
	all     func() evaluated // what an answer with everything in it is held against
}

type header struct {
	name     string // canonical
	shown    string // as the document writes it
	required bool
	way      []string
	schema   func() *jsonschema.Schema // nil if anything goes
}

type media struct {
	way    []string
	schema func() *jsonschema.Schema // nil if anything goes
}

// compile makes the operations of one projection. Unless all schemas are to be compiled at once, each is when an answer
// is first held against it: most never are.
func (d *document) compile(root *yaml.Node, atOnce bool) (operations, error) {
	compiler := jsonschema.NewCompiler()
	compiler.DefaultDraft(jsonschema.Draft2020)
	compiler.AssertFormat()
	for _, f := range formats() {
		compiler.RegisterFormat(f)
	}
	if err := compiler.AddResource(projectionURL, d.value(root)); err != nil {
		return nil, fmt.Errorf("%s: %w", d.file, err)
	}
	c := compilation{d, compiler, root, atOnce, &sync.Mutex{}}
	all := operations{}
	for path, item := range members(root, "paths") {
		for method, op := range pairs(item) {
			if !slices.Contains(methods, method.Value) {
				continue
			}
			pointer := below(below("/paths", path), method.Value)
			o, err := c.operation(op, pointer)
			if err != nil {
				return nil, err
			}
			all[operationKey{strings.ToUpper(method.Value), path}] = o
		}
	}
	return all, nil
}

var methods = []string{"get", "put", "post", "delete", "options", "head", "patch", "trace"}

type compilation struct {
	*document
	*jsonschema.Compiler
	root   *yaml.Node
	atOnce bool
	one    *sync.Mutex // the compiler is for one schema at a time
}

func (c compilation) operation(op *yaml.Node, pointer string) (*operation, error) {
	o := &operation{operationID(op), pointer, map[string]*response{}}
	for status := range members(op, "responses") {
		r := below(below(pointer, "responses"), status)
		end, way := c.resolve(r)
		var err error
		if o.responses[status], err = c.response(end, way); err != nil {
			return nil, err
		}
	}
	return o, nil
}

func (c compilation) response(pointer string, way []string) (*response, error) {
	r := &response{way: way, media: map[string]media{}}
	projected := lookup(c.root, pointer)
	for name := range members(projected, "headers") {
		end, inner := c.resolve(below(below(pointer, "headers"), name))
		h := header{name: http.CanonicalHeaderKey(name), shown: name, way: append(inner, way...)}
		required := field(c.at[end], "required")
		h.required = required != nil && required.Value == "true"
		var err error
		if h.schema, err = c.schema(end); err != nil {
			return nil, err
		}
		r.headers = append(r.headers, h)
	}
	for name := range members(projected, "content") {
		m := below(below(pointer, "content"), name)
		schema, err := c.schema(m)
		if err != nil {
			return nil, err
		}
		r.media[strings.ToLower(name)] = media{append([]string{m}, way...), schema}
	}
	r.all = sync.OnceValue(func() evaluated { return evaluateAll(c.document, r) })
	return r, nil
}

// schema returns what gives the schema of a header or media type; nil if it has none.
func (c compilation) schema(pointer string) (func() *jsonschema.Schema, error) {
	if field(lookup(c.root, pointer), "schema") == nil {
		return nil, nil
	}
	if !c.atOnce {
		return sync.OnceValue(func() *jsonschema.Schema {
			schema, err := c.compiled(pointer)
			if err != nil {
				panic(err) // Load compiled the whole document
			}
			return schema
		}), nil
	}
	schema, err := c.compiled(pointer)
	return func() *jsonschema.Schema { return schema }, err
}

// compiled compiles the schema of a header or media type.
func (c compilation) compiled(pointer string) (*jsonschema.Schema, error) {
	c.one.Lock()
	defer c.one.Unlock()
	schema, err := c.Compile(projectionURL + "#" + fragment(below(pointer, "schema")))
	if err != nil {
		return nil, fmt.Errorf("%s: the schema at %s: %w", c.file, pointer, err)
	}
	return schema, nil
}

// fragment writes a JSON pointer as the fragment of a URL; pointerOf reads it.
func fragment(pointer string) string {
	parts := strings.Split(pointer, "/")
	for i := range parts {
		parts[i] = url.PathEscape(parts[i])
	}
	return strings.Join(parts, "/")
}

func pointerOf(schemaURL string) string {
	_, f, _ := strings.Cut(schemaURL, "#")
	if pointer, err := url.PathUnescape(f); err == nil {
		return pointer
	}
	return f
}
