package record_test

import (
	"bytes"
	"maps"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/osact/osact/fixtures/cloud"
	"github.com/osact/osact/openapi"
	"github.com/osact/osact/runner/connect"
	"github.com/osact/osact/runner/play"
	"github.com/osact/osact/runner/record"
	"github.com/osact/osact/suites"
	"github.com/osact/osact/suites/claim"
	"github.com/osact/osact/suites/exchange"
)

// now and then changes the third answer to each of equal questions at a microversion
// that single claims ask at once.
func nowAndThen(reference http.Handler, change func(*httptest.ResponseRecorder)) http.Handler {
	var mutex sync.Mutex
	asked := map[string]int{}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		answer := httptest.NewRecorder()
		reference.ServeHTTP(answer, r)
		if strings.HasSuffix(r.Header.Get(exchange.VersionHeader), " 2.51") && r.Method == http.MethodGet {
			mutex.Lock()
			question := r.URL.String() + "|" + r.Header.Get("X-Auth-Token")
			asked[question]++
			if asked[question] == 3 {
				change(answer)
			}
			mutex.Unlock()
		}
		body := answer.Body.Bytes()
		maps.Copy(w.Header(), answer.Header())
		w.Header().Del("Content-Length")
		w.WriteHeader(answer.Code)
		_, _ = w.Write(body)
	})
}

// A cloud that answers every third equal question otherwise is seen when questions are
// repeated, and so is the requirement that it breaks. One that answers alike is not
// accused, and both are judged from their recordings.
func TestRepeat(t *testing.T) {
	contract, err := openapi.Load(openapi.Embedded())
	if err != nil {
		t.Fatal(err)
	}
	for name, test := range map[string]struct {
		change func(*httptest.ResponseRecorder)
		repeat int
		want   []string // violated
	}{
		"answered alike": {func(*httptest.ResponseRecorder) {}, 3, nil},
		"another user, noticed": {func(a *httptest.ResponseRecorder) {
			a.Body = bytes.NewBuffer(bytes.ReplaceAll(a.Body.Bytes(), []byte(`"user_id": "`), []byte(`"user_id": "0`)))
		}, 3, []string{"show.body.is-stable"}},
		"no server, noticed":         {func(a *httptest.ResponseRecorder) { a.Code = http.StatusInternalServerError }, 3, []string{"list.precedence.decides", "show.body.is-stable", "show.precedence.decides"}},
		"no server, asked once":      {func(a *httptest.ResponseRecorder) { a.Code = http.StatusInternalServerError }, 0, nil},
		"no server, asked for twice": {func(a *httptest.ResponseRecorder) { a.Code = http.StatusInternalServerError }, 2, nil},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			reference, err := cloud.New(cloud.Options{})
			if err != nil {
				t.Fatal(err)
			}
			c, err := connect.Serve(nowAndThen(reference, test.change), reference.Users())
			if err != nil {
				t.Fatal(err)
			}
			defer func() {
				if err := c.Close(); err != nil {
					t.Error(err)
				}
			}()
			only := []string{"show.body.is-stable", "show.precedence.decides", "list.precedence.decides"}
			o := record.Options{Suite: "test", Profile: "tenant", Only: only, Covering: exchange.Covering{Repeat: test.repeat}}
			recording, err := record.Record(t.Context(), contract, c, o, play.Player{})
			if err != nil {
				t.Fatal(err)
			}
			var har bytes.Buffer
			if err := recording.WriteHAR(&har); err != nil {
				t.Fatal(err)
			}
			read, err := exchange.ReadHAR(&har)
			if err != nil {
				t.Fatal(err)
			}
			if err := read.Check(); err != nil {
				t.Error(err)
			}
			findings, err := suites.Judge(contract, read)
			if err != nil {
				t.Fatal(err)
			}
			violated := map[string]bool{}
			for _, f := range findings {
				switch f.Outcome {
				case claim.Violated:
					violated[f.Requirement] = true
				case claim.Inconclusive, claim.Untested:
					t.Errorf("%s: %s: %s", f.Requirement, f.Outcome, f.Reason)
				}
			}
			if diff := cmp.Diff(test.want, slices.Sorted(maps.Keys(violated))); diff != "" {
				t.Errorf("violated (-want +got):\n%s", diff)
			}
		})
	}
}
