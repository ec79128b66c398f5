package record_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/osact/osact/openapi"
	"github.com/osact/osact/runner/connect"
	"github.com/osact/osact/runner/play"
	"github.com/osact/osact/runner/record"
	"github.com/osact/osact/runner/verdict"
	"github.com/osact/osact/suites"
	"github.com/osact/osact/suites/claim"
	"github.com/osact/osact/suites/exchange"
	"github.com/osact/osact/suites/judge"
)

// The vendor's customers, and what was done to a server of theirs.
const (
	vendorProject   = "ad355aa6ed3e4cf5ae0fa0df652bc291"
	vendorUser      = "9789b276da0643e8b88bc7d6b85cf939"
	vendorServer    = "aef82e69-0b3e-4056-b1b6-c37d5a278183"
	vendorAction    = "req-bdff6b70-dede-4292-9f8f-2e9b00adf678"
	adminsProject   = "0b7c33a1c6e4417e9f5d2a8a6b1c9e70"
	outsidesProject = "5d0f6f3b8a1d4c0c9b7e2f4a6d8c1b35"
	memberToken     = "c75def63cc764c50a96129a7069a3879"
	adminToken      = "b1f86c0a92d94e51a37d6e20c4f8a915"
	outsiderToken   = "7e2d0c94a6b84f1db3c5e8f7a9d01b62"
	localAdminToken = "a5f86c0a92d94e51a37d6e20c4f8a9b2" // of an operator in the tenant
	intruderToken   = "f00d0c94a6b84f1db3c5e8f7a9d01b62"
)

// vendor is a gateway that shows one action by the document of the legacy API, and
// has nothing else. A liberty or a fault changes its answers.
type vendor struct {
	action func(asked) map[string]any // nil: as the document prints it
	change func(asked, *reply)        // nil: none
	nth    atomic.Int64
}

// asked is a question as the vendor understands it.
type asked struct {
	*http.Request
	who, projectOfWho, project, server, id string
	nth                                    int64
}

// reply is an answer before it is written.
type reply struct {
	status int
	header http.Header
	body   []byte
	// wire, if any, is written in place of all that, and then the connection closed.
	wire []byte
}

func (v *vendor) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	a := asked{Request: r, nth: v.nth.Add(1)}
	for token, who := range map[string][]string{
		memberToken: {"member", vendorProject}, adminToken: {"admin", adminsProject}, outsiderToken: {"outsider", outsidesProject},
		localAdminToken: {"admin", vendorProject},
	} {
		if r.Header.Get("X-Auth-Token") == token {
			a.who, a.projectOfWho = who[0], who[1]
		}
	}
	answer := v.answer(&a)
	answer.header.Set("X-Compute-Request-Id", fmt.Sprintf("req-00000000-0000-4000-8000-%012d", a.nth))
	if v.change != nil {
		v.change(a, answer)
	}
	if answer.wire != nil {
		writeRaw(w, answer.wire)
		return
	}
	for name, values := range answer.header {
		w.Header()[name] = values
	}
	w.WriteHeader(answer.status)
	if r.Method != http.MethodHead {
		_, _ = w.Write(answer.body)
	}
}

func (v *vendor) answer(a *asked) *reply {
	path := strings.Split(strings.TrimPrefix(a.URL.Path, "/"), "/")
	if len(path) != 6 || path[0] != "v2" || path[2] != "servers" || path[4] != "os-instance-actions" {
		return refusal(http.StatusNotFound, "itemNotFound", "The resource could not be found.")
	}
	a.project, a.server, a.id = path[1], path[3], path[5]
	switch {
	case a.who == "":
		no := refusal(http.StatusUnauthorized, "unauthorized", "This server could not verify that you are authorized to access it.")
		no.header.Set("WWW-Authenticate", `Keystone uri="https://identity.example.org/v2.0"`)
		return no
	case a.Method != http.MethodGet && a.Method != http.MethodHead:
		return refusal(http.StatusMethodNotAllowed, "badMethod", "The method is not allowed for this resource.")
	case a.project != a.projectOfWho:
		return refusal(http.StatusBadRequest, "badRequest",
			fmt.Sprintf("Malformed request URL: URL's project_id '%s' doesn't match Context's project_id '%s'", a.project, a.projectOfWho))
	case a.server != vendorServer || a.who == "outsider":
		return refusal(http.StatusNotFound, "itemNotFound", "Instance "+a.server+" could not be found.")
	case a.id != vendorAction:
		return refusal(http.StatusNotFound, "itemNotFound", "Action "+a.id+" not found")
	}
	action := creation
	if v.action != nil {
		action = v.action
	}
	return answerOf(http.StatusOK, map[string]any{"instanceAction": action(*a)})
}

