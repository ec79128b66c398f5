package osacttest_test

import (
	"crypto/tls"
	"crypto/x509"
	"errors"
	"math"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/osact/osact/fixtures/cloud"
	"github.com/osact/osact/fixtures/faults"
	"github.com/osact/osact/runner/osacttest"
)

// actors says which user of the reference cloud plays which actor.
var actors = map[string]string{"admin": "admin", "alice": "member", "rita": "reader", "nora": "bystander", "bob": "outsider"}

// reference is a reference cloud as a target, with faults, asked as some of its
// actors.
func reference(t *testing.T, broken []string, as ...string) osacttest.Target {
	t.Helper()
	service, err := cloud.New(cloud.Options{})
	if err != nil {
		t.Fatal(err)
	}
	target := osacttest.Target{Handler: service.Compute(), Tokens: map[string]string{}, Projects: map[string]string{}}
	for _, name := range broken {
		fault, ok := faults.Find(name)
		if !ok {
			t.Fatalf("there is no fault %s", name)
		}
		target.Handler = fault.Wrap(target.Handler)
	}
	for _, user := range service.Users() {
		for _, actor := range as {
			if actors[user.Name] == actor {
				target.Tokens[actor], target.Projects[actor] = user.Token, user.ProjectID
			}
		}
	}
	return target
}

// The reference cloud keeps every promise to every actor.
func TestReferenceCloud(t *testing.T) {
	t.Parallel()
	target := reference(t, nil, "admin", "member", "reader", "bystander", "outsider")
	target.Profile, target.AllowWrites = "full", true
	osacttest.Test(t, target)
}

// testCase is what Test makes of a target.
type testCase struct {
	target func(t *testing.T) osacttest.Target
	failed []string // the subtests that fail
	says   []string // nil: the test passes
}

// with changes the reference cloud that the member asks.
func with(change func(t *testing.T, target *osacttest.Target)) func(t *testing.T) osacttest.Target {
	return func(t *testing.T) osacttest.Target {
		target := reference(t, nil, "member")
		change(t, &target)
		return target
	}
}

func faulty(names ...string) func(t *testing.T) osacttest.Target {
	return func(t *testing.T) osacttest.Target { return reference(t, names, "member") }
}

// A fault of a MUST, one of another, and one of a SHOULD.
const (
	date  = "date-is-of-rfc-850"
	order = "events-oldest-first"
	body  = "body-is-400"
)

