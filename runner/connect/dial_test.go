package connect

import (
	"context"
	"fmt"
	"net/http"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/osact/osact/fixtures/cloud"
	"github.com/osact/osact/suites/exchange"
)

func TestDialByPassword(t *testing.T) {
	t.Parallel()
	c, address, users := reference(t)
	got, err := Dial(t.Context(), Options{
		Clouds: map[exchange.Actor]string{
			exchange.Admin: "admin", exchange.Member: "alice", exchange.Reader: "rita", exchange.Bystander: "nora", exchange.Outsider: "bob",
		},
		Environ: cloudsYAML(t, string(c.CloudsYAML(address))),
	})
	if err != nil {
		t.Fatal(err)
	}
	if want := (exchange.Target{Kind: exchange.Given, URL: address + "/compute"}); got.Target != want {
		t.Errorf("target %+v, want %+v", got.Target, want)
	}
	identity := func(name string, roles ...string) exchange.Identity {
		u := users[name]
		return exchange.Identity{Origin: "clouds.yaml entry " + name, User: u.UserID, Project: u.ProjectID, Roles: roles}
	}
	wantActors := map[exchange.Actor]exchange.Identity{
		exchange.Admin:     identity("admin", "admin", "member", "reader"),
		exchange.Member:    identity("alice", "member", "reader"),
		exchange.Reader:    identity("rita", "reader"),
		exchange.Bystander: identity("nora", "custom"),
		exchange.Outsider:  identity("bob", "member", "reader"),
	}
	if diff := cmp.Diff(wantActors, got.Actors); diff != "" {
		t.Errorf("actors (-want +got):\n%s", diff)
	}
	project := func(actor, name string) exchange.Binding {
		return exchange.Binding{Symbol: actor + ".project", Value: users[name].ProjectID, Origin: "token"}
	}
	wantKnown := []exchange.Binding{
		project("admin", "admin"), project("member", "alice"), project("reader", "rita"),
		project("bystander", "nora"), project("outsider", "bob"),
	}
	if diff := cmp.Diff(wantKnown, got.Known); diff != "" {
		t.Errorf("known (-want +got):\n%s", diff)
	}
	for actor := range wantActors {
		token, _ := got.Token(actor)
		if status := ask(t, got, token); status != http.StatusOK {
			t.Errorf("the target answers the token of %s with %d", actor, status)
		}
	}
	if status := ask(t, got, "none"); status != http.StatusUnauthorized {
		t.Errorf("the target answers anything with %d", status)
	}
	if err := got.Close(); err != nil {
		t.Error(err)
	}
}

// ask asks the target for servers, as a player would, and returns the status.
func ask(t *testing.T, c *Connection, token string) int {
	t.Helper()
	transport := &http.Transport{TLSClientConfig: c.TLS.Clone(), Proxy: c.Proxy}
	defer transport.CloseIdleConnections()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, c.Target.URL+"/v2.1/servers", http.NoBody)
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("X-Auth-Token", token)
	answer, err := transport.RoundTrip(r)
	if err != nil {
		t.Fatal(err)
	}
	if err := answer.Body.Close(); err != nil {
		t.Fatal(err)
	}
	return answer.StatusCode
}

