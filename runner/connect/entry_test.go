package connect

import (
	"encoding/json"
	"net/http"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// What an identity service is told, as its API has it.
func TestWhatIsSaid(t *testing.T) {
	t.Parallel()
	type object = map[string]any
	password := func(user object) object {
		return object{"methods": []any{"password"}, "password": object{"user": user}}
	}
	project := func(p object) object { return object{"project": p} }
	byName := object{"name": "u", "domain": object{"id": "default"}, "password": "x"}
	for name, test := range map[string]struct {
		auth  string
		login object
		scope any
	}{
		"by ids": {
			"user_id: u, username: other, user_domain_name: other, password: x, project_id: p, project_name: other",
			password(object{"id": "u", "password": "x"}), project(object{"id": "p"}),
		},
		"by names": {
			"username: u, user_domain_name: U, password: x, project_name: p, project_domain_name: P",
			password(object{"name": "u", "domain": object{"name": "U"}, "password": "x"}), project(object{"name": "p", "domain": object{"name": "P"}}),
		},
		"ids before names": {
			"username: u, user_domain_name: other, user_domain_id: U, password: x, project_name: p, project_domain_name: other, project_domain_id: P",
			password(object{"name": "u", "domain": object{"id": "U"}, "password": "x"}), project(object{"name": "p", "domain": object{"id": "P"}}),
		},
		"a domain for both": {
			"username: u, password: x, project_name: p, domain_name: D, default_domain: other",
			password(object{"name": "u", "domain": object{"name": "D"}, "password": "x"}), project(object{"name": "p", "domain": object{"name": "D"}}),
		},
		"a default domain": {
			"username: u, password: x, project_name: p, default_domain: D",
			password(object{"name": "u", "domain": object{"id": "D"}, "password": "x"}), project(object{"name": "p", "domain": object{"id": "D"}}),
		},
		"no project":  {"username: u, password: x, domain_name: Default, user_domain_id: default", password(byName), nil},
		"numbers":     {"username: 007, password: 0123, user_domain_id: default", password(object{"name": "007", "domain": object{"id": "default"}, "password": "0123"}), nil},
		"a token":     {"token: one-of-some-length, project_id: p", object{"methods": []any{"token"}, "token": object{"id": "one-of-some-length"}}, project(object{"id": "p"})},
		"a secret":    {"application_credential_id: c, application_credential_secret: s, username: u, project_name: p", object{"methods": []any{"application_credential"}, "application_credential": object{"id": "c", "secret": "s"}}, nil},
		"by its name": {"application_credential_name: c, application_credential_secret: s, user_id: u", object{"methods": []any{"application_credential"}, "application_credential": object{"name": "c", "secret": "s", "user": object{"id": "u"}}}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			said := make(chan object, 1)
			address := serve(t, func(w http.ResponseWriter, r *http.Request) {
				var body object
				if err := json.NewDecoder(r.Body).Decode(&body); err != nil {
					t.Error(err)
				}
				said <- body
				w.WriteHeader(http.StatusUnauthorized)
			})
			env := append(cloudsYAML(t, "clouds: {it: {auth: {auth_url: '"+address+"', "+test.auth+"}}}"), "OS_CLOUD=it")
			if _, err := Dial(t.Context(), Options{Environ: env}); err == nil {
				t.Error("no error")
			}
			want := object{"identity": test.login}
			if test.scope != nil {
				want["scope"] = test.scope
			}
			if diff := cmp.Diff(object{"auth": want}, <-said); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestRegionsOfAnEntry(t *testing.T) {
	t.Parallel()
	const values = "values: {interface: internal, auth: {username: other}}"
	for entry, want := range map[string]struct{ region, reach, user string }{
		"region_name: a":                       {"a", "public", "u"},
		"regions: [a]":                         {"a", "public", "u"},
		"regions: [a, b]":                      {"", "public", "u"},
		"region_name: b, regions: [a, b]":      {"b", "public", "u"},
		"regions: [{name: a, " + values + "}]": {"a", "internal", "other"},
		"region_name: a, regions: [{name: a, " + values + "}, b]":    {"a", "internal", "other"},
		"region_name: b, regions: [{name: a, " + values + "}, b]":    {"b", "public", "u"},
		"regions: [{name: a, " + values + "}, b]":                    {"", "public", "u"},
		"region_name: c, regions: [{name: a, " + values + "}, b]":    {"c", "public", "u"},
		"region_name: b, regions: [{name: a}, {name: b}]":            {"b", "public", "u"},
		"<<: {region_name: a}, regions: [{name: a, " + values + "}]": {"a", "internal", "other"},
	} {
		t.Run(entry, func(t *testing.T) {
			t.Parallel()
			files, err := readClouds(cloudsYAML(t, "clouds: {it: {interface: public, auth: {username: u}, "+entry+"}}"))
			if err != nil {
				t.Fatal(err)
			}
			e, err := files.entry("it")
			if err != nil || e.Region != want.region || e.Interface != want.reach || e.Auth.Username != want.user {
				t.Errorf("got %q, %q, %q, %v, want %q", e.Region, e.Interface, e.Auth.Username, err, want)
			}
		})
	}
}
