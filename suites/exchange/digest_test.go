package exchange_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"testing"
	"time"

	"github.com/osact/osact/suites/exchange"
)

// The digest is that of the file, so that any tool can compute it, and it is the same
// when the file was read.
func TestTheDigestIsThatOfTheFile(t *testing.T) {
	var file bytes.Buffer
	if err := evidence().WriteHAR(&file); err != nil {
		t.Fatal(err)
	}
	sum := sha256.Sum256(file.Bytes())
	read, err := exchange.ReadHAR(bytes.NewReader(file.Bytes()))
	if err != nil {
		t.Fatal(err)
	}
	for name, r := range map[string]exchange.Recording{"made": evidence(), "read": read} {
		if got := digestOf(t, r); got != hex.EncodeToString(sum[:]) {
			t.Errorf("%s: the digest is %s, and the file's SHA-256 %x", name, got, sum)
		}
	}
}

// Whatever a recording says is part of its digest.
func TestTheDigestIsOfAllThatARecordingSays(t *testing.T) {
	seen := map[string]string{digestOf(t, evidence()): "nothing"}
	for name, change := range map[string]func(*exchange.Recording){
		"suite":    func(r *exchange.Recording) { r.Suite = "2" },
		"contract": func(r *exchange.Recording) { r.Contract = "other" },
		"profile":  func(r *exchange.Recording) { r.Profile = "full" },
		"only":     func(r *exchange.Recording) { r.Only = []string{"show.a"} },
		"covering": func(r *exchange.Recording) { r.Covering.Seed = 7 },
		"started":  func(r *exchange.Recording) { r.Started = r.Started.Add(time.Second) },
		"ended":    func(r *exchange.Recording) { r.Ended = r.Ended.Add(time.Nanosecond) },
		"ending":   func(r *exchange.Recording) { r.Ending = exchange.Interrupted },
		"target":   func(r *exchange.Recording) { r.Target.URL = "http://other" },
		"insecure": func(r *exchange.Recording) { r.Target.Insecure = true },
		"actor":    func(r *exchange.Recording) { r.Actors[exchange.Member] = exchange.Identity{User: "v"} },
		"binding":  func(r *exchange.Recording) { r.Bindings[0].Value = "c" },
		"request":  func(r *exchange.Recording) { r.Exchanges[0].Request.Header = http.Header{"Accept": {"text/html"}} },
		"body":     func(r *exchange.Recording) { r.Exchanges[0].Response.Body = []byte("{ }") },
		"order": func(r *exchange.Recording) {
			r.Exchanges[0], r.Exchanges[1] = r.Exchanges[1], r.Exchanges[0]
		},
		"one less": func(r *exchange.Recording) { r.Exchanges = r.Exchanges[:1] },
	} {
		r := evidence()
		change(&r)
		digest := digestOf(t, r)
		if other, ok := seen[digest]; ok {
			t.Errorf("%s and %s have one digest", name, other)
		}
		seen[digest] = name
	}
}

func digestOf(t *testing.T, r exchange.Recording) string {
	t.Helper()
	digest, err := r.Digest()
	if err != nil {
		t.Fatal(err)
	}
	return digest
}

// evidence is a recording of two exchanges.
func evidence() exchange.Recording {
	began := time.Date(2026, 3, 4, 5, 6, 7, 0, time.UTC)
	probe := exchange.Probe{As: exchange.Member, Method: "GET", Path: "/v2.1/servers/{a}"}
	again := probe
	again.Nth = 1
	x := exchange.Exchange{
		Probe: probe, Started: began.Add(time.Second), Duration: time.Millisecond,
		Request:  exchange.Request{Method: "GET", URL: "http://cloud/v2.1/servers/b", Header: http.Header{"Accept": {"application/json"}}},
		Response: &exchange.Response{Proto: "HTTP/1.1", Status: 200, Reason: "OK", Header: http.Header{}, Body: []byte("{}"), Wire: 2, Length: -1},
	}
	y := x
	y.Probe = again
	answer := *x.Response
	y.Response = &answer
	return exchange.Recording{
		Suite: "1", Contract: "ours", Profile: "tenant", Started: began, Ended: began.Add(time.Minute), Ending: exchange.Complete,
		Target:    exchange.Target{Kind: exchange.Given, URL: "http://cloud"},
		Actors:    map[exchange.Actor]exchange.Identity{exchange.Member: {Origin: "OSACT_TOKEN_MEMBER", User: "u"}},
		Bindings:  []exchange.Binding{{Symbol: "a", Value: "b", Origin: "flag --server"}},
		Exchanges: []exchange.Exchange{x, y},
	}
}
