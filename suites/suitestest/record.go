package suitestest

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/osact/osact/fixtures/cloud"
	"github.com/osact/osact/openapi"
	"github.com/osact/osact/suites/cast"
	"github.com/osact/osact/suites/claim"
	"github.com/osact/osact/suites/exchange"
	"github.com/osact/osact/suites/judge"
	"github.com/osact/osact/suites/plan"
)

// RootURL is where the recordings of these tests say that they were made.
const RootURL = "http://cloud.example"

// Players are the users of the reference cloud who play the actors.
func Players() map[exchange.Actor]string {
	return map[exchange.Actor]string{
		exchange.Admin: "admin", exchange.Member: "alice", exchange.Reader: "rita", exchange.Bystander: "nora", exchange.Outsider: "bob",
	}
}

// Record is RecordAs for the whole catalogue, with nothing given.
func Record(t testing.TB, contract *openapi.Contract, options cloud.Options, only ...string) exchange.Recording {
	t.Helper()
	return RecordAs(t, contract, "full", options, nil, only...)
}

// RecordAs asks a reference cloud what a profile demands, narrowed to the given
// requirements if there are any, and returns what it answers. It calls the
// cloud's handler; nothing is sent.
func RecordAs(t testing.TB, contract *openapi.Contract, profile string, options cloud.Options, given []exchange.Binding, only ...string) exchange.Recording {
	t.Helper()
	target, err := cloud.New(options)
	if err != nil {
		t.Fatal(err)
	}
	return RecordFrom(t, contract, profile, target.Compute(), target.Users(), slices.Concat(given, Permitted()), only...)
}

// RecordFrom is RecordAs of any compute service with the users of the reference
// cloud.
func RecordFrom(t testing.TB, contract *openapi.Contract, profile string, target http.Handler, users []cloud.User, given []exchange.Binding, only ...string) exchange.Recording {
	t.Helper()
	tokens := map[exchange.Actor]string{exchange.Intruder: "a-token-that-nobody-issued"}
	actors := map[exchange.Actor]exchange.Identity{}
	for actor, name := range Players() {
		i := slices.IndexFunc(users, func(u cloud.User) bool { return u.Name == name })
		tokens[actor] = users[i].Token
		actors[actor] = exchange.Identity{Origin: "reference cloud"}
	}
	recording := exchange.Recording{
		Profile: profile, Only: only, Ending: exchange.Complete, Actors: actors,
		Target: exchange.Target{Kind: exchange.Embedded, URL: RootURL},
	}
	claims, err := Demanded(contract, exchange.Selection{Profile: recording.Profile, Only: only})
	if err != nil {
		t.Fatal(err)
	}
	planned, err := cast.Plan(contract, recording.Profile, claims, given)
	if err != nil {
		t.Fatal(err)
	}
	begin := time.Now().UTC()
	execution := plan.NewExecution(contract, planned, actors, given)
	for ready := execution.Ready(); len(ready) > 0; ready = execution.Ready() {
		for _, q := range ready {
			x := call(target, q, tokens)
			x.Started = begin.Add(time.Duration(len(recording.Exchanges)) * time.Millisecond)
			recording.Exchanges = append(recording.Exchanges, x)
			execution.Put(x)
		}
	}
	recording.Bindings = execution.Bindings()
	return recording
}

// Permitted is what a run knows that may write.
func Permitted() []exchange.Binding {
	return []exchange.Binding{
		{Symbol: claim.RunID, Value: "a-run-of-these-tests", Origin: "a test"},
		{Symbol: claim.OwnNetworks, Value: `"none"`, Origin: "a test"},
	}
}

// call gives a question to a handler. A token stands where the question has its mark.
func call(target http.Handler, q exchange.Question, tokens map[exchange.Actor]string) exchange.Exchange {
	path, token := q.Path, tokens[q.Probe.As]
	for actor, token := range tokens {
		path = strings.ReplaceAll(path, exchange.Mark(actor), url.QueryEscape(token))
	}
	request := httptest.NewRequest(q.Method, RootURL+path, strings.NewReader(q.Body))
	request.Header = asReceived(q.Header)
	if _, varied := request.Header["X-Auth-Token"]; token != "" && !varied {
		request.Header.Set("X-Auth-Token", token)
	}
	answer := httptest.NewRecorder()
	target.ServeHTTP(answer, request)
	body, header := answer.Body.Bytes(), asReceived(answer.Header())
	header.Set("Date", time.Now().UTC().Format(http.TimeFormat)) // which the server adds
	length, err := strconv.ParseInt(header.Get("Content-Length"), 10, 64)
	if err != nil {
		length = -1
	}
	return exchange.Exchange{
		Probe:   q.Probe,
		Request: exchange.Request{Method: q.Method, URL: RootURL + q.Path, Header: q.Recorded(), Body: q.Body},
		Response: &exchange.Response{
			Proto: "HTTP/1.1", Status: answer.Code, Reason: http.StatusText(answer.Code),
			Header: header, Body: body, Wire: int64(len(body)), Length: length,
		},
	}
}

// asReceived returns a header as whoever receives it over a connection sees
// it: under canonical names.
func asReceived(sent http.Header) http.Header {
	received := http.Header{}
	for name, values := range sent {
		for _, v := range values {
			received.Add(name, v)
		}
	}
	return received
}

// Doctored returns the recording with some of its exchanges changed; the
// original stays as it is.
func Doctored(recording exchange.Recording, probes []exchange.Probe, change func(*exchange.Exchange)) exchange.Recording {
	recording.Exchanges = slices.Clone(recording.Exchanges)
	for i := range recording.Exchanges {
		x := &recording.Exchanges[i]
		if slices.Contains(probes, x.Probe) {
			response := *x.Response
			response.Header = response.Header.Clone()
			x.Response = &response
			change(x)
		}
	}
	return recording
}

// Judged returns what a recording's claims find.
func Judged(t testing.TB, contract *openapi.Contract, recording exchange.Recording) []judge.Finding {
	t.Helper()
	claims, err := Demanded(contract, recording.Selection())
	if err != nil {
		t.Fatal(err)
	}
	findings, err := judge.Judge(contract, claims, recording)
	if err != nil {
		t.Fatal(err)
	}
	return findings
}
