package verdict_test

import (
	"bytes"
	"encoding/json"
	"os"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

// gateSchema is the JSON Schema of the member gate of verdict.json.
func gateSchema(t *testing.T) *jsonschema.Schema {
	t.Helper()
	compiler := jsonschema.NewCompiler()
	for id, path := range map[string]string{"urn:osact:verdict:1": "verdict.schema.json", "urn:osact:gate:1": "gate.schema.json"} {
		content, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if err := compiler.AddResource(id, document(t, content)); err != nil {
			t.Fatal(err)
		}
	}
	s, err := compiler.Compile("urn:osact:gate:1")
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestTheSchemaOfTheGate(t *testing.T) {
	s := gateSchema(t)
	read := func() map[string]any {
		var b bytes.Buffer
		if err := json.NewEncoder(&b).Encode(gate()); err != nil {
			t.Fatal(err)
		}
		return document(t, b.Bytes()).(map[string]any)
	}
	if err := s.Validate(read()); err != nil {
		t.Fatalf("a gate breaks its own schema: %v", err)
	}
	first := func(g map[string]any, list string) map[string]any { return g[list].([]any)[0].(map[string]any) }
	for name, spoil := range map[string]func(g map[string]any){
		"a surplus member":  func(g map[string]any) { g["surplus"] = 1 },
		"no exit":           func(g map[string]any) { delete(g, "exit") },
		"exit 2":            func(g map[string]any) { g["exit"] = json.Number("2") },
		"an unknown reason": func(g map[string]any) { first(g, "reasons")["name"] = "weather" },
		"a reason of none":  func(g map[string]any) { first(g, "reasons")["of"] = []any{} },
		"another standing":  func(g map[string]any) { first(g, "violated")["standing"] = "fine" },
		"no place":          func(g map[string]any) { delete(first(g, "violated"), "at") },
		"another use":       func(g map[string]any) { first(g, "waivers")["use"] = "used" },
		"no owner":          func(g map[string]any) { delete(first(g, "waivers"), "owner") },
		"a day in words":    func(g map[string]any) { g["as_of"] = "tomorrow" },
		"another verdict":   func(g map[string]any) { g["baseline"].(map[string]any)["verdict"] = "good" },
	} {
		spoiled := read()
		spoil(spoiled)
		if s.Validate(spoiled) == nil {
			t.Errorf("%s is accepted", name)
		}
	}
}
