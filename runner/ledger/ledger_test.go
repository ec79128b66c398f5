package ledger_test

import (
	"errors"
	"fmt"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/osact/osact/runner/ledger"
	"github.com/osact/osact/suites/exchange"
)

// run is the id of the run in these tests.
const run = "abcdefghijklmnopqrstuvwxyz"

func owner() ledger.Owner {
	return ledger.Owner{Run: run, Target: "http://cloud.example", Actor: exchange.Member, Origin: "a test"}
}

func create(name string, count int) exchange.Question {
	return question(http.MethodPost, "/v2.1/servers", fmt.Sprintf(`{"server": {"name": %q, "min_count": %d, "max_count": %[2]d}}`, name, count))
}

func question(method, path, body string) exchange.Question {
	return exchange.Question{
		Probe:  exchange.Probe{As: exchange.Member, Method: method, Path: path, Body: body},
		Method: method, Path: path, Body: body,
	}
}

// answered is what came of a question.
func answered(q exchange.Question, status int, body string) exchange.Exchange {
	return exchange.Exchange{
		Probe:    q.Probe,
		Request:  exchange.Request{Method: q.Method, URL: "http://cloud.example" + q.Path, Body: q.Body},
		Response: &exchange.Response{Status: status, Body: []byte(body)},
	}
}

func open(t *testing.T) (*ledger.Ledger, string) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "ledger.json")
	l, err := ledger.New(path, owner())
	if err != nil {
		t.Fatal(err)
	}
	return l, path
}

// A name is on disk before its servers are asked for, and their ids as soon as
// they are known.
func TestEntries(t *testing.T) {
	l, path := open(t)
	if _, err := os.Stat(path); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("there is a ledger though nothing was made: %v", err)
	}
	creation := create("osact-"+run+"-pair", 2)
	list := question(http.MethodGet, "/v2.1/servers/detail?name=osact-", "")
	for _, step := range []struct {
		name string
		do   func() error
		has  string
		not  string
	}{
		{"the request is about to be sent", func() error { return l.Allow(creation) }, `"name": "osact-` + run + `-pair"`, "id-"},
		{"its answer names one server", func() error {
			l.Note(answered(creation, 202, `{"server": {"id": "id-1"}}`))
			return nil
		}, "id-1", "id-2"},
		{"a list names the other, and one that is not ours", func() error {
			l.Note(answered(list, 200, `{"servers": [{"id": "id-2", "name": "osact-`+run+`-pair-2"}, {"id": "id-3", "name": "osact-`+run+`-pair-3"}]}`))
			return nil
		}, "id-2", "id-3"},
	} {
		if err := step.do(); err != nil {
			t.Fatalf("%s: %v", step.name, err)
		}
		raw, err := os.ReadFile(path)
		if err != nil || !strings.Contains(string(raw), step.has) || strings.Contains(string(raw), step.not) {
			t.Errorf("%s: want %q and not %q on disk, %v:\n%s", step.name, step.has, step.not, err, raw)
		}
	}
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the ledger is %v, %v; want that only its owner reads it", info.Mode(), err)
	}
}

// Nothing is let through but what reads, and what is about servers that were
// listed by a name of the run.
func TestAllow(t *testing.T) {
	l, _ := open(t)
	creation := create("osact-"+run+"-pair", 2)
	if err := l.Allow(creation); err != nil {
		t.Fatal(err)
	}
	// The answer to the creation may name whatever it likes.
	l.Note(answered(creation, 202, `{"server": {"id": "told"}}`))
	byOthers := answered(question(http.MethodGet, "/v2.1/servers/detail", ""), 200, `{"servers": [{"id": "by-another", "name": "osact-`+run+`-pair-1"}]}`)
	byOthers.Probe.As = exchange.Outsider
	l.Note(byOthers)
	l.Note(answered(question(http.MethodGet, "/v2.1/servers?name=osact-", ""), 200, `{"servers": [
		{"id": "ours", "name": "osact-`+run+`-pair-1"}, {"id": "theirs", "name": "web"}, {"id": "alike", "name": "osact-`+run+`-pair"},
		{"id": "longer", "name": "osact-`+run+`-pair-12"}, {"id": "zero", "name": "osact-`+run+`-pair-0"}, {"id": "..", "name": "osact-`+run+`-pair-2"},
		{"id": "earlier", "name": "osact-zyxwvutsrqponmlkjihgfedcba-pair-1"}]}`))
	for _, test := range []struct {
		q    exchange.Question
		lets bool
	}{
		{question(http.MethodGet, "/v2.1/servers/theirs", ""), true},
		{question(http.MethodHead, "/v2.1/servers", ""), true},
		{question(http.MethodDelete, "/v2.1/servers/nobody/os-instance-actions/req-1", ""), true},
		{question(http.MethodPost, "/v2/p/servers/nobody/os-instance-actions/req-1", ""), true},
		{question(http.MethodDelete, "/v2.1/servers/ours", ""), true},
		{question(http.MethodPost, "/v2.1/servers/ours/action", `{"lock": null}`), true},
		{question(http.MethodDelete, "/v2.1/servers/alike", ""), true},

		{question(http.MethodDelete, "/v2.1/servers/told", ""), false},
		{question(http.MethodDelete, "/v2.1/servers/by-another", ""), false},
		{question(http.MethodDelete, "/v2.1/servers/theirs", ""), false},
		{question(http.MethodDelete, "/v2.1/servers/longer", ""), false},
		{question(http.MethodDelete, "/v2.1/servers/zero", ""), false},
		{question(http.MethodDelete, "/v2.1/servers/earlier", ""), false},
		{question(http.MethodDelete, "/v2.1/servers/..", ""), false},
		{question(http.MethodDelete, "/v2.1/servers/", ""), false},
		{question(http.MethodDelete, "/v2.1/servers", ""), false},
		{question(http.MethodDelete, "/v2.1/servers/ours/action", ""), false},
		{question(http.MethodDelete, "/v2.1/servers/ours/../theirs", ""), false},
		{question(http.MethodDelete, "/v2.1/servers/theirs/os-instance-actions/..", ""), false},
		{question(http.MethodDelete, "/v2.1/servers/theirs/os-instance-actions/%2e%2e", ""), false},
		{question(http.MethodDelete, "/v2.1/servers/theirs?x=/os-instance-actions", ""), false},
		{question(http.MethodDelete, "/v2/p/servers/ours", ""), false},
		{question(http.MethodPost, "/v2.1/servers/theirs/action", `{"os-stop": null}`), false},
		{question(http.MethodPost, "/v2.1/servers/ours", ""), false},
		{question(http.MethodPut, "/v2.1/servers/ours", `{"server": {"name": "x"}}`), false},
		{question(http.MethodPost, "/v2.1/os-keypairs", `{}`), false},
		{create("web", 1), false},
		{create("osact-pair", 1), false},
		{question(http.MethodPost, "/v2.1/servers", `nonsense`), false},
		{question(http.MethodPost, "/v2.1/servers?x=1", create("osact-"+run+"-x", 1).Body), false},
	} {
		if err := l.Allow(test.q); (err == nil) != test.lets {
			t.Errorf("%s %s: %v, want it let through: %t", test.q.Method, test.q.Path, err, test.lets)
		}
		if err := (ledger.ReadOnly{}).Allow(test.q); err == nil && !test.lets {
			t.Errorf("%s %s is let through where nothing may be written", test.q.Method, test.q.Path)
		}
	}
	if err := (ledger.ReadOnly{}).Allow(creation); err == nil {
		t.Error("servers may be made where nothing may be written")
	}
	other := create("osact-"+run+"-x", 1)
	other.Probe.As = exchange.Admin
	if err := l.Allow(other); err == nil {
		t.Error("another actor than the ledger's may make servers")
	}
}

