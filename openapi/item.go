package openapi

import (
	"maps"
	"net/http"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"
)

// Item is one thing that the document says about an operation, at the grain in which coverage is counted: a status that
// it answers with, a header or a value of the body under that status, or a parameter that it takes.
type Item struct {
	Operation string // its operationId
	Status    string // "200", "4XX", "default"; "" for a parameter
	// At is "" for the status itself, "header NAME", "body", a JSON pointer into the body in which * stands for every item
	// of a list, or "parameter NAME".
	At string
}

// String writes the item as one line: "showAction 200 /instanceAction/events/*/result".
func (i Item) String() string {
	return strings.Join(slices.DeleteFunc([]string{i.Operation, i.Status, i.At}, func(s string) bool { return s == "" }), " ")
}

// Parameter is a parameter of an operation.
type Parameter struct{ Name, In string }

// Item is the item of the parameter.
func (p Parameter) Item(operation string) Item {
	return Item{Operation: operation, At: "parameter " + p.Name}
}

// wholeBody is what Item.At is for the body as a whole.
const wholeBody = "body"

// Items lists what the document says over all of its projections: operation by operation in the order of the document,
// its parameters first, then its statuses, what belongs to a status right behind it.
func (c *Contract) Items() []Item {
	found := map[Item]bool{}
	for _, e := range c.Boundaries() {
		era, _ := c.document.era(e)
		all, err := c.compiled[projectionKey{era, Either}]()
		if err != nil { // the whole document compiles, and a projection only leaves things out
			continue
		}
		for key, op := range all {
			place := Place{Path: key.path, Method: key.method, Edition: e}
			for _, p := range c.Parameters(place) {
				found[p.Item(op.id)] = true
			}
			for status, r := range op.responses {
				item := Item{Operation: op.id, Status: status}
				found[item] = true
				for at := range r.all() {
					item.At = at
					found[item] = true
				}
			}
		}
	}
	order := c.document.operationIDs()
	return slices.SortedFunc(maps.Keys(found), func(i, j Item) int { return compareItems(order, i, j) })
}

// compareItems orders by operation, parameters before statuses, headers before bodies.
func compareItems(order []string, i, j Item) int {
	rank := func(i Item) []string {
		at := i.At
		if strings.HasPrefix(at, "/") { // behind "body" and "header"
			at = wholeBody + at
		}
		return []string{i.Status, strings.Replace(at, "header ", "a header ", 1)}
	}
	if a, b := slices.Index(order, i.Operation), slices.Index(order, j.Operation); a != b {
		return a - b
	}
	return slices.Compare(rank(i), rank(j))
}

// operationIDs lists the names of the operations in the order of the document.
func (d *document) operationIDs() []string {
	var ids []string
	for _, item := range members(d.root, "paths") {
		for method, op := range pairs(item) {
			if slices.Contains(methods, method.Value) {
				ids = append(ids, operationID(behindAlias(op)))
			}
		}
	}
	return ids
}

func operationID(op *yaml.Node) string {
	if id := field(op, "operationId"); id != nil {
		return id.Value
	}
	return ""
}

// Operation is the operationId of the operation at p, or "" if the document does not describe p.
func (c *Contract) Operation(p Place) string {
	if op, ok := c.operation(p); ok {
		return op.id
	}
	return ""
}

// Parameters lists the parameters that the operation at p takes, those of its path first.
func (c *Contract) Parameters(p Place) []Parameter {
	if !c.Describes(p) {
		return nil
	}
	d := c.document
	visible := projector{d, p.Edition, p.Audience}
	path := below("/paths", p.Path)
	var list []Parameter
	for _, pointer := range []string{path, below(path, strings.ToLower(p.Method))} {
		parameters := d.at[below(pointer, "parameters")]
		if parameters == nil {
			continue
		}
		for _, n := range parameters.Content {
			n = behindAlias(n)
			if may, _ := visible.visible(n); !may {
				continue
			}
			if ref := field(n, "$ref"); ref != nil {
				end, _ := d.resolve(target(ref))
				n = d.at[end]
			}
			list = append(list, Parameter{Name: field(n, "name").Value, In: field(n, "in").Value})
		}
	}
	return list
}

// statusKey is the key under which the document has the response to a status.
func (o *operation) statusKey(status int) string {
	for key, r := range o.responses {
		if r == o.response(status) {
			return key
		}
	}
	return ""
}

// headerAt is the place of a header whose name may be in another case than the document's.
func headerAt(r *response, name string) string {
	for _, h := range r.headers {
		if h.name == http.CanonicalHeaderKey(name) {
			return atHeader(h.shown)
		}
	}
	return atHeader(name)
}
