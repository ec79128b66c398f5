package openapi_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/osact/osact/openapi"
)

// edit replaces the first occurrence of old, which must be there.
func edit(tb testing.TB, file *[]byte, old, replacement string) {
	tb.Helper()
	if !bytes.Contains(*file, []byte(old)) {
		tb.Fatalf("the file does not hold %q", old)
	}
	*file = bytes.Replace(*file, []byte(old), []byte(replacement), 1)
}

// TestLoadRefuses makes one mistake in a file of the contract; the error names it, its file and its line.
func TestLoadRefuses(t *testing.T) {
	const document, catalogue, profiles = "openapi/instance-actions.yaml:", "openapi/requirements.yaml:", "openapi/profiles.yaml:"
	for _, test := range []struct {
		name             string
		file             string
		old, replacement string
		want             string
	}{
		{"no YAML", document, "paths:\n", "paths: [\n", "did not find"},
		{"an unquoted version", document, `events:
          x-audience: {tenant: {min-ver: "2.51"}}`, `events:
          x-audience: {tenant: {min-ver: 2.51}}`, "must be quoted"},
		{"an unquoted version in a mark", document, `x-openstack: {min-ver: "2.84"}`, `x-openstack: {min-ver: 2.84}`, "must be quoted"},
		{"a version that is none", document, `x-openstack: {min-ver: "2.84"}`, `x-openstack: {min-ver: "2.084"}`, `"2.084" is no microversion`},
		{"an unknown key of a mark", document, `x-openstack: {min-ver: "2.84"}`, `x-openstack: {min_ver: "2.84"}`, `unknown key "min_ver"; known are legacy, max-ver, min-ver`},
		{"a mark that says nothing", document, `x-openstack: {min-ver: "2.84"}`, `x-openstack: {}`, "says nothing"},
		{"a mark without versions", document, `x-openstack: {min-ver: "2.84"}`, `x-openstack: {min-ver: "2.84", max-ver: "2.83"}`, "holds no version"},
		{"a mark outside of the document", document, `x-openstack: {min-ver: "2.84"}`, `x-openstack: {min-ver: "2.105"}`, "outside of what the document describes"},
		{"an unknown word for legacy", document, "    x-openstack: {legacy: only}\n", "    x-openstack: {legacy: always}\n", "choose only or never"},
		{"legacy with versions", document, "    x-openstack: {legacy: only}\n", "    x-openstack: {legacy: only, min-ver: \"2.2\"}\n", "no min-ver"},
		{"a misspelt mark", document, `x-audience: {tenant: never}
          description`, `x-audiences: {tenant: never}
          description`, `unknown mark "x-audiences"`},
		{"an unknown audience", document, "x-audience: {tenant: never}\n", "x-audience: {user: never}\n", `unknown key "user"; known are operator, tenant`},
		{"an audience that is no range", document, "x-audience: {tenant: never}\n", "x-audience: {tenant: always}\n", "a map is needed"},
		{"an audience of a header", document, "    Vary:\n      x-openstack: {legacy: never}", "    Vary:\n      x-audience: {tenant: never}", `properties and examples only`},
		{"a marked alternative", document, "        - pattern: \"(^|,)[ \\t]*(\\\\*|[Oo]", "        - x-openstack: {legacy: never}\n          pattern: \"([Oo]", `an item of "allOf" cannot be marked`},
		{"no bounds", document, "\nx-openstack: {min-ver: \"2.1\", max-ver: \"2.104\"}", "\n", "must name the versions"},
		{"bounds of two major versions", document, `max-ver: "2.104"}`, `max-ver: "3.1"}`, "must name the versions"},
		{"an alias to what holds it", document, "\ninfo:\n", "\ninfo: &loop\n  contact: *loop\n", "nested more than 64 levels"},
		{"a schema that does not compile", document, "required: [rel, href]", "$dynamicRef: \"%zz\"\n      required: [rel, href]", "the schema at "},
		{"a repeated key", document, "      summary: Show one action of a server\n", "      summary: Show one action of a server\n      summary: again\n", `key "summary" is given twice`},
		{"an unquoted status", document, `"404": {`, `404: {`, "the key 404 is no string: quote it"},
		{"a reference that leads nowhere", document, `"#/components/responses/NotFound"`, `"#/components/responses/Missing"`, "leads nowhere"},
		{"a reference that is no fragment", document, `"#/components/responses/NotFound"`, `"/components/responses/NotFound"`, "leads nowhere"},
		{"a reference to another file", document, `"#/components/responses/NotFound"`, `"other.yaml#/components/responses/NotFound"`, "leads nowhere"},
		{"an unknown requirement", document, "body: show.body.matches-contract\n", "body: show.body.matches\n", `names "show.body.matches"`},
		{"an unknown kind of violation", document, "syntax: show.body", "sintax: show.body", `the key "sintax"`},
		{"an unknown header", document, "header Vary: show", "header Varies: show", `the key "header Varies"`},
		{"an empty requirement", document, "status: show.errors.match-contract", `status: ""`, "must not be empty"},
		{"no OpenAPI", document, "openapi: 3.1.0", "openapi: 3.0.3", "not a valid OpenAPI document"},
		{"invalid OpenAPI", document, "      operationId: showAction\n", "      operationId: listActions\n", "listActions"},
		{"a pattern that is none", document, `pattern: "^[A-Za-z][A-Za-z0-9_]*$"`, `pattern: "^["`, "error parsing regexp"},

		{"an unknown key", catalogue, "    level: MUST", "    levle: MUST", `unknown key "levle"; known are answers, asked, id, level`},
		{"a repeated key", catalogue, "    level: MUST\n", "    level: MUST\n    level: MUST\n", `key "level" is given twice`},
		{"an unknown key of a range", catalogue, "asked: {legacy: true}", "asked: {legacy: true, until: now}", `unknown key "until"`},
		{"a repeated id", catalogue, "- id: show.body.matches-contract", "- id: show.status.is-200", "the id show.status.is-200 is given twice"},
		{"a malformed id", catalogue, "- id: show.status.is-200", "- id: show.Status", `the id "show.Status" is malformed`},
		{"an id of one word", catalogue, "- id: show.status.is-200", "- id: show", "is malformed"},
		{"no id", catalogue, "- id: show.status.is-200\n   ", "-", "is malformed"},
		{"an unknown level", catalogue, "level: MUST", "level: must", `the level "must" is unknown`},
		{"an unquoted version", catalogue, `min-ver: "2.46"`, "min-ver: 2.46", "must be quoted"},
		{"legacy left open", catalogue, "asked: {legacy: false}", "asked: {}", "say whether the legacy edition is asked"},
		{"legacy that is no truth", catalogue, "asked: {legacy: false}", `asked: {legacy: "no"}`, "true or false is needed"},
		{"not asked", catalogue, "    asked: {legacy: true}\n", "", "asked is missing"},
		{"a range without versions", catalogue, `{min-ver: "2.58", max-ver: "2.58"`, `{min-ver: "2.58", max-ver: "2.57"`, "holds no version"},
		{"an unknown occasion", catalogue, "when: seen\n    statement", "when: asked\n    statement", "it can only be seen"},
		{"answers of an unknown kind", catalogue, "answers: own", "answers: all", "it can only be own"},
		{"an unknown refuser", catalogue, "refused-by: anyone", "refused-by: nobody", "it can only be anyone"},
		{"no statement", catalogue, "    statement: instance_uuid MUST be the id of the server in the path.\n", "", "the statement is missing"},
		{"an empty statement", catalogue, "statement: instance_uuid MUST be the id of the server in the path.", `statement: " "`, "must not be empty"},
		{"a statement of another level", catalogue, "instance_uuid MUST be", "instance_uuid SHOULD be", "does not say MUST"},
		{"an unknown source", catalogue, "source: seed1", "source: seed3", `the source "seed3" is unknown`},
		{"a source without a place", catalogue, "{source: seed1, place: sample response}", "{source: seed1}", "the place in seed1 is missing"},
		{"no sources", catalogue, "    sources:\n      - {source: seed1, place: execution example}\n      - {source: seed2, place: \"path, description\"}\n      - {source: api-ref, place: request_id}\n", "", "the sources are missing"},

		{"an unknown key", profiles, "    title: A tenant's view", "    titel: A tenant's view", `unknown key "titel"`},
		{"an unknown actor", profiles, "actors: [member, ", "actors: [members, ", `unknown actor "members"`},
		{"no actors", profiles, "    actors: [member, anonymous, intruder]\n", "", `the profile "tenant" needs all of`},
		{"a repeated name", profiles, "- name: full", "- name: tenant", "the profile tenant is given twice"},
		{"a selection of nothing", profiles, "- show.tenancy.outsider-gets-404", "- show.tenancy.outsider", `"show.tenancy.outsider" selects no requirement`},
		{"part of a word", profiles, "requirements: all\n    except", "requirements: [show.time]\n    except", `"show.time" selects no requirement`},
		{"nothing left", profiles, "requirements: all\n    except:", "requirements: [show.visibility.operator-sees-all]\n    except:", "demands nothing"},
		{"no list", profiles, "requirements: all\n    except", "requirements: some\n    except", "a list is needed"},
	} {
		files := openapi.Embedded()
		file := map[string]*[]byte{document: &files.Document, catalogue: &files.Requirements, profiles: &files.Profiles}[test.file]
		edit(t, file, test.old, test.replacement)
		_, err := openapi.Load(files)
		if err == nil {
			t.Errorf("%s in %s was not refused", test.name, test.file)
			continue
		}
		if !strings.Contains(err.Error(), test.want) || !strings.HasPrefix(err.Error(), strings.TrimSuffix(test.file, ":")) {
			t.Errorf("%s: %v\nwant it to begin with %s and to say %s", test.name, err, test.file, test.want)
		}
	}
}

