package suitestest

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/osact/osact/fixtures/cloud"
	"github.com/osact/osact/suites/exchange"
)

// RecordWrites records the profile full on a reference cloud whose answers to
// some requests are changed on their way.
func RecordWrites(t *testing.T, given []exchange.Binding, change func(*http.Request, *httptest.ResponseRecorder), only ...string) exchange.Recording {
	t.Helper()
	reference, err := cloud.New(cloud.Options{})
	if err != nil {
		t.Fatal(err)
	}
	handler := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		answer := httptest.NewRecorder()
		reference.Compute().ServeHTTP(answer, r)
		change(r, answer)
		for name, values := range answer.Header() {
			w.Header()[name] = values
		}
		w.Header().Del("Content-Length")
		w.WriteHeader(answer.Code)
		_, _ = w.Write(answer.Body.Bytes())
	})
	return RecordFrom(t, Contract(t), "full", handler, reference.Users(), given, only...)
}

func Unchanged(*http.Request, *httptest.ResponseRecorder) {}

// IsFor reports whether a request is for a path below the collection of servers.
func IsFor(r *http.Request, method, below string) bool {
	return r.Method == method && strings.HasPrefix(r.URL.Path, "/v2.1/servers"+below)
}

func Rewrite(w *httptest.ResponseRecorder, status int, body string) {
	w.Code = status
	w.Body.Reset()
	w.Body.WriteString(body)
}
