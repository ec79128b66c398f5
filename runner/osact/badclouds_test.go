package main_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/osact/osact/fixtures/cloud"
)

// stage is a reference cloud behind something bad, and a clouds.yaml for it.
type stage struct {
	address string // of the whole cloud
	clouds  string // content of clouds.yaml
}

// stand is an attempt at a stage by --as member=alice: as it is set up, with
// the clouds.yaml that edit makes of its own.
func stand(wrap func(http.Handler) http.Handler, edit func(stage) string, args ...string) func(*testing.T) attempt {
	return func(t *testing.T) attempt {
		t.Helper()
		reference, err := cloud.New(cloud.Options{})
		if err != nil {
			t.Fatal(err)
		}
		server := httptest.NewServer(wrap(reference))
		t.Cleanup(server.Close)
		path := filepath.Join(t.TempDir(), "clouds.yaml")
		content := edit(stage{server.URL, string(reference.CloudsYAML(server.URL))})
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		if len(args) == 0 {
			args = []string{"--as", "member=alice"}
		}
		a := attempt{
			args:      args,
			variables: []string{"OS_CLIENT_CONFIG_FILE=" + path, "OS_CLIENT_SECURE_FILE=", "OS_CLOUD=", "GODEBUG=netdns=go"},
		}
		for _, u := range reference.Users() {
			a.secrets = append(a.secrets, u.Password, u.Token)
		}
		return a
	}
}

func unchanged(s stage) string { return s.clouds }

// with replaces a text wherever it stands in clouds.yaml.
func with(old, by string) func(stage) string {
	return func(s stage) string {
		if !strings.Contains(s.clouds, old) {
			panic(fmt.Sprintf("clouds.yaml does not hold %q", old))
		}
		return strings.ReplaceAll(s.clouds, old, by)
	}
}

// authURL points clouds.yaml at another identity service.
func authURL(address string) func(stage) string {
	return func(s stage) string { return with(s.address+"/identity", address)(s) }
}

// login lets h answer where tokens are issued.
func login(h http.HandlerFunc) func(http.Handler) http.Handler {
	return instead(h, func(r *http.Request) bool { return strings.HasSuffix(r.URL.Path, "/auth/tokens") })
}

// created lets h answer as if it had made what was asked for.
func created(h http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) { h(&status201{ResponseWriter: w}, r) }
}

type status201 struct {
	http.ResponseWriter
	sent bool
}

func (s *status201) WriteHeader(int) {
	s.sent = true
	s.ResponseWriter.WriteHeader(http.StatusCreated)
}

func (s *status201) Write(p []byte) (int, error) {
	if !s.sent {
		s.WriteHeader(http.StatusCreated)
	}
	return s.ResponseWriter.Write(p)
}

// retold changes what the identity service says of the tokens that it issues.
func retold(edit func(token map[string]any)) func(http.Handler) http.Handler {
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if !strings.HasSuffix(r.URL.Path, "/auth/tokens") {
				next.ServeHTTP(w, r)
				return
			}
			told := httptest.NewRecorder()
			next.ServeHTTP(told, r)
			var document struct {
				Token map[string]any `json:"token"`
			}
			if err := json.Unmarshal(told.Body.Bytes(), &document); err != nil {
				http.Error(w, err.Error(), http.StatusTeapot)
				return
			}
			edit(document.Token)
			var body bytes.Buffer
			if err := json.NewEncoder(&body).Encode(document); err != nil {
				http.Error(w, err.Error(), http.StatusTeapot)
				return
			}
			for name, values := range told.Header() {
				w.Header()[name] = values
			}
			w.Header().Del("Content-Length")
			w.WriteHeader(told.Code)
			_, _ = io.Copy(w, &body)
		})
	}
}

// reissued puts another token in the place of each that is issued.
func reissued(token string) func(http.Handler) http.Handler {
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			told := httptest.NewRecorder()
			next.ServeHTTP(told, r)
			for name, values := range told.Header() {
				w.Header()[name] = values
			}
			if told.Header().Get("X-Subject-Token") != "" {
				w.Header().Set("X-Subject-Token", token)
			}
			w.WriteHeader(told.Code)
			_, _ = io.Copy(w, told.Body)
		})
	}
}

// withoutCompute takes the compute service out of a token's catalog.
func withoutCompute(token map[string]any) {
	services, _ := token["catalog"].([]any)
	var left []any
	for _, s := range services {
		if service, _ := s.(map[string]any); service["type"] != "compute" {
			left = append(left, s)
		}
	}
	token["catalog"] = left
}

// computeAt moves the compute service of a token's catalog.
func computeAt(address string) func(map[string]any) {
	return func(token map[string]any) {
		services, _ := token["catalog"].([]any)
		for _, s := range services {
			service, _ := s.(map[string]any)
			endpoints, _ := service["endpoints"].([]any)
			for _, e := range endpoints {
				if endpoint, ok := e.(map[string]any); ok && service["type"] == "compute" {
					endpoint["url"] = address
				}
			}
		}
	}
}

// unscoped makes a token one for no project.
func unscoped(token map[string]any) {
	for _, key := range []string{"project", "roles", "catalog", "is_domain"} {
		delete(token, key)
	}
}