// TestEmbeddedDocumentIsSound holds the document that is built in to what Load demands of any other: for itself, Load
// takes that from here.
func TestEmbeddedDocumentIsSound(t *testing.T) {
	files := openapi.Embedded()
	files.Document = append(files.Document, "\n# not the bytes that are built in\n"...)
	if _, err := openapi.Load(files); err != nil {
		t.Fatal(err)
	}
}

func TestLoadNamesTheLine(t *testing.T) {
	for name, file := range map[string]func(*openapi.Files) *[]byte{
		"openapi/instance-actions.yaml": func(f *openapi.Files) *[]byte { return &f.Document },
		"openapi/requirements.yaml":     func(f *openapi.Files) *[]byte { return &f.Requirements },
		"openapi/profiles.yaml":         func(f *openapi.Files) *[]byte { return &f.Profiles },
	} {
		files := openapi.Embedded()
		*file(&files) = []byte("x-openstack: {min-ver: \"2.1\", max-ver: \"2.2\"}\n\nunknown: [\n")
		if _, err := openapi.Load(files); err == nil || !strings.HasPrefix(err.Error(), name+":4: ") && !strings.HasPrefix(err.Error(), name+":3: ") {
			t.Errorf("%s: %v", name, err)
		}
		*file(&files) = nil
		if _, err := openapi.Load(files); err == nil || !strings.HasPrefix(err.Error(), name+":1: ") {
			t.Errorf("%s, empty: %v", name, err)
		}
	}
}

