package osacttest_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/osact/osact/fixtures/cloud"
	"github.com/osact/osact/runner/osacttest"
)

// targetVariable names the service that a process of its own writes to, and
// tokenVariable its member's token.
const (
	targetVariable = "OSACTTEST_URL"
	tokenVariable  = "OSACTTEST_TOKEN"
)

// Ctrl-C deletes the servers that were made, and then ends the process as it does
// that of any other test. The test starts itself in a process of its own, which
// writes until it is interrupted.
func TestInterruptedWritesLeaveNothing(t *testing.T) {
	if url := os.Getenv(targetVariable); url != "" {
		osacttest.Test(t, osacttest.Target{
			URL: url, Tokens: map[string]string{"member": os.Getenv(tokenVariable)}, Profile: "lifecycle", AllowWrites: true, Out: "out",
		})
		return
	}
	t.Parallel()
	service, err := cloud.New(cloud.Options{})
	if err != nil {
		t.Fatal(err)
	}
	held := make(chan struct{}, 1)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodPost || r.URL.Path != "/v2.1/servers" {
			service.Compute().ServeHTTP(w, r)
			return
		}
		service.Compute().ServeHTTP(httptest.NewRecorder(), r) // the servers are made, and the answer never comes
		held <- struct{}{}
		<-r.Context().Done()
	}))
	t.Cleanup(server.Close)
	var token string
	for _, user := range service.Users() {
		if actors[user.Name] == "member" {
			token = user.Token
		}
	}
	own := func() int {
		w, r := httptest.NewRecorder(), httptest.NewRequest(http.MethodGet, "/v2.1/servers?name=osact-", nil)
		r.Header.Set("X-Auth-Token", token)
		service.Compute().ServeHTTP(w, r)
		var list struct{ Servers []struct{ Name string } }
		if err := json.Unmarshal(w.Body.Bytes(), &list); err != nil || w.Code != http.StatusOK {
			t.Fatalf("%d %v: %s", w.Code, err, w.Body)
		}
		return len(list.Servers)
	}
	child := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^TestInterruptedWritesLeaveNothing$", "-test.v")
	child.Env = append(os.Environ(), targetVariable+"="+server.URL, tokenVariable+"="+token)
	child.Dir = t.TempDir()
	var said bytes.Buffer
	child.Stdout, child.Stderr = &said, &said
	if err := child.Start(); err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- child.Wait() }()
	select {
	case <-held:
	case err := <-ended:
		t.Fatalf("nothing was written: %v\n%s", err, said.String())
	}
	ledger := filepath.Join(child.Dir, "osact-ledger.json")
	if _, err := os.Stat(ledger); err != nil || own() != 2 {
		t.Errorf("%d servers of osact's, and %v; want 2, and a ledger", own(), err)
	}
	if err := child.Process.Signal(os.Interrupt); err != nil {
		t.Fatal(err)
	}
	<-ended
	if status := child.ProcessState.Sys().(syscall.WaitStatus); !status.Signaled() || status.Signal() != syscall.SIGINT {
		t.Errorf("it ended by itself: %s\n%s", child.ProcessState, said.String())
	}
	if _, err := os.Stat(ledger); !errors.Is(err, fs.ErrNotExist) || own() != 0 {
		t.Errorf("%d servers of osact's, and the ledger: %v\n%s", own(), err, said.String())
	}
	if _, err := os.Stat(filepath.Join(child.Dir, "out", "verdict.json")); err != nil {
		t.Errorf("what was recorded is not judged and written: %v\n%s", err, said.String())
	}
	if !strings.Contains(said.String(), "osact-ledger.json lists them") {
		t.Errorf("it does not say where the servers are listed:\n%s", said.String())
	}
}