// Each way in which an entry can name one account leads to that account.
func TestDialByEachKindOfEntry(t *testing.T) {
	t.Parallel()
	_, address, users := reference(t)
	alice := users["alice"]
	at := "auth_url: " + address + "/identity"
	inAlpha := "project_name: " + alice.ProjectName + ", project_domain_name: Default"
	byPassword := "username: alice, password: " + alice.Password
	for name, entry := range map[string]string{
		"with a version":            "{auth: {auth_url: " + address + "/identity/v3/, " + byPassword + ", user_domain_name: Default, " + inAlpha + "}}",
		"with an old version":       "{auth: {auth_url: " + address + "/identity/v2.0, " + byPassword + ", user_domain_name: Default, " + inAlpha + "}}",
		"by ids":                    "{auth: {" + at + ", user_id: " + alice.UserID + ", password: " + alice.Password + ", project_id: " + alice.ProjectID + "}}",
		"by domain ids":             "{auth: {" + at + ", " + byPassword + ", user_domain_id: default, project_name: alpha, project_domain_id: default}}",
		"by a domain for both":      "{auth: {" + at + ", " + byPassword + ", domain_name: Default, project_name: alpha}}",
		"by a default domain":       "{auth: {" + at + ", " + byPassword + ", default_domain: default, project_name: alpha}}",
		"in the domain of old":      "{auth: {" + at + ", " + byPassword + ", project_name: alpha}}",
		"without a project":         "{auth: {" + at + ", " + byPassword + "}}",
		"by an explicit type":       "{auth_type: v3password, auth: {" + at + ", " + byPassword + ", " + inAlpha + "}}",
		"by credential":             "{auth_type: v3applicationcredential, auth: {" + at + ", application_credential_id: " + alice.CredentialID + ", application_credential_secret: " + alice.CredentialSecret + "}}",
		"by credential and project": "{auth: {" + at + ", application_credential_id: " + alice.CredentialID + ", application_credential_secret: " + alice.CredentialSecret + ", " + inAlpha + "}}",
		"by a named credential":     "{auth: {" + at + ", username: alice, application_credential_name: " + alice.CredentialName + ", application_credential_secret: " + alice.CredentialSecret + "}}",
		"by token":                  "{auth_type: v3token, auth: {" + at + ", token: " + alice.Token + "}}",
		"by token and project":      "{auth: {" + at + ", token: " + alice.Token + ", " + inAlpha + "}}",
		"with unknown keys":         "{volume_api_version: 3, auth: {" + at + ", " + byPassword + ", passcode: 1}}",
		"with null":                 "{region_name: null, verify: null, auth: {" + at + ", " + byPassword + ", project_id: null}}",
		"in its one region":         "{regions: [RegionOne], auth: {" + at + ", " + byPassword + "}}",
		"with a region's settings":  "{region_name: RegionOne, regions: [RegionTwo, {name: RegionOne, values: {auth: {" + at + "}}}], auth: {auth_url: http://127.0.0.1:1, " + byPassword + "}}",
		"by the internal interface": "{interface: internal, auth: {" + at + ", " + byPassword + "}}",
		"by an old interface":       "{endpoint_type: adminURL, auth: {" + at + ", " + byPassword + "}}",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c, err := Dial(t.Context(), Options{
				Clouds: map[exchange.Actor]string{exchange.Member: "it"}, Environ: cloudsYAML(t, "clouds:\n  it: "+entry+"\n"),
			})
			if err != nil {
				t.Fatal(err)
			}
			if got := c.Actors[exchange.Member]; got.User != alice.UserID || got.Project != alice.ProjectID {
				t.Errorf("it is %+v, want %+v", got, alice)
			}
			token, _ := c.Token(exchange.Member)
			if c.Target.URL != address+"/compute" || ask(t, c, token) != http.StatusOK {
				t.Errorf("the target %s does not accept the token", c.Target.URL)
			}
			if byToken := name == "by token"; byToken != (token == alice.Token) {
				t.Errorf("the token is the given one: %v", !byToken)
			}
		})
	}
}

func TestDialByTokens(t *testing.T) {
	t.Parallel()
	c, err := Dial(t.Context(), Options{
		Target:   "https://cloud/v2/147",
		Tokens:   Tokens{exchange.Member: "m", exchange.Outsider: "o"},
		Projects: map[exchange.Actor]string{exchange.Outsider: "beta"},
		Server:   "s", Action: "req-a",
		Environ: []string{"OS_CLOUD=unused", "OS_CLIENT_CONFIG_FILE=/nowhere"},
	})
	if err != nil {
		t.Fatal(err)
	}
	wantKnown := []exchange.Binding{
		{Symbol: "member.project", Value: "147", Origin: "flag --target"},
		{Symbol: "outsider.project", Value: "beta", Origin: "flag --project"},
		{Symbol: "target.legacy", Value: "v2.0", Origin: "flag --target"},
		{Symbol: "finished.server", Value: "s", Origin: "flag --server"},
		{Symbol: "finished.id", Value: "req-a", Origin: "flag --action"},
	}
	if diff := cmp.Diff(wantKnown, c.Known); diff != "" {
		t.Errorf("known (-want +got):\n%s", diff)
	}
	wantActors := map[exchange.Actor]exchange.Identity{
		exchange.Member:   {Origin: "OSACT_TOKEN_MEMBER", Project: "147"},
		exchange.Outsider: {Origin: "OSACT_TOKEN_OUTSIDER", Project: "beta"},
	}
	if diff := cmp.Diff(wantActors, c.Actors); diff != "" {
		t.Errorf("actors (-want +got):\n%s", diff)
	}
	if c.Target != (exchange.Target{Kind: exchange.Given, URL: "https://cloud"}) || c.TLS != nil {
		t.Errorf("target %+v, TLS %v", c.Target, c.TLS)
	}
	if token, ok := c.Token(exchange.Member); token != "m" || !ok {
		t.Errorf("the member's token is %q, %v", token, ok)
	}
	if token, ok := c.Token(exchange.Admin); ok {
		t.Errorf("the admin has the token %q", token)
	}
}