func refusal(status int, name, message string) *reply {
	return answerOf(status, map[string]any{name: map[string]any{"code": status, "message": message}})
}

func answerOf(status int, doc any) *reply {
	body, _ := json.Marshal(doc)
	return &reply{status: status, header: http.Header{"Content-Type": {"application/json"}}, body: body}
}

// creation is the action, with its events as the document prints them: the oldest first.
func creation(asked) map[string]any {
	event := func(name, start, finish string) any {
		return map[string]any{"event": name, "start_time": "2015-10-15T" + start, "finish_time": "2015-10-15T" + finish, "result": "Success", "traceback": nil}
	}
	return map[string]any{
		"instance_uuid": vendorServer, "request_id": vendorAction, "user_id": vendorUser, "project_id": vendorProject,
		"action": "create", "message": nil, "start_time": "2015-10-15T00:40:25.000000",
		"events": []any{
			event("schedule", "00:40:25.000000", "00:40:26.000000"),
			event("compute__do_build_and_run_instance", "00:40:27.000000", "00:40:32.000000"),
		},
	}
}

// writeRaw takes the connection over.
func writeRaw(w http.ResponseWriter, text []byte) {
	connection, _, err := w.(http.Hijacker).Hijack()
	if err != nil {
		panic(err)
	}
	_, _ = connection.Write(text)
	if c, ok := connection.(*net.TCPConn); ok {
		_ = c.CloseWrite() // lest what was sent is lost with what was not read
	}
	_ = connection.Close()
}

// raw is the answer as bytes, with header lines in front of those that it has.
func (r *reply) raw(proto string, lines ...string) []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, "%s %d %s\r\n", proto, r.status, http.StatusText(r.status))
	for _, line := range lines {
		b.WriteString(line + "\r\n")
	}
	_ = r.header.Write(&b)
	b.WriteString("Connection: close\r\n\r\n")
	b.Write(r.body)
	return b.Bytes()
}

// judgeVendor judges a vendor by the profile legacy, with all that there is given by
// hand.
func judgeVendor(t *testing.T, v *vendor, change ...func(*connect.Options)) verdict.Verdict {
	t.Helper()
	server := httptest.NewServer(v)
	defer server.Close()
	options := connect.Options{
		Target: server.URL + "/v2/" + vendorProject, Server: vendorServer, Action: vendorAction,
		Tokens: connect.Tokens{exchange.Member: memberToken, exchange.Admin: adminToken, exchange.Outsider: outsiderToken, exchange.Intruder: intruderToken},
	}
	for _, c := range change {
		c(&options)
	}
	connection, err := connect.Dial(t.Context(), options)
	if err != nil {
		t.Fatal(err)
	}
	defer connection.Close()
	by := legacy(t)
	recording, err := record.Record(t.Context(), by.contract, connection, record.Options{Suite: "test", Profile: "legacy", Claims: by.claims}, play.Player{})
	if err != nil {
		t.Fatal(err)
	}
	findings, err := judge.Judge(by.contract, by.claims, recording)
	if err != nil {
		t.Fatal(err)
	}
	return verdict.New(by.contract, recording, findings, verdict.Options{Suite: "test"})
}

// legacyProfile is what vendors are judged by.
type legacyProfile struct {
	contract *openapi.Contract
	claims   []claim.Claim
}

// loadLegacy loads it once: that takes longer than to judge a vendor.
var loadLegacy = sync.OnceValues(func() (legacyProfile, error) {
	contract, err := openapi.Load(openapi.Embedded())
	if err != nil {
		return legacyProfile{}, err
	}
	claims, err := suites.Demanded(contract, exchange.Selection{Profile: "legacy"})
	return legacyProfile{contract, claims}, err
})

func legacy(t *testing.T) legacyProfile {
	t.Helper()
	by, err := loadLegacy()
	if err != nil {
		t.Fatal(err)
	}
	return by
}

// outcomes are the requirements of a verdict by their outcomes.
func outcomes(v verdict.Verdict) map[claim.Outcome][]string {
	all := map[claim.Outcome][]string{}
	for _, r := range v.Requirements {
		all[r.Outcome] = append(all[r.Outcome], r.ID)
	}
	return all
}
