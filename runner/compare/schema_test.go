package compare_test

import (
	"bytes"
	"encoding/json"
	"os"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/osact/osact/openapi"
	"github.com/osact/osact/runner/compare"
	"github.com/osact/osact/suites/claim"
)

// published is the schema of what osact diff --json prints.
func published(t *testing.T) *jsonschema.Schema {
	t.Helper()
	compiler := jsonschema.NewCompiler()
	for id, path := range map[string]string{"urn:osact:verdict:1": "../verdict/verdict.schema.json", "urn:osact:gate:1": "../verdict/gate.schema.json", "urn:osact:diff:1": "diff.schema.json"} {
		content, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		document, err := jsonschema.UnmarshalJSON(bytes.NewReader(content))
		if err != nil {
			t.Fatal(err)
		}
		if err := compiler.AddResource(id, document); err != nil {
			t.Fatal(err)
		}
	}
	schema, err := compiler.Compile("urn:osact:diff:1")
	if err != nil {
		t.Fatal(err)
	}
	return schema
}

// document is a difference as it is read from JSON.
func document(t *testing.T, d compare.Difference) any {
	t.Helper()
	content, err := json.Marshal(d)
	if err != nil {
		t.Fatal(err)
	}
	read, err := jsonschema.UnmarshalJSON(bytes.NewReader(content))
	if err != nil {
		t.Fatal(err)
	}
	return read
}

func TestSchemaRefuses(t *testing.T) {
	schema := published(t)
	d, err := compare.Verdicts(
		on(came(openapi.Must, at{version: "2.1", outcome: claim.Satisfied})),
		on(came(openapi.Must, at{"2.1", claim.Violated, "value", "/a"})))
	if err != nil {
		t.Fatal(err)
	}
	whole, ok := document(t, d).(map[string]any)
	if !ok {
		t.Fatalf("%v is no object", whole)
	}
	if err := schema.Validate(whole); err != nil {
		t.Fatal(err)
	}
	for name, spoil := range map[string]func(d, change map[string]any){
		"another key":     func(d, _ map[string]any) { d["more"] = 1 },
		"another schema":  func(d, _ map[string]any) { d["schema"] = "osact/diff/2" },
		"a missing key":   func(d, _ map[string]any) { delete(d, "unchanged") },
		"another kind":    func(_, c map[string]any) { c["kind"] = "gone" },
		"another outcome": func(_, c map[string]any) { c["is"] = "passed" },
		"no probes":       func(_, c map[string]any) { c["probes"] = []any{} },
	} {
		spoiled, ok := document(t, d).(map[string]any)
		changes, many := spoiled["changes"].([]any)
		if !ok || !many || len(changes) != 1 {
			t.Fatalf("changes %v", changes)
		}
		change, ok := changes[0].(map[string]any)
		if !ok {
			t.Fatalf("%v is no object", changes[0])
		}
		spoil(spoiled, change)
		if err := schema.Validate(spoiled); err == nil {
			t.Errorf("%s is accepted", name)
		}
	}
}

// Every kind of change is told in the schema.
func TestSchemaTellsEveryKind(t *testing.T) {
	content, err := os.ReadFile("diff.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	for _, kind := range compare.Kinds() {
		if title := strings.ToUpper(string(kind[:1])) + string(kind[1:]) + ": "; !strings.Contains(string(content), title) {
			t.Errorf("the description of kind does not tell what %q means", kind)
		}
	}
}