// A token that came alone is shown to the cloud that it will be used at, and
// to no other.
func TestTokensThatCameAlone(t *testing.T) {
	t.Parallel()
	c, address, users := reference(t)
	env := cloudsYAML(t, string(c.CloudsYAML(address)))
	alone := exchange.Identity{Origin: "OSACT_TOKEN_OUTSIDER"}
	told := exchange.Identity{
		Origin: "OSACT_TOKEN_OUTSIDER", User: users["bob"].UserID, Project: users["bob"].ProjectID, Roles: []string{"member", "reader"},
	}
	for name, test := range map[string]struct {
		want Options
		is   exchange.Identity
		why  string
	}{
		"told":              {Options{Tokens: Tokens{exchange.Outsider: users["bob"].Token}}, told, ""},
		"elsewhere":         {Options{Tokens: Tokens{exchange.Outsider: users["bob"].Token}, Target: "https://else"}, alone, ""},
		"unknown elsewhere": {Options{Tokens: Tokens{exchange.Outsider: "hidden"}, Target: "https://else"}, alone, ""},
		"unknown":           {Options{Tokens: Tokens{exchange.Outsider: "hidden"}}, alone, "outsider (OSACT_TOKEN_OUTSIDER): " + address + "/identity/v3/ answers 401: it does not accept the token"},
		"member's own":      {Options{Tokens: Tokens{exchange.Outsider: users["alice"].Token}}, alone, "member is the same account"},
		"member's project":  {Options{Tokens: Tokens{exchange.Outsider: users["rita"].Token}}, alone, "as the member is"},
		"beaten by a cloud": {Options{Tokens: Tokens{exchange.Outsider: users["bob"].Token, exchange.Member: "hidden"}}, told, ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			test.want.Clouds, test.want.Environ = map[exchange.Actor]string{exchange.Member: "alice"}, env
			got, err := Dial(t.Context(), test.want)
			if test.why != "" {
				refused(t, err, ErrActors, test.why)
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(test.is, got.Actors[exchange.Outsider]); diff != "" {
				t.Errorf("the outsider (-want +got):\n%s", diff)
			}
			if origin := got.Actors[exchange.Member].Origin; origin != "clouds.yaml entry alice" {
				t.Errorf("the member comes from %s", origin)
			}
		})
	}
}

// Where a cloud lets nobody ask about a token, it is used as it stands.
func TestATokenThatNobodyMayAskAbout(t *testing.T) {
	t.Parallel()
	c, err := cloud.New(cloud.Options{})
	if err != nil {
		t.Fatal(err)
	}
	address := serve(t, func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodGet {
			w.WriteHeader(http.StatusForbidden)
			fmt.Fprint(w, `{"error": {"code": 403, "message": "hidden"}}`)
			return
		}
		c.ServeHTTP(w, r)
	})
	got, err := Dial(t.Context(), Options{
		Clouds: map[exchange.Actor]string{exchange.Member: "alice"}, Tokens: Tokens{exchange.Outsider: "opaque"},
		Environ: cloudsYAML(t, string(c.CloudsYAML(address))),
	})
	if err != nil {
		t.Fatal(err)
	}
	if token, _ := got.Token(exchange.Outsider); token != "opaque" || got.Actors[exchange.Outsider].User != "" {
		t.Errorf("token %q, identity %+v", token, got.Actors[exchange.Outsider])
	}
}