// TestDocumentDrives adds a required property to a copy of the document: nothing else has to change for answers to be
// judged by it.
func TestDocumentDrives(t *testing.T) {
	files := openapi.Embedded()
	edit(t, &files.Document, "      required: [action, instance_uuid, request_id, user_id, project_id, start_time, message, updated_at, events]\n      properties:\n",
		"      required: [action, instance_uuid, request_id, user_id, project_id, start_time, message, updated_at, events, progress]\n"+
			"      properties:\n        progress: {x-openstack: {min-ver: \"2.90\", max-ver: \"2.104\"}, type: integer, x-requirement: show.times.in-order}\n")
	contract, err := openapi.Load(files)
	if err != nil {
		t.Fatal(err)
	}
	body := shown(at(2, 90), openapi.Operator)
	equal(t, "at 2.90, without it", []openapi.Violation{{
		Kind: "required", At: "/instanceAction/progress", Rule: "#/components/schemas/InstanceAction/required",
		Requirement: "show.body.matches-contract", Want: "this key", Got: "nothing",
	}}, contract.Check(show(at(2, 90), openapi.Operator), answers(200, text(t, body))))
	equal(t, "at 2.89, without it", nil, brief(contract.Check(show(at(2, 89), openapi.Operator), answers(200, text(t, body)))))
	action(body)["progress"] = "half"
	equal(t, "at 2.90, with another type", []openapi.Violation{{
		Kind: "type", At: "/instanceAction/progress", Rule: "#/components/schemas/InstanceAction/properties/progress/type",
		Requirement: "show.times.in-order", Want: `type "integer"`, Got: `"half"`,
	}}, contract.Check(show(at(2, 90), openapi.Operator), answers(200, text(t, body))))
	boundaries := brief(nil)
	for _, e := range contract.Boundaries() {
		boundaries = append(boundaries, e.String())
	}
	if got := strings.Join(boundaries, " "); !strings.HasSuffix(got, "2.84 2.89 2.90 2.101 2.102 2.104") {
		t.Errorf("the boundaries are %s", got)
	}
}

