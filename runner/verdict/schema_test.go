package verdict_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/santhosh-tekuri/jsonschema/v6/kind"
)

// TestEachPartOfTheSchemaRefusesSomething takes one part after the other out
// of the schema: some document with a single defect must then pass.
func TestEachPartOfTheSchemaRefusesSomething(t *testing.T) {
	intact := schema(t, schemaFile(t))
	blamed := map[string]defect{} // by part, the first document that it refuses
	for _, d := range defective(t, written(t, full(t))) {
		err := intact.Validate(d.document)
		if err == nil {
			t.Errorf("the schema accepts %s", d.name)
			continue
		}
		for _, part := range refusing(t, err) {
			if _, ok := blamed[part]; !ok {
				blamed[part] = d
			}
		}
	}
	count := 0
	for _, part := range parts(document(t, schemaFile(t)), "") {
		count++
		d, ok := blamed[part]
		if !ok {
			t.Errorf("%s refuses nothing", part)
			continue
		}
		less := document(t, schemaFile(t))
		remove(t, less, part)
		if err := compile(t, less).Validate(d.document); err != nil {
			t.Errorf("without %s, %s is still refused: %v", part, d.name, err)
		}
	}
	if count < 100 {
		t.Errorf("only %d parts were found in the schema", count)
	}
}

// refusing returns the parts of the schema that an error is about, if it is
// about one thing only: on the way to the one keyword that was broken, each
// reference and each subschema.
func refusing(t *testing.T, err error) []string {
	t.Helper()
	var found []string
	e := new(jsonschema.ValidationError)
	if !errors.As(err, &e) {
		t.Fatal(err)
	}
	for {
		_, fragment, _ := strings.Cut(e.SchemaURL, "#")
		at, err := url.PathUnescape(fragment)
		if err != nil {
			t.Fatal(err)
		}
		if path := e.ErrorKind.KeywordPath(); len(path) > 0 {
			at += "/" + strings.Join(path, "/")
		}
		if missing, ok := e.ErrorKind.(*kind.Required); ok && len(missing.Missing) == 1 {
			found = append(found, at+"="+missing.Missing[0])
		}
		for ; at != ""; at = at[:strings.LastIndex(at, "/")] {
			found = append(found, at)
		}
		switch len(e.Causes) {
		case 0:
			return found
		case 1:
			e = e.Causes[0]
		default:
			return nil
		}
	}
}

type defect struct {
	name     string
	document any
}

// defective returns copies of a document, each with one defect.
func defective(t *testing.T, good []byte) []defect {
	var defects []defect
	var walk func(at string, v any)
	spoil := func(at, what string, value any) {
		doc := document(t, good)
		put(t, &doc, at, value)
		defects = append(defects, defect{at + " " + what, doc})
	}
	walk = func(at string, v any) {
		spoil(at, "of another type", wrongType(v))
		if at == "/gate" { // which has a schema of its own
			return
		}
		switch v := v.(type) {
		case map[string]any:
			surplus := maps.Clone(v)
			surplus["surplus"] = map[string]any{"origin": "somewhere"}
			spoil(at, "with a surplus member", surplus)
			for _, name := range slices.Sorted(maps.Keys(v)) {
				if (!optional[name] || at == "" && name == "reason") && !strings.HasPrefix(at, "/actors") {
					less := maps.Clone(v)
					delete(less, name)
					spoil(at, "without "+name, less)
				}
				walk(at+"/"+name, v[name])
			}
			if strings.HasPrefix(at, "/actors/") {
				spoil(at, "without origin", map[string]any{})
			}
		case []any:
			if strings.HasSuffix(at, "/violations") || strings.HasSuffix(at, "/evidence") || at == "/problems" || at == "/notes" ||
				at == "/diagnosis/sentences" || at == "/diagnosis/faults" || strings.HasSuffix(at, "/alike") {
				spoil(at, "empty", []any{})
			}
			for i, item := range v {
				walk(fmt.Sprintf("%s/%d", at, i), item)
			}
		case string:
			if enumerated(at) {
				spoil(at, "of another value", "another")
			}
			if name := at[strings.LastIndex(at, "/")+1:]; at == "/reason" || at == "/problems/0" || at == "/notes/0" || at == "/diagnosis/sentences/0" || name == "id" || optional[name] && name != "user" && name != "project" {
				spoil(at, "empty", "")
			}
		case json.Number:
			spoil(at, "below its least value", json.Number("-2"))
			spoil(at, "with a fraction", json.Number("0.5"))
		}
	}
	walk("", document(t, good))
	return defects
}

