package verdict_test

import (
	"bytes"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/osact/osact/openapi"
	"github.com/osact/osact/runner/verdict"
	"github.com/osact/osact/suites/claim"
	"github.com/osact/osact/suites/exchange"
	"github.com/osact/osact/suites/judge"
)

var _ verdict.Contract = (*openapi.Contract)(nil)

// catalogue is a contract of requirements, all of which its only profile,
// "tenant", demands.
type catalogue []openapi.Requirement

func (catalogue) ID() string { return "digest of the contract" }

func (c catalogue) Profile(name string) (openapi.Profile, bool) {
	p := openapi.Profile{Name: "tenant"}
	for _, r := range c {
		p.Requirements = append(p.Requirements, r.ID)
	}
	return p, name == p.Name
}

func (c catalogue) Requirement(id string) (openapi.Requirement, bool) {
	for _, r := range c {
		if r.ID == id {
			return r, true
		}
	}
	return openapi.Requirement{}, false
}

func requirement(level openapi.Level, id string) openapi.Requirement {
	return openapi.Requirement{
		ID: id, Level: level, Statement: "What " + id + " says.",
		Sources: []openapi.Source{{Name: "seed1", Place: "Response"}},
	}
}

func recording() exchange.Recording {
	return exchange.Recording{
		Suite:    "1.2.3",
		Contract: "digest of an older contract",
		Profile:  "tenant",
		Started:  time.Date(2026, 3, 4, 5, 6, 7, 0, time.UTC),
		Ended:    time.Date(2026, 3, 4, 5, 6, 8, 500, time.UTC),
		Ending:   exchange.Complete,
		Target:   exchange.Target{Kind: exchange.Given, URL: "https://cloud.example:8774", Insecure: true},
		Actors: map[exchange.Actor]exchange.Identity{
			exchange.Member: {Origin: "clouds.yaml entry alpha", User: "u", Project: "p", Roles: []string{"member"}, AccessRules: []string{"compute GET /v2.1/servers"}},
			exchange.Admin:  {Origin: "OSACT_TOKEN_ADMIN"},
		},
		Bindings: []exchange.Binding{
			{Symbol: "target.oldest", Value: "2.1"}, {Symbol: "target.maximum", Value: "2.93"}, {Symbol: "target.legacy", Value: "v2.0"},
		},
		Exchanges: make([]exchange.Exchange, 7),
	}
}

func probe(version string) exchange.Probe {
	return exchange.Probe{As: exchange.Member, Method: "GET", Path: "/v2.1/servers/{s}", Version: version}
}

func finding(id string, outcome claim.Outcome) judge.Finding {
	f := judge.Finding{Requirement: id, Subject: "an action", Probe: probe("2.1"), Outcome: outcome, Evidence: []int{3}}
	switch outcome {
	case claim.Violated:
		f.Violations = []openapi.Violation{violation("/instanceAction/action")}
	case claim.Satisfied:
	default:
		f.Reason = "the reason of " + id
	}
	return f
}

func violation(at string) openapi.Violation {
	return openapi.Violation{Kind: "type", At: at, Rule: "#/type", Requirement: "show.a", Want: "a string", Got: "3"}
}

// judged makes a verdict and checks it against the schema.
func judged(t *testing.T, c catalogue, rec exchange.Recording, findings []judge.Finding, opt verdict.Options) verdict.Verdict {
	t.Helper()
	opt.Evidence = strings.Repeat("e", 64)
	v := verdict.New(c, rec, findings, opt)
	if err := schema(t, schemaFile(t)).Validate(document(t, written(t, v))); err != nil {
		t.Errorf("the verdict breaks its own schema: %v", err)
	}
	return v
}

func written(t *testing.T, v verdict.Verdict) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := v.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// schemaFile is the JSON Schema (draft 2020-12) of verdict.json.
func schemaFile(t *testing.T) []byte {
	t.Helper()
	data, err := os.ReadFile("verdict.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func document(t *testing.T, data []byte) any {
	t.Helper()
	d, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func schema(t *testing.T, data []byte) *jsonschema.Schema {
	t.Helper()
	return compile(t, document(t, data))
}

func compile(t *testing.T, doc any) *jsonschema.Schema {
	t.Helper()
	c := jsonschema.NewCompiler()
	if err := c.AddResource("schema.json", doc); err != nil {
		t.Fatal(err)
	}
	s, err := c.Compile("schema.json")
	if err != nil {
		t.Fatal(err)
	}
	return s
}