var cases = map[string]testCase{
	"a correct service": {target: faulty()},
	"a faulty one": {faulty(date), []string{"show.headers.date"}, []string{
		"MUST: Date, if it is sent, MUST be in the one form", "asked  member GET /v2", "place  header Date", `want   pattern "^(Mon|Tue`, `got    "Saturday, 14-Mar-26 09:26:53 GMT"`, " of ", `-H "X-Auth-Token: $OS_TOKEN"`,
	}},
	"two faults at once":   {faulty(date, order), []string{"show.events.newest-first", "show.headers.date"}, []string{"place  header Date", "place  /instanceAction/events/*/start_time"}},
	"a SHOULD is violated": {target: faulty(body)},
	"a faulty one, and actors are missing": {func(t *testing.T) osacttest.Target {
		target := reference(t, []string{date}, "member")
		target.Profile = "full"
		return target
	}, []string{"show.headers.date"}, []string{"nonconformant: ", "nobody plays admin: give Tokens[\"admin\"]"}},
	"a SHOULD is violated, strictly": {func(t *testing.T) osacttest.Target {
		target := reference(t, []string{body}, "member")
		target.Strict = true
		return target
	}, []string{"show.negotiation.body-is-ignored"}, []string{"SHOULD: "}},
	"one requirement": {target: with(func(_ *testing.T, target *osacttest.Target) { target.Only = []string{"show.status.is-200"} })},
	"below a path": {target: with(func(t *testing.T, target *osacttest.Target) {
		target.Handler, target.Path = http.StripPrefix("/compute", target.Handler), "/compute"
		target.Only = []string{"show.status.is-200"}
	})},
	"at a URL": {target: with(func(t *testing.T, target *osacttest.Target) {
		server := httptest.NewServer(target.Handler)
		t.Cleanup(server.Close)
		target.Handler, target.URL = nil, server.URL+"/v2.1"
	})},
	"with TLS": {target: with(func(t *testing.T, target *osacttest.Target) {
		trusted := x509.NewCertPool()
		target.URL = secured(t, target, trusted)
		target.TLS = &tls.Config{RootCAs: trusted}
	})},
	"with TLS that is not trusted": {with(func(t *testing.T, target *osacttest.Target) {
		target.URL = secured(t, target, x509.NewCertPool())
	}), nil, []string{"incomplete: ", "certificate"}},
	"actions are given by hand": {target: with(func(t *testing.T, target *osacttest.Target) {
		service, err := cloud.New(cloud.Options{})
		if err != nil {
			t.Fatal(err)
		}
		server, action := service.Example()
		target.Server, target.Action, target.Cast = server, action, map[string]string{"failed": server + "/" + action}
		target.Only = []string{"show.body.echoes-request-id"}
	})},
	"files are written": {target: with(func(t *testing.T, target *osacttest.Target) {
		target.Out = os.Getenv(outVariable)
		target.Only = []string{"show.status.is-200"}
	})},

	"actors are missing": {with(func(_ *testing.T, target *osacttest.Target) { target.Profile = "full" }), nil, []string{
		" MUST untested; nobody plays admin: give Tokens[\"admin\"]; ", "give AllowWrites, and it makes two servers",
	}},
	"a token is none": {with(func(_ *testing.T, target *osacttest.Target) { target.Tokens["member"] = "a-stale-one" }), nil, []string{
		"incomplete: the token of member (field Tokens) was not accepted",
	}},
	"nobody listens": {with(func(_ *testing.T, target *osacttest.Target) {
		target.Handler, target.URL = nil, "http://127.0.0.1:1"
	}), nil, []string{"incomplete: ", "127.0.0.1:1"}},

	"no target":  {with(func(_ *testing.T, target *osacttest.Target) { target.Handler = nil }), nil, []string{"osacttest: there is no target: give URL or Handler"}},
	"two":        {with(func(_ *testing.T, target *osacttest.Target) { target.URL = "http://cloud" }), nil, []string{"URL and Handler are two targets"}},
	"no URL":     {with(func(_ *testing.T, target *osacttest.Target) { target.Handler, target.URL = nil, "cloud" }), nil, []string{`"cloud": it must begin with http://`}},
	"no path":    {with(func(_ *testing.T, target *osacttest.Target) { target.Path = "compute" }), nil, []string{`Path "compute"`}},
	"TLS alone":  {with(func(_ *testing.T, target *osacttest.Target) { target.TLS = &tls.Config{} }), nil, []string{"TLS is about a URL"}},
	"no tokens":  {with(func(_ *testing.T, target *osacttest.Target) { target.Tokens = nil }), nil, []string{"nobody asks: give the member's token in Tokens"}},
	"no actor":   {with(func(_ *testing.T, target *osacttest.Target) { target.Tokens["membr"] = "a-token-of-it" }), nil, []string{`Tokens: unknown actor "membr": did you mean "member"?`}},
	"nobody":     {with(func(_ *testing.T, target *osacttest.Target) { target.Projects["anonymous"] = "p" }), nil, []string{`Projects: unknown actor "anonymous"`}},
	"no token":   {with(func(_ *testing.T, target *osacttest.Target) { target.Tokens["member"] = "" }), nil, []string{`Tokens["member"] is empty`}},
	"two tokens": {with(func(_ *testing.T, target *osacttest.Target) { target.Tokens["member"] = "one token" }), nil, []string{`the token in Tokens["member"] holds white space`}},
	"one token twice": {with(func(_ *testing.T, target *osacttest.Target) { target.Tokens["admin"] = target.Tokens["member"] }), nil, []string{
		`member (Tokens["member"]): admin has the same token`,
	}},
	"no profile":     {with(func(_ *testing.T, target *osacttest.Target) { target.Profile = "tennant" }), nil, []string{`unknown profile "tennant": did you mean "tenant"?`}},
	"no requirement": {with(func(_ *testing.T, target *osacttest.Target) { target.Only = []string{"show.status.is-20"} }), nil, []string{`did you mean "show.status.is-200"?`}},
	"half an action": {with(func(_ *testing.T, target *osacttest.Target) { target.Server = "s" }), nil, []string{"Server and Action go together"}},
	"no part":        {with(func(_ *testing.T, target *osacttest.Target) { target.Cast = map[string]string{"faild": "a/b"} }), nil, []string{`Cast: unknown part "faild": did you mean "failed"?`}},
	"half a part":    {with(func(_ *testing.T, target *osacttest.Target) { target.Cast = map[string]string{"failed": "a"} }), nil, []string{`Cast["failed"] "a": write SERVER/REQUEST_ID`}},
	"no id":          {with(func(_ *testing.T, target *osacttest.Target) { target.Flavor = "a b" }), nil, []string{`Flavor "a b": it is no id`}},
	"less than none": {with(func(_ *testing.T, target *osacttest.Target) { target.Rate = -1 }), nil, []string{"unusable Rate -1: "}},
	"not a number":   {with(func(_ *testing.T, target *osacttest.Target) { target.Rate = math.NaN() }), nil, []string{"unusable Rate NaN: "}},
	"before time":    {with(func(_ *testing.T, target *osacttest.Target) { target.Timeout = -1 }), nil, []string{"none can be negative"}},
	"too many":       {with(func(_ *testing.T, target *osacttest.Target) { target.Concurrency = 1 << 40 }), nil, []string{"Concurrency 1099511627776: choose up to 256"}},
	"no contract":    {with(func(_ *testing.T, target *osacttest.Target) { target.Contract = "nowhere" }), nil, []string{"Contract nowhere: "}},
	"a ledger is left": {with(func(t *testing.T, target *osacttest.Target) {
		target.AllowWrites, target.Profile = true, "lifecycle"
		target.Ledger = filepath.Join(t.TempDir(), "ledger.json")
		if err := os.WriteFile(target.Ledger, nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}), nil, []string{"run osact cleanup"}},
	"nowhere to write": {with(func(_ *testing.T, target *osacttest.Target) { target.Out = "/dev/null/out" }), nil, []string{"Out /dev/null/out: "}},
}

// logged is what a case says though it passes.
func logged() map[string][]string {
	return map[string][]string{"a SHOULD is violated": {"SHOULD: "}}
}

// secured serves the target's handler with TLS, has the pool trust it, and returns
// its URL.
func secured(t *testing.T, target *osacttest.Target, trusted *x509.CertPool) string {
	server := httptest.NewTLSServer(target.Handler)
	t.Cleanup(server.Close)
	trusted.AddCert(server.Certificate())
	target.Handler = nil
	return server.URL
}

// outVariable names the folder to write into, and says that this is a process in
// which tests may fail.
const outVariable = "OSACTTEST_OUT"

// TestTest starts itself in a process of its own, which runs the cases: most of them
// have to fail.
func TestTest(t *testing.T) {
	if os.Getenv(outVariable) != "" {
		for name, test := range cases {
			t.Run(name, func(t *testing.T) { osacttest.Test(t, test.target(t)) })
		}
		return
	}
	t.Parallel()
	out := t.TempDir()
	child := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^TestTest$", "-test.v")
	child.Env = append(os.Environ(), outVariable+"="+out)
	raw, err := child.CombinedOutput()
	var exit *exec.ExitError
	if !errors.As(err, &exit) {
		t.Fatalf("%v\n%s", err, raw)
	}
	said := string(raw)
	for name, test := range cases {
		t.Run(name, func(t *testing.T) {
			path := "TestTest/" + strings.ReplaceAll(name, " ", "_")
			_, own, found := strings.Cut(said, "=== RUN   "+path+"\n")
			own = regexp.MustCompile(`(?m)^=== RUN   TestTest/[^/\n]*$`).Split(own, 2)[0]
			if !found || own == "" {
				t.Fatalf("it did not run:\n%s", said)
			}
			if passed := strings.Contains(said, "--- PASS: "+path+" ("); passed != (test.says == nil) {
				t.Errorf("it passes: %t\n%.4000s", passed, own)
			}
			var failed []string
			for _, match := range regexp.MustCompile(`--- FAIL: `+regexp.QuoteMeta(path)+`/(\S+)`).FindAllStringSubmatch(said, -1) {
				failed = append(failed, match[1])
			}
			if diff := cmp.Diff(test.failed, failed); diff != "" {
				t.Errorf("subtests that fail (-want +got):\n%s", diff)
			}
			for _, says := range append(test.says, logged()[name]...) {
				if !strings.Contains(own, says) {
					t.Errorf("it does not say %q:\n%.4000s", says, own)
				}
			}
			if n := strings.Count(own, "test.go:") - strings.Count(own, "_test.go:"); test.failed == nil && n > 0 {
				t.Errorf("%d messages stand at a line of ours, not of the user's:\n%.4000s", n, own)
			}
		})
	}
	for _, name := range []string{"verdict.json", "recording.har", "report.html", "junit.xml", "summary.md"} {
		if _, err := os.Stat(filepath.Join(out, name)); err != nil {
			t.Error(err)
		}
	}
	for _, want := range []string{
		"--- PASS: TestTest/a_correct_service/show.status.is-200 ",
		"--- SKIP: TestTest/actors_are_missing/show.tenancy.outsider-gets-404 ",
		"untested: nobody plays outsider: give Tokens[\"outsider\"]",
	} {
		if !strings.Contains(said, want) {
			t.Errorf("it does not say %q", want)
		}
	}
}