func TestTheMembersCatalogTells(t *testing.T) {
	t.Parallel()
	one, two := frank(t), frank(t)
	entry := func(name, url, region string) string {
		return fmt.Sprintf("  %s: {region_name: %s, auth: {auth_url: %q, username: u-%s/p/%s, password: x}}\n", name, region, url, name, name)
	}
	// Only the member's region has a compute service.
	env := cloudsYAML(t, "clouds:\n"+entry("admin", one, "none")+entry("member", two, "R"))
	c, err := Dial(t.Context(), Options{
		Clouds:  map[exchange.Actor]string{exchange.Admin: "admin", exchange.Member: "member"},
		Environ: env,
	})
	if err != nil || c.Target.URL != "http://compute.test:8774" {
		t.Errorf("got %+v, %v, want the member's target", c, err)
	}
	_, err = Dial(t.Context(), Options{
		Clouds: map[exchange.Actor]string{exchange.Admin: "admin"}, Tokens: Tokens{exchange.Member: "m"}, Environ: env,
	})
	// The token is shown to the admin's identity service, which is none for tokens.
	refused(t, err, ErrUnreachable, "member (OSACT_TOKEN_MEMBER)")
	_, err = Dial(t.Context(), Options{Clouds: map[exchange.Actor]string{exchange.Admin: "admin"}, Environ: env})
	refused(t, err, ErrTarget, `admin (clouds.yaml entry admin): the catalog has no compute endpoint with the interface public in the region "none", only public in R`)
}

func TestOSCloudIsTheMemberWhenNobodyElseIs(t *testing.T) {
	t.Parallel()
	c, address, users := reference(t)
	env := append(cloudsYAML(t, string(c.CloudsYAML(address))), "OS_CLOUD=alice")
	for name, test := range map[string]struct {
		want   Options
		actors []exchange.Actor
	}{
		"nobody else": {Options{}, []exchange.Actor{exchange.Member}},
		"a cloud":     {Options{Clouds: map[exchange.Actor]string{exchange.Admin: "admin"}}, []exchange.Actor{exchange.Admin}},
		"a token":     {Options{Target: address, Tokens: Tokens{exchange.Outsider: users["bob"].Token}}, []exchange.Actor{exchange.Outsider}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			test.want.Environ = env
			got, err := Dial(t.Context(), test.want)
			if err != nil {
				t.Fatal(err)
			}
			var actors []exchange.Actor
			for _, a := range exchange.Actors() {
				if _, ok := got.Actors[a]; ok {
					actors = append(actors, a)
				}
			}
			if diff := cmp.Diff(test.actors, actors); diff != "" {
				t.Errorf("actors (-want +got):\n%s", diff)
			}
		})
	}
}

func TestDialRefuses(t *testing.T) {
	t.Parallel()
	member := Tokens{exchange.Member: "hidden-m"}
	for name, test := range map[string]struct {
		want  Options
		class error
		why   string
	}{
		"a bad target":      {Options{Target: "cloud:8774", Tokens: member}, ErrTarget, "http://"},
		"no target":         {Options{Tokens: member}, ErrTarget, "nothing tells it: give --target"},
		"nobody":            {Options{Target: "http://cloud"}, ErrActors, "OSACT_TOKEN_MEMBER"},
		"a server alone":    {Options{Target: "http://cloud", Tokens: member, Server: "s"}, ErrTarget, "go together"},
		"an action alone":   {Options{Target: "http://cloud", Tokens: member, Action: "a"}, ErrTarget, "go together"},
		"one token for two": {Options{Target: "http://cloud", Tokens: Tokens{exchange.Member: "hidden", exchange.Admin: "hidden"}}, ErrActors, "member (OSACT_TOKEN_MEMBER): admin has the same token"},
		"two projects":      {Options{Target: "http://cloud/v2/1", Tokens: member, Projects: map[exchange.Actor]string{exchange.Member: "2"}}, ErrActors, "the project of member is 2 by its flag --project and 1 by the flag --target"},
		"a reader outside": {
			Options{Target: "http://cloud/v2/1", Tokens: Tokens{exchange.Member: "m", exchange.Reader: "r"}, Projects: map[exchange.Actor]string{exchange.Reader: "2"}},
			ErrActors, "reader (OSACT_TOKEN_READER): it is in the project 2, and the member is in 1",
		},
		"a bad proxy": {Options{Target: "http://cloud", Tokens: member, Environ: []string{"https_proxy=http://u:hidden@pro xy"}}, ErrTarget, "the proxy in HTTPS_PROXY is not a URL"},
		"one entry for two": {
			Options{Clouds: map[exchange.Actor]string{exchange.Member: "it", exchange.Reader: "it"}, Environ: cloudsYAML(t, "clouds: {it: {}}")},
			ErrActors, "reader (clouds.yaml entry it): member is played by the same entry",
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c, err := Dial(context.Background(), test.want)
			if c != nil {
				t.Errorf("there is a connection: %+v", c)
			}
			refused(t, err, test.class, test.why)
		})
	}
}
