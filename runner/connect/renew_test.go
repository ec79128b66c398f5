package connect

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/osact/osact/fixtures/cloud"
	"github.com/osact/osact/suites/exchange"
)

// An account logs in again when its token has ended, and only then.
func TestRenew(t *testing.T) {
	t.Parallel()
	reference, err := cloud.New(cloud.Options{})
	if err != nil {
		t.Fatal(err)
	}
	alice := usersOf(reference)["alice"]
	for name, test := range map[string]struct {
		status int // of a question about the token; 0: it is good
		byHand bool
		auth   string // in the place of a password
		why    string // of the error; empty: there is none
		anew   bool
	}{
		"a good token":                {},
		"one that ended":              {status: http.StatusUnauthorized, anew: true},
		"one that is not known":       {status: http.StatusNotFound, anew: true},
		"one that nobody may look at": {status: http.StatusForbidden},
		"a service in trouble":        {status: http.StatusServiceUnavailable},
		"one given by hand":           {status: http.StatusUnauthorized, byHand: true, why: "name an entry of clouds.yaml with --as member=CLOUD"},
		"one in clouds.yaml":          {status: http.StatusUnauthorized, auth: "token: " + alice.Token, why: "in place of a password"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			renewing := false
			server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				if renewing && r.Method == http.MethodGet && test.status != 0 {
					answering(test.status, "application/json", `{"error": {"code": 401}}`)(w, r)
					return
				}
				reference.ServeHTTP(w, r)
			}))
			t.Cleanup(server.Close)
			content := string(reference.CloudsYAML(server.URL))
			o := Options{Target: server.URL + "/compute", Clouds: map[exchange.Actor]string{exchange.Member: "it"}}
			auth := test.auth
			if auth == "" {
				auth = "username: alice, password: " + alice.Password + ", project_name: alpha"
			}
			content += "\n  it:\n    auth: {auth_url: " + server.URL + "/identity/v3, " + auth + "}\n"
			o.Environ = cloudsYAML(t, content)
			if test.byHand {
				o.Clouds, o.Tokens = nil, Tokens{exchange.Member: alice.Token}
			}
			c, err := Dial(t.Context(), o)
			if err != nil {
				t.Fatal(err)
			}
			before := c.Tokens[exchange.Member]
			renewing = true
			token, err := c.Renew(t.Context(), exchange.Member)
			if (err != nil) != (test.why != "") || err != nil && !strings.Contains(err.Error(), test.why) {
				t.Errorf("error is %v, want %q", err, test.why)
			}
			if test.anew != (token != "") || token == before {
				t.Errorf("the new token is %q", token)
			}
			if test.anew && c.Tokens[exchange.Member] != token {
				t.Error("the connection does not have the new token")
			}
		})
	}
}
