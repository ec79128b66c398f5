package openapi_test

import (
	"io/fs"
	"path"
	"strings"
	"testing"

	"github.com/osact/osact/fixtures/samples"
	"github.com/osact/osact/openapi"
)

func sample(tb testing.TB, name string) string {
	tb.Helper()
	data, err := fs.ReadFile(samples.FS(), name)
	if err != nil {
		tb.Fatal(err)
	}
	return string(data)
}

// TestSourceDocuments judges what the two source documents print.
func TestSourceDocuments(t *testing.T) {
	contract := load(t)
	legacy, first := openapi.Legacy(), at(2, 1)
	for _, test := range []struct {
		file     string
		status   int
		edition  openapi.Edition
		audience openapi.Audience
		broken   []string // where, and how; none if it is accepted
	}{
		// Its times hold a space, which no release of the API has ever printed in JSON.
		{"seed1-sample.json", 200, legacy, openapi.Operator, []string{
			"/instanceAction/events/0/finish_time format", "/instanceAction/events/0/start_time format",
			"/instanceAction/events/1/finish_time format", "/instanceAction/events/1/start_time format",
			"/instanceAction/start_time format",
		}},
		// 00:40:32.000000.000000 is a mistake of the document.
		{"seed1-execution.json", 200, legacy, openapi.Operator, []string{"/instanceAction/events/0/finish_time format"}},
		{"seed1-error.json", 400, legacy, openapi.Either, nil},
		{"seed1-error.json", 400, first, openapi.Either, nil},
		{"seed2-external.json", 200, legacy, openapi.Tenant, nil},
		{"seed2-external.json", 200, first, openapi.Tenant, nil},
		{"seed2-external.json", 200, first, openapi.Either, nil},
		{"seed2-external.json", 200, first, openapi.Operator, []string{"/instanceAction/events required"}},
		{"seed2-internal.json", 200, legacy, openapi.Operator, nil},
		{"seed2-internal.json", 200, first, openapi.Operator, nil},
		{"seed2-internal.json", 200, first, openapi.Either, nil},
		{"seed2-internal.json", 200, first, openapi.Tenant, []string{"/instanceAction/events additionalProperties"}},
		// What an operator sees at 2.51 does not differ from 2.1.
		{"seed2-internal.json", 200, at(2, 57), openapi.Operator, nil},
		{"seed2-internal.json", 200, at(2, 58), openapi.Operator, []string{"/instanceAction/updated_at required"}},
		{"accepted.json", 200, at(2, 62), openapi.Tenant, nil},
		{"accepted.json", 200, at(2, 62), openapi.Either, nil},
	} {
		got := contract.Check(show(test.edition, test.audience), answers(test.status, sample(t, test.file)))
		equal(t, test.file+" at "+test.edition.String()+" for "+test.audience.String(), test.broken, brief(got))
	}
}

// TestRefusedSamples judges bodies with one thing wrong, all meant for a tenant at 2.62.
func TestRefusedSamples(t *testing.T) {
	contract := load(t)
	want := map[string]string{
		"action-empty":                      "/instanceAction/action minLength show.body.matches-contract",
		"byte-order-mark":                   " syntax show.body.is-one-json-document",
		"cut-short":                         "/instanceAction syntax show.body.is-one-json-document",
		"details-before-their-edition":      "/instanceAction/events/0/details additionalProperties show.body.has-no-other-keys",
		"empty":                             " syntax show.body.is-one-json-document",
		"envelope-in-snake-case":            "/instanceAction required show.body.matches-contract",
		"envelope-missing":                  "/instanceAction required show.body.matches-contract",
		"envelope-null":                     "/instanceAction type show.body.matches-contract",
		"event-name-with-a-space":           "/instanceAction/events/0/event pattern show.events.vocabulary",
		"event-without-result":              "/instanceAction/events/0/result required show.body.matches-contract",
		"events-missing":                    "/instanceAction/events required show.body.matches-contract",
		"events-null":                       "/instanceAction/events type show.body.matches-contract",
		"finish-time-empty":                 "/instanceAction/events/0/finish_time format show.times.format",
		"host-for-a-tenant":                 "/instanceAction/events/0/host additionalProperties show.body.has-no-other-keys",
		"host-id-missing":                   "/instanceAction/events/0/hostId required show.body.matches-contract",
		"host-id-of-sha-1":                  "/instanceAction/events/0/hostId pattern show.body.matches-contract",
		"invalid-utf-8":                     "/instanceAction/action syntax show.body.is-one-json-document",
		"key-beside-the-action":             "/links additionalProperties show.body.has-no-other-keys",
		"key-of-the-database-in-an-event":   "/instanceAction/events/0/id additionalProperties show.body.has-no-other-keys",
		"key-of-the-database-in-the-action": "/instanceAction/deleted_at additionalProperties show.body.has-no-other-keys",
		"list-instead-of-object":            " type show.body.matches-contract",
		"message-false":                     "/instanceAction/message type show.body.matches-contract",
		"message-missing":                   "/instanceAction/message required show.body.matches-contract",
		"page-of-a-proxy":                   " syntax show.body.is-one-json-document",
		"project-id-number":                 "/instanceAction/project_id type show.body.matches-contract",
		"repeated-key":                      "/instanceAction/message syntax show.body.is-one-json-document",
		"request-id-null":                   "/instanceAction/request_id type show.body.matches-contract",
		"result-in-lower-case":              "/instanceAction/events/0/result enum show.events.vocabulary",
		"server-id-in-upper-case":           "/instanceAction/instance_uuid pattern show.body.matches-contract",
		"start-time-null":                   "/instanceAction/start_time type show.times.format",
		"time-as-a-number":                  "/instanceAction/start_time type show.times.format",
		"time-of-no-calendar":               "/instanceAction/start_time format show.times.format",
		"time-with-a-comma":                 "/instanceAction/start_time format show.times.format",
		"time-with-a-doubled-fraction":      "/instanceAction/start_time format show.times.format",
		"time-with-a-space":                 "/instanceAction/start_time format show.times.format",
		"time-with-a-zone":                  "/instanceAction/start_time format show.times.format",
		"time-with-an-offset":               "/instanceAction/start_time format show.times.format",
		"time-with-milliseconds":            "/instanceAction/start_time format show.times.format",
		"time-without-a-fraction":           "/instanceAction/start_time format show.times.format",
		"traceback-for-a-tenant":            "/instanceAction/events/0/traceback additionalProperties show.body.has-no-other-keys",
		"two-documents":                     " syntax show.body.is-one-json-document",
		"updated-at-missing":                "/instanceAction/updated_at required show.body.matches-contract",
		"user-id-empty":                     "/instanceAction/user_id minLength show.body.matches-contract",
		"user-id-missing":                   "/instanceAction/user_id required show.body.matches-contract",
	}
	files, err := fs.Glob(samples.FS(), "refused/*.json")
	if err != nil || len(files) != len(want) {
		t.Fatalf("%d files for %d rows, %v", len(files), len(want), err)
	}
	for _, file := range files {
		name := strings.TrimSuffix(path.Base(file), ".json")
		var got []string
		for _, v := range contract.Check(show(at(2, 62), openapi.Tenant), answers(200, sample(t, file))) {
			if v.Kind == "additionalProperties" && strings.HasPrefix(name, "envelope-") {
				continue // what a wrong envelope holds is not allowed either, which is not the point here
			}
			got = append(got, v.At+" "+v.Kind+" "+v.Requirement)
		}
		equal(t, name, []string{want[name]}, got)
	}
}