// optional are members that may be absent, and then are.
var optional = map[string]bool{
	"user": true, "project": true, "roles": true, "access_rules": true, "reason": true, "violations": true, "evidence": true,
	"version": true, "variant": true, "body": true, "nth": true, "insecure": true,
	"offers": true, "unsealed": true, "covering": true, "repeat": true, "unmet": true, "answers": true, "problems": true, "notes": true, "latency": true, "gate": true, "resent": true, "dictionary": true, "diagnosis": true, "sentences": true, "faults": true, "silent": true, "alike": true, "minimum": true, "maximum": true, "legacy": true,
}

func enumerated(at string) bool {
	switch at[strings.LastIndex(at, "/")+1:] {
	case "schema", "verdict", "kind":
		return !strings.Contains(at, "/violations/") && !strings.HasPrefix(at, "/causes/")
	case "ending", "level", "outcome", "started", "ended", "digest", "evidence_digest", "dictionary":
		return true
	}
	return false
}

func wrongType(v any) any {
	if _, ok := v.(map[string]any); ok {
		return json.Number("7")
	}
	return map[string]any{}
}

// put replaces the value at a JSON pointer.
func put(t *testing.T, doc *any, at string, value any) {
	t.Helper()
	if at == "" {
		*doc = value
		return
	}
	enclosing, name := lookUp(t, *doc, at)
	switch e := enclosing.(type) {
	case map[string]any:
		e[name] = value
	case []any:
		var i int
		if _, err := fmt.Sscan(name, &i); err != nil {
			t.Fatal(err)
		}
		e[i] = value
	}
}

// remove takes the member of an object at a JSON pointer away; of a list of
// texts that ends in "=text", that one.
func remove(t *testing.T, doc any, at string) {
	t.Helper()
	at, text, isItem := strings.Cut(at, "=")
	enclosing, name := lookUp(t, doc, at)
	object := enclosing.(map[string]any)
	if isItem {
		object[name] = slices.DeleteFunc(object[name].([]any), func(v any) bool { return v == text })
		return
	}
	delete(object, name)
}

// lookUp returns what encloses the value at a JSON pointer, and its name there.
func lookUp(t *testing.T, doc any, at string) (enclosing any, name string) {
	t.Helper()
	names := strings.Split(at, "/")[1:]
	for _, step := range names[:len(names)-1] {
		switch e := doc.(type) {
		case map[string]any:
			doc = e[step]
		case []any:
			var i int
			if _, err := fmt.Sscan(step, &i); err != nil {
				t.Fatal(err)
			}
			doc = e[i]
		}
	}
	return doc, names[len(names)-1]
}

// parts lists what in a schema demands something: its keywords, and each name
// that is required.
func parts(schema any, at string) []string {
	var list []string
	object, _ := schema.(map[string]any)
	for _, keyword := range slices.Sorted(maps.Keys(object)) {
		here := at + "/" + keyword
		switch keyword {
		case "$schema", "$id", "title", "description":
		case "properties", "$defs":
			for _, name := range slices.Sorted(maps.Keys(object[keyword].(map[string]any))) {
				list = append(list, parts(object[keyword].(map[string]any)[name], here+"/"+name)...)
			}
		case "required":
			for _, name := range object[keyword].([]any) {
				list = append(list, here+"="+name.(string))
			}
		case "items", "propertyNames", "additionalProperties":
			list = append(list, here)
			list = append(list, parts(object[keyword], here)...)
		default:
			list = append(list, here)
		}
	}
	return list
}
