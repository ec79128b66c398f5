package connect

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/osact/osact/fixtures/cloud"
	"github.com/osact/osact/suites/exchange"
)

// reference serves the reference cloud, and returns its address and its users
// by name.
func reference(t *testing.T) (c *cloud.Cloud, address string, users map[string]cloud.User) {
	t.Helper()
	c, err := cloud.New(cloud.Options{})
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(c)
	t.Cleanup(server.Close)
	return c, server.URL, usersOf(c)
}

func usersOf(c *cloud.Cloud) map[string]cloud.User {
	users := map[string]cloud.User{}
	for _, u := range c.Users() {
		users[u.Name] = u
	}
	return users
}

// written writes a file and returns its path.
func written(t *testing.T, folder, name string, content []byte) string {
	t.Helper()
	path := filepath.Join(folder, name)
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, content, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// cloudsYAML writes a clouds.yaml and returns an environment that names it.
func cloudsYAML(t *testing.T, content string) []string {
	t.Helper()
	return []string{"OS_CLIENT_CONFIG_FILE=" + written(t, t.TempDir(), "clouds.yaml", []byte(content))}
}

// asMember wants an entry named "it" to play the member. The entry has a user,
// a project and whatever else is given.
func asMember(t *testing.T, authURL, more string) Options {
	t.Helper()
	return Options{
		Clouds: map[exchange.Actor]string{exchange.Member: "it"},
		Environ: cloudsYAML(t, fmt.Sprintf(
			"clouds:\n  it:\n    auth: {auth_url: %q, username: u/p/member, password: hidden-password, project_name: p}\n%s", authURL, more)),
	}
}

// frank is an identity service that says of accounts what their names say:
// USER/PROJECT/ROLE,ROLE. Its catalog has one compute service.
func frank(t *testing.T) (address string) {
	t.Helper()
	return serve(t, func(w http.ResponseWriter, r *http.Request) {
		var asked struct {
			Auth struct {
				Identity struct {
					Password struct{ User struct{ Name string } }
				}
			}
		}
		if err := json.NewDecoder(r.Body).Decode(&asked); err != nil {
			http.Error(w, "no JSON", http.StatusBadRequest)
			return
		}
		name := asked.Auth.Identity.Password.User.Name
		account := strings.Split(name, "/")
		var roles []map[string]string
		for _, role := range strings.Split(account[2], ",") {
			roles = append(roles, map[string]string{"name": role})
		}
		w.Header().Set("X-Subject-Token", "hidden-token-of-"+name)
		w.WriteHeader(http.StatusCreated)
		answer(w, map[string]any{"token": map[string]any{
			"user": map[string]string{"id": account[0]}, "project": map[string]string{"id": account[1]}, "roles": roles,
			"catalog": []any{map[string]any{"type": "compute", "endpoints": []any{
				map[string]string{"interface": "public", "region": "R", "url": "http://compute.test:8774/v2.1/" + account[1]},
			}}},
		}})
	})
}

func answer(w io.Writer, body any) {
	if err := json.NewEncoder(w).Encode(body); err != nil {
		panic(err) // a map of strings has an encoding, and the client is there
	}
}

func serve(t *testing.T, handle http.HandlerFunc) string {
	t.Helper()
	server := httptest.NewUnstartedServer(handle)
	server.Config.ErrorLog = log.New(io.Discard, "", 0)
	server.Start()
	t.Cleanup(server.Close)
	return server.URL
}

// refused checks that there is an error of one class that says why, in one
// line, and that nothing in it gives away what is hidden.
func refused(t *testing.T, err, class error, why string) {
	t.Helper()
	if err == nil {
		t.Fatalf("no error, want one that says %q", why)
	}
	for _, c := range []error{ErrActors, ErrTarget, ErrUnreachable} {
		if errors.Is(err, c) != (c == class) {
			t.Errorf("%v: it is of the class %q: %v", err, c, c != class)
		}
	}
	if !strings.Contains(err.Error(), why) || strings.Contains(err.Error(), "\n") {
		t.Errorf("got %q, want one line that says %q", err, why)
	}
	sealed(t, err)
}

// sealed checks that an error, and whatever it wraps, gives away nothing
// hidden however it is printed.
func sealed(t *testing.T, err error) {
	t.Helper()
	text := fmt.Sprintf("%v %+v %#v %q", err, err, err, err)
	if strings.Contains(text, "hidden") {
		t.Errorf("a secret shows in %s", text)
	}
	switch e := err.(type) {
	case interface{ Unwrap() error }:
		if inner := e.Unwrap(); inner != nil {
			sealed(t, inner)
		}
	case interface{ Unwrap() []error }:
		for _, inner := range e.Unwrap() {
			sealed(t, inner)
		}
	}
}