// Two runs never keep one ledger.
func TestNewKeepsOffAnotherLedger(t *testing.T) {
	first, path := open(t)
	second, err := ledger.New(path, owner())
	if err != nil {
		t.Fatal(err)
	}
	if err := first.Allow(create("osact-"+run+"-a", 1)); err != nil {
		t.Fatal(err)
	}
	before, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := second.Allow(create("osact-"+run+"-b", 1)); err == nil || !strings.Contains(err.Error(), "osact cleanup") {
		t.Errorf("the second run writes all the same: %v", err)
	}
	if _, err := ledger.New(path, owner()); err == nil || !strings.Contains(err.Error(), "osact cleanup "+path) {
		t.Errorf("a third run starts all the same: %v", err)
	}
	after, err := os.ReadFile(path)
	if err != nil || string(after) != string(before) {
		t.Errorf("the ledger of the first run has changed: %v\n%s", err, after)
	}
	left, err := filepath.Glob(filepath.Join(filepath.Dir(path), ".*"))
	if err != nil || len(left) > 0 {
		t.Errorf("left behind: %v, %v", left, err)
	}
}

// What cannot be noted is not sent.
func TestAllowWithoutADisk(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "soon-gone")
	if err := os.Mkdir(folder, 0o700); err != nil {
		t.Fatal(err)
	}
	l, err := ledger.New(filepath.Join(folder, "ledger.json"), owner())
	if err := errors.Join(err, os.Remove(folder)); err != nil {
		t.Fatal(err)
	}
	if err := l.Allow(create("osact-"+run+"-a", 1)); err == nil {
		t.Error("servers may be made though the ledger cannot be written")
	}
}

func TestLoad(t *testing.T) {
	l, path := open(t)
	if err := l.Allow(create("osact-"+run+"-pair", 2)); err != nil {
		t.Fatal(err)
	}
	again, err := ledger.Load(path)
	if err != nil || again.Owner() != owner() {
		t.Errorf("Load = %+v, %v", again, err)
	}
	good, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for _, replace := range [][2]string{
		{string(good), "{"},
		{string(good), "null"},
		{`"format": 1`, `"format": 2`},
		{`"run": "` + run + `"`, `"run": ""`},
		{run, "short"},
		{`"name": "osact-` + run + `-pair"`, `"name": "web"`},
		{`"name": "osact-` + run + `-pair"`, `"name": ""`},
		{`"actor": "member"`, `"actor": "anonymous"`},
		{`"target": "http://cloud.example"`, `"target": ""`},
	} {
		bad := filepath.Join(t.TempDir(), "ledger.json")
		if err := os.WriteFile(bad, []byte(strings.ReplaceAll(string(good), replace[0], replace[1])), 0o644); err != nil {
			t.Fatal(err)
		}
		if _, err := ledger.Load(bad); err == nil {
			t.Errorf("with %.40s it loads", replace[1])
		}
	}
	large := filepath.Join(t.TempDir(), "ledger.json")
	if err := os.WriteFile(large, append(good, strings.Repeat(" ", 1<<20)...), 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := ledger.Load(large); err == nil || !strings.HasSuffix(err.Error(), "is larger than 1048576 bytes") {
		t.Errorf("with a megabyte of spaces: %v", err)
	}
	if _, err := ledger.Load(filepath.Join(t.TempDir(), "none")); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("where there is none: %v", err)
	}
}
