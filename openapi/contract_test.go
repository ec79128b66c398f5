package openapi_test

import (
	"encoding/json"
	"net/http"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/osact/osact/openapi"
)

// The templates of the show operation.
const (
	showPath        = "/v2.1/servers/{server_id}/os-instance-actions/{request_id}"
	showProjectPath = "/v2.1/{project_id}/servers/{server_id}/os-instance-actions/{request_id}"
	showLegacyPath  = "/v2/{tenant_id}/servers/{server_id}/os-instance-actions/{request_id}"
)

var audiences = []openapi.Audience{openapi.Operator, openapi.Tenant, openapi.Either}

// own is the contract that osact brings along, loaded once: the tests read it alone.
var own = sync.OnceValues(func() (*openapi.Contract, error) { return openapi.Load(openapi.Embedded()) })

func load(tb testing.TB) *openapi.Contract {
	tb.Helper()
	contract, err := own()
	if err != nil {
		tb.Fatal(err)
	}
	return contract
}

func at(major, minor int) openapi.Edition {
	return openapi.At(openapi.Version{Major: major, Minor: minor})
}

// show is the place of showing an action.
func show(e openapi.Edition, a openapi.Audience) openapi.Place {
	path := showPath
	if e.IsLegacy() {
		path = showLegacyPath
	}
	return openapi.Place{Path: path, Method: "GET", Edition: e, Audience: a}
}

// answers is an answer with every header that a microversion sends.
func answers(status int, body string) openapi.Answer {
	h := http.Header{}
	h.Set("Content-Type", "application/json")
	h.Set("X-Compute-Request-Id", "req-6d94cb0c-d1f3-46fa-a125-21eff0dc708b")
	h.Set("X-OpenStack-Request-ID", "req-6d94cb0c-d1f3-46fa-a125-21eff0dc708b")
	h.Set("OpenStack-API-Version", "compute 2.84")
	h.Set("X-OpenStack-Nova-API-Version", "2.84")
	h.Add("Vary", "OpenStack-API-Version")
	h.Add("Vary", "X-OpenStack-Nova-API-Version")
	return openapi.Answer{Status: status, Header: h, Body: []byte(body)}
}

// document is a JSON object that a test changes before it is sent.
type document = map[string]any

// shown is the body of a show answer: what an operator or a tenant is to see in an edition, key by key. It is written
// without a look at the contract.
func shown(e openapi.Edition, a openapi.Audience) document {
	from := func(minor int) bool { return !e.IsLegacy() && e.Version().Minor >= minor }
	event := func(name, begin, end string) document {
		ev := document{"event": name, "start_time": begin, "finish_time": end, "result": "Success"}
		if a == openapi.Operator {
			ev["traceback"] = nil
		}
		if from(62) {
			ev["hostId"] = "e0320cc89970c31f52739f7010f1d714994abd37fa01708ffd4fb81c"
		}
		if from(62) && a == openapi.Operator {
			ev["host"] = "compute-3"
		}
		if from(84) && a == openapi.Operator {
			ev["details"] = nil
		}
		return ev
	}
	action := document{
		"action":        "resize",
		"instance_uuid": "aef82e69-0b3e-4056-b1b6-c37d5a278183",
		"request_id":    "req-bdff6b70-dede-4292-9f8f-2e9b00adf678",
		"user_id":       "9789b276da0643e8b88bc7d6b85cf939",
		"project_id":    "ad355aa6ed3e4cf5ae0fa0df652bc291",
		"start_time":    "2026-10-15T00:40:25.000000",
		"message":       nil,
	}
	if a == openapi.Operator || from(51) {
		action["events"] = []any{
			event("compute_prep_resize", "2026-10-15T00:40:27.120000", "2026-10-15T00:40:32.000000"),
			event("conductor_migrate_server", "2026-10-15T00:40:26.000000", "2026-10-15T00:40:27.000001"),
		}
	}
	if from(58) {
		action["updated_at"] = "2026-10-15T00:40:32.000000"
	}
	return document{"instanceAction": action}
}

func text(tb testing.TB, body any) string {
	tb.Helper()
	data, err := json.Marshal(body)
	if err != nil {
		tb.Fatal(err)
	}
	return string(data)
}

// brief is where and how an answer is broken.
func brief(violations []openapi.Violation) []string {
	var list []string
	for _, v := range violations {
		list = append(list, v.At+" "+v.Kind)
	}
	return list
}

// equal reports what differs.
func equal[T any](tb testing.TB, subject string, want, got T) {
	tb.Helper()
	if diff := cmp.Diff(want, got); diff != "" {
		tb.Errorf("%s (-want +got):\n%s", subject, diff)
	}
}

func TestNewest(t *testing.T) {
	contract := load(t)
	editions := contract.Editions()
	if newest := contract.Newest(); editions[len(editions)-1] != openapi.At(newest) {
		t.Errorf("newest is %s, want the last of %v", newest, editions)
	}
}
