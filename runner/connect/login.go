package connect

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"time"

	"github.com/gophercloud/gophercloud/v2"
	"github.com/gophercloud/gophercloud/v2/openstack/identity/v3/tokens"

	"github.com/osact/osact/runner/neterror"
)

// maxAnswer is how many bytes of an identity service's answer are read.
const maxAnswer = 8 << 20

// facts are what an identity service says about a token.
type facts struct {
	token         string
	user, project string // ids
	roles         []string
	rules         []string // the requests that an application credential is narrowed to
	catalog       []tokens.CatalogEntry
}

// login is what is said to which identity service for an account.
type login struct {
	root        string // of the service, with the version and a slash at its end
	method      string
	credentials gophercloud.AuthOptions
	client      http.Client
	timeout     time.Duration // how long an answer may take
}

// login returns how the entry's account logs in.
func (e entry) login(trust trust, way access) (login, error) {
	l := login{timeout: way.timeout}
	var err error
	if l.root, err = e.identity(); err != nil {
		return login{}, err
	}
	if l.method, l.credentials, err = e.credentials(); err != nil {
		return login{}, err
	}
	l.client = http.Client{
		Transport: capped{&http.Transport{
			Proxy:                  way.proxy,
			OnProxyConnectResponse: neterror.RequireTunnel,
			TLSClientConfig:        trust.config,
			// A dial outlives the request that wanted it: bound it by itself.
			DialContext:            (&net.Dialer{Timeout: way.timeout}).DialContext,
			TLSHandshakeTimeout:    way.timeout,
			MaxResponseHeaderBytes: 256 << 10,
			DisableKeepAlives:      true, // it is asked once
		}},
		// A redirect would carry the password to another address.
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
	return l, nil
}

// withToken returns the same service, to be shown a token.
func (l login) withToken(token string) login {
	l.method, l.credentials = byToken, gophercloud.AuthOptions{TokenID: token, Scope: &gophercloud.AuthScope{}}
	return l
}

// do asks for a token, once. A token without a scope is not exchanged for
// another: it is asked about, and used as it stands.
func (l login) do(ctx context.Context) (facts, *loginError) {
	ctx, cancel := context.WithTimeout(ctx, l.timeout)
	defer cancel()
	provider := &gophercloud.ProviderClient{HTTPClient: l.client}
	provider.UserAgent.Prepend("osact")
	service := &gophercloud.ServiceClient{ProviderClient: provider, Endpoint: l.root, Type: "identity"}

	token := l.credentials.TokenID
	var answer interface{ ExtractInto(v any) error }
	if token != "" && *l.credentials.Scope == (gophercloud.AuthScope{}) {
		provider.TokenID = token
		answer = tokens.Get(ctx, service, token)
	} else {
		issued := tokens.Create(ctx, service, &l.credentials)
		token, answer = issued.Header.Get("X-Subject-Token"), issued
	}
	var said struct {
		User    tokens.User           `json:"user"`
		Project tokens.Project        `json:"project"`
		Roles   []tokens.Role         `json:"roles"`
		Catalog []tokens.CatalogEntry `json:"catalog"`

		Credential struct {
			AccessRules []struct{ Service, Path, Method string } `json:"access_rules"`
		} `json:"application_credential"`
	}
	if err := answer.ExtractInto(&said); err != nil {
		return facts{}, l.explain(ctx, err)
	}
	if token == "" || said.User.ID == "" {
		return facts{}, l.explain(ctx, errors.New("no token, or no user, in the answer"))
	}
	if wrong := wrongWith(token); wrong != "" {
		return facts{}, &loginError{class: ErrActors, text: fmt.Sprintf("%s issues a token that %s: check auth_url, and ask its operator", l.root, wrong)}
	}
	f := facts{token: token, user: said.User.ID, project: said.Project.ID, catalog: said.Catalog}
	for _, rule := range said.Credential.AccessRules {
		f.rules = append(f.rules, strings.TrimSpace(rule.Method+" "+rule.Path)+" of "+rule.Service)
	}
	for _, role := range said.Roles {
		f.roles = append(f.roles, role.Name)
	}
	return f, nil
}

// capped ends a body that is larger than any answer of an identity service:
// the library reads bodies to their end.
type capped struct{ transport *http.Transport }

func (c capped) RoundTrip(r *http.Request) (*http.Response, error) {
	answer, err := c.transport.RoundTrip(r)
	if err == nil {
		err = neterror.RequireAnswer(answer)
	}
	if err != nil {
		return nil, err
	}
	answer.Body = struct {
		io.Reader
		io.Closer
	}{io.LimitReader(answer.Body, maxAnswer), answer.Body}
	return answer, nil
}