// TestBadClouds: clouds.yaml, the identity service, or what it says is bad.
func TestBadClouds(t *testing.T) {
	t.Parallel()
	for _, b := range []badTarget{
		{
			name: "unknown cloud", code: 2, says: []string{`has no entry "alise"`, "alice"},
			setUp: stand(asItIs, unchanged, "--as", "member=alise"),
		},
		{
			name: "unknown actor", code: 2, says: []string{`unknown actor "membre"`, `did you mean "member"`},
			setUp: stand(asItIs, unchanged, "--as", "membre=alice"),
		},
		{
			name: "no cloud for the actor", code: 2, says: []string{"write ACTOR=CLOUD"},
			setUp: stand(asItIs, unchanged, "--as", "member"),
		},
		{
			name: "clouds.yaml that is no YAML", code: 2, says: []string{"clouds.yaml", "check the indentation"},
			setUp: stand(asItIs, with("clouds:", "clouds: [")),
		},
		{
			name: "clouds.yaml without entries", code: 2, says: []string{`has no entry "alice"`},
			setUp: stand(asItIs, func(stage) string { return "" }),
		},
		{
			name: "account that does not fit the actor", code: 2, says: []string{"it has the role admin", "choose an account with the role member"},
			setUp: stand(asItIs, unchanged, "--as", "member=admin"),
		},
		{
			name: "compute missing from the catalog", code: 2, says: []string{"the catalog has no compute service", "--target"},
			setUp: stand(retold(withoutCompute), unchanged),
		},
		{
			name: "compute missing from the region", code: 2, says: []string{`in the region "RegionTwo"`, "region_name"},
			setUp: stand(asItIs, with("RegionOne", "RegionTwo")),
		},
		{
			name: "compute of the catalog is dead", code: 3, says: []string{"127.0.0.1:1 cannot be reached"},
			setUp: stand(retold(computeAt("http://127.0.0.1:1/v2.1")), unchanged),
		},
		{
			name: "login for no project", code: 2, says: []string{"its token is for no project", "project_name"},
			setUp: stand(retold(unscoped), unchanged),
		},
		{
			name: "wrong password", code: 2, says: []string{"does not accept the password", "check username, password and project"},
			setUp: stand(asItIs, with(`password: "`, `password: "not-`)),
		},
		{
			name: "identity service on a dead port", code: 3, says: []string{"http://127.0.0.1:1", "cannot be reached", "check auth_url"},
			setUp: stand(asItIs, authURL("http://127.0.0.1:1")),
		},
		{
			name: "identity service whose name does not resolve", code: 3, says: []string{"does not resolve", "check auth_url"},
			setUp: stand(asItIs, authURL("http://osact..invalid")),
		},
		{
			name: "identity service answers HTML", code: 3, says: []string{"as an identity service does", "check auth_url"},
			setUp: stand(login(answer(http.StatusOK, http.Header{"Content-Type": {"text/html"}}, "<html>")), unchanged),
		},
		{
			name: "identity service answers 503", code: 3, says: []string{"answers 503", "try again later"},
			setUp: stand(login(answer(http.StatusServiceUnavailable, nil, "")), unchanged),
		},
		{
			name: "identity service sends 300 MB", code: 3, says: []string{"check auth_url"},
			setUp: stand(login(created(flood(300<<20))), unchanged),
		},
		{
			name: "identity service sends a gzip bomb", code: 3, says: []string{"check auth_url"},
			setUp: stand(login(created(bomb(t, 1))), unchanged),
		},
		{
			name: "identity service sends 100,000-deep JSON", code: 3, says: []string{"check auth_url"},
			setUp: stand(login(answer(http.StatusCreated, nil, strings.Repeat("[", 100_000))), unchanged),
		},
		{
			name: "identity service sends endless headers", code: 3, says: []string{"check auth_url"},
			setUp: stand(login(wire(endlessHeaders)), unchanged),
		},
		{
			name: "identity service breaks off", code: 3, says: []string{"check auth_url"},
			setUp: stand(login(wire(func(c *net.TCPConn) { begin(c, "201 Created") })), unchanged),
		},
		{
			name: "identity service goes on in another protocol", code: 3, says: []string{"the connection to", "check auth_url"},
			setUp: stand(login(wire(switching("101 Switching Protocols", "h2c"))), unchanged),
		},
		{
			name: "identity service issues a short token", code: 2, says: []string{"issues a token that is shorter than 8 characters", "auth_url"},
			setUp: stand(reissued("abcdefg"), unchanged),
		},
		{
			name: "identity service issues a token with a space", code: 2, says: []string{"issues a token that holds white space"},
			setUp: stand(reissued("abcdefgh ijklmnop"), unchanged),
		},
		{
			name: "identity service keeps silent", code: 3, says: []string{"gave no answer in time", "--timeout"},
			setUp: impatient(stand(login(silence), unchanged)),
		},
		{
			name: "identity service redirects to another host", code: 2, says: []string{"a redirect to", "credentials are not sent on", "auth_url"},
			setUp: func(t *testing.T) attempt {
				redirect, nobodyCame := elsewhere(t, http.StatusTemporaryRedirect)
				a := stand(login(redirect), unchanged)(t)
				a.after = nobodyCame
				return a
			},
		},
		{
			name: "self-signed certificate of the identity service", code: 3, says: []string{"signed by an authority that is not trusted", "name that authority in cacert"},
			setUp: func(t *testing.T) attempt {
				address := secure(t, identity{net.IPv4(127, 0, 0, 1), time.Now().Add(time.Hour), authority{}}, http.NotFoundHandler())
				return stand(asItIs, authURL(address))(t)
			},
		},
	} {
		b.lines = 12
		t.Run(b.name, b.try)
	}
}