// TestOwnersOnTheWay: a requirement named beside a reference owns what is violated behind it, unless something closer
// names another; and what stands beside a reference judges as well.
func TestOwnersOnTheWay(t *testing.T) {
	files := openapi.Embedded()
	edit(t, &files.Document, "instanceAction: {$ref: \"#/components/schemas/InstanceAction\"}",
		"instanceAction: {$ref: \"#/components/schemas/InstanceAction\", x-requirement: show.status.is-200}")
	edit(t, &files.Document, "request_id: {$ref: \"#/components/schemas/ActionId\"}",
		"request_id: {$ref: \"#/components/schemas/ActionId\", minLength: 41}")
	edit(t, &files.Document, "NamesOfVersionHeaders\"}\n    WWW", "NamesOfVersionHeaders\"}\n      x-requirement: show.headers.content-length\n    WWW")
	contract, err := openapi.Load(files)
	if err != nil {
		t.Fatal(err)
	}
	body := shown(at(2, 84), openapi.Operator)
	body["links"] = nil
	without(action(body), "user_id")
	without(event(body, 0), "result")
	event(body, 1)["start_time"] = ""
	answer := answers(200, text(t, body))
	answer.Header.Del("Vary")
	var got []string
	for _, v := range contract.Check(show(at(2, 84), openapi.Operator), answer) {
		got = append(got, v.At+" "+v.Rule+" "+v.Requirement)
	}
	equal(t, "the owners", []string{
		"/instanceAction/events/0/result #/components/schemas/Event/required show.status.is-200",
		"/instanceAction/events/1/start_time #/components/schemas/Time/format show.times.format",
		"/instanceAction/request_id #/components/schemas/InstanceAction/properties/request_id/minLength show.status.is-200",
		"/instanceAction/user_id #/components/schemas/InstanceAction/required show.status.is-200",
		"/links #/components/responses/Show/content/application~1json/schema/additionalProperties show.body.has-no-other-keys",
		"header Vary #/components/headers/Vary/required show.headers.content-length",
	}, got)
}

// TestOptionalHeader: a header of which the document says that it is not required may be missing.
func TestOptionalHeader(t *testing.T) {
	files := openapi.Embedded()
	edit(t, &files.Document, "client that asked for another.\n      required: true", "client that asked for another.\n      required: false")
	contract, err := openapi.Load(files)
	if err != nil {
		t.Fatal(err)
	}
	answer := answers(200, text(t, shown(at(2, 84), openapi.Tenant)))
	answer.Header.Del("Vary")
	equal(t, "without Vary", nil, brief(contract.Check(show(at(2, 84), openapi.Tenant), answer)))
}

func TestDigest(t *testing.T) {
	base := load(t).Digest()
	if base != load(t).Digest() || len(base) != 64 {
		t.Errorf("the digest is %q", base)
	}
	for _, change := range []func(*openapi.Files){
		func(f *openapi.Files) { f.Document = append(f.Document, '\n') },
		func(f *openapi.Files) { f.Requirements = append(f.Requirements, '\n') },
		func(f *openapi.Files) { f.Profiles = append(f.Profiles, '\n') },
		func(f *openapi.Files) { f.Precedence = append(f.Precedence, '\n') },
		func(f *openapi.Files) { f.Uncovered = append(f.Uncovered, '\n') },
		func(f *openapi.Files) { f.Sources["seed2"] = append(f.Sources["seed2"], '\n') },
	} {
		files := openapi.Embedded()
		change(&files)
		contract, err := openapi.Load(files)
		if err != nil {
			t.Fatal(err)
		}
		if contract.Digest() == base {
			t.Error("a changed file has the digest of the old one")
		}
	}
}
