package openapi

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strconv"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/santhosh-tekuri/jsonschema/v6/kind"
)

// subject is what a schema judged: the value of a body, or of a header.
type subject struct {
	value  any
	header string   // its name, or "" for a body
	way    []string // from its media type or header outwards
}

// failure is one broken keyword.
type failure struct {
	kind string
	at   []string // where in the subject
	name string   // the member of it that is missing or not allowed; named tells whether there is one
	rule string   // the keyword, as a JSON pointer
	subject
	named bool
	refs  []string // the references that led to the rule, the last first
	want  string   // says more than the keyword, or ""
}

// fail takes apart what the schema library found.
func (j *judgement) fail(err error, s subject) {
	var e *jsonschema.ValidationError
	if errors.As(err, &e) {
		j.failures = collect(j.failures, e, s, nil)
	}
}

// judge judges a JSON value, portion by portion, until there is more to report than is reported.
func (j *judgement) judge(schema *jsonschema.Schema, s subject) {
	for p := range portions(s.value) {
		var e *jsonschema.ValidationError
		if !errors.As(schema.Validate(p.value), &e) {
			continue
		}
		for _, f := range collect(nil, e, s, nil) {
			if at, ok := p.place(f.at); ok {
				f.at = at
				j.failures = append(j.failures, f)
			}
		}
		if len(j.failures) >= maxViolations {
			return
		}
	}
}

// collect appends the leaves of e. Of alternatives that all failed it takes the one that comes closest.
func collect(list []failure, e *jsonschema.ValidationError, s subject, refs []string) []failure {
	schema := pointerOf(e.SchemaURL)
	f := failure{at: e.InstanceLocation, subject: s, refs: refs}
	switch k := e.ErrorKind.(type) {
	case *kind.Schema, *kind.Group, *kind.AllOf:
		return collectAll(list, e.Causes, s, refs)
	case *kind.Reference:
		return collectAll(list, e.Causes, s, append([]string{below(schema, k.Keyword)}, refs...))
	case *kind.AnyOf:
		return append(list, closest(e.Causes, s, refs)...)
	case *kind.OneOf:
		if len(e.Causes) > 0 {
			return append(list, closest(e.Causes, s, refs)...)
		}
		f.want = fmt.Sprintf("one alternative only, not both %d and %d", k.Subschemas[0], k.Subschemas[1])
	case *kind.Required:
		f.kind, f.rule, f.named = "required", below(schema, "required"), true
		for _, f.name = range k.Missing {
			list = append(list, f)
		}
		return list
	case *kind.AdditionalProperties:
		f.kind, f.rule, f.named = "additionalProperties", below(schema, "additionalProperties"), true
		for _, f.name = range k.Properties {
			list = append(list, f)
		}
		return list
	case *kind.Format:
		f.want = describeFormat(k.Want)
	}
	f.rule = schema
	for i, keyword := range e.ErrorKind.KeywordPath() {
		if i == 0 {
			f.kind = keyword
		}
		f.rule = below(f.rule, keyword)
	}
	if f.kind == "" { // a schema of just "false"
		_, f.kind, _ = above(schema)
	}
	return append(list, f)
}

func collectAll(list []failure, causes []*jsonschema.ValidationError, s subject, refs []string) []failure {
	for _, cause := range causes {
		list = collect(list, cause, s, refs)
	}
	return list
}

// closest is the alternative with the fewest failures, the first of them if there are several.
func closest(alternatives []*jsonschema.ValidationError, s subject, refs []string) []failure {
	var best []failure
	for i, e := range alternatives {
		if list := collect(nil, e, s, refs); i == 0 || len(list) < len(best) {
			best = list
		}
	}
	return best
}

// result writes out the violations, sorted.
func (j *judgement) result() []Violation {
	slices.SortFunc(j.failures, func(f, g failure) int {
		return cmp.Or(slices.Compare(f.at, g.at), cmp.Compare(f.name, g.name), cmp.Compare(f.rule, g.rule),
			cmp.Compare(f.header, g.header))
	})
	for _, f := range j.failures[:min(len(j.failures), maxViolations)] {
		j.write(f)
	}
	slices.SortFunc(j.violations, compareViolations)
	return j.violations[:min(len(j.violations), maxViolations)]
}

// write makes a violation of f.
func (j *judgement) write(f failure) {
	rule, refs := j.traced(f.rule)
	way := slices.Concat([]string{rule}, refs, f.refs, f.way)
	v := Violation{Kind: f.kind, Rule: "#" + rule, Got: "nothing"}
	got, present := part(f.value, f.at)
	if f.named {
		got, present = part(got, []string{f.name})
	}
	if present {
		v.Got = Excerpt(got)
	}
	switch {
	case f.want != "":
		v.Want = cut(f.want)
	case f.named:
		v.Want = "this key"
		if f.kind == "additionalProperties" {
			v.Want = "no such key"
		}
	default:
		v.Want = f.kind
		if n := j.document.at[rule]; n != nil {
			v.Want = cut(f.kind + " " + Excerpt(j.value(n)))
		}
	}
	if f.header != "" {
		v.At = atHeader(f.header)
		j.add(v, way, v.At, v.Kind, inHeader)
		return
	}
	pointer := ""
	for _, name := range f.at {
		pointer = below(pointer, name)
	}
	if f.named {
		pointer = below(pointer, f.name)
	}
	v.At = Printable(pointer)
	j.add(v, way, v.Kind, inBody)
}

// part is the part of a JSON value that the names lead to.
func part(v any, names []string) (any, bool) {
	for _, name := range names {
		switch container := v.(type) {
		case map[string]any:
			member, ok := container[name]
			if !ok {
				return nil, false
			}
			v = member
		case []any:
			i, err := strconv.Atoi(name)
			if err != nil || i < 0 || i >= len(container) {
				return nil, false
			}
			v = container[i]
		default:
			return nil, false
		}
	}
	return v, true
}
