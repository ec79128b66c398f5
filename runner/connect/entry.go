package connect

import (
	"cmp"
	"errors"
	"fmt"
	"net/url"
	"regexp"
	"strings"

	"github.com/gophercloud/gophercloud/v2"
	"go.yaml.in/yaml/v3"
)

// entry is what osact reads of an entry of clouds.yaml. Keys that it does not
// know are skipped: other clients have theirs.
type entry struct {
	Profile  string `yaml:"profile"`
	AuthType string `yaml:"auth_type"`
	Auth     auth   `yaml:"auth"`

	Region       string   `yaml:"region_name"`
	Regions      []region `yaml:"regions"`
	Interface    string   `yaml:"interface"`
	EndpointType string   `yaml:"endpoint_type"` // an old name of interface

	Verify      *bool  `yaml:"verify"`
	Authority   string `yaml:"cacert"`
	Certificate string `yaml:"cert"`
	Key         string `yaml:"key"`
}

// auth is the part of an entry that is sent to the identity service.
type auth struct {
	URL string `yaml:"auth_url"`

	UserID   string `yaml:"user_id"`
	Username string `yaml:"username"`
	Password string `yaml:"password"`
	Token    string `yaml:"token"`

	CredentialID     string `yaml:"application_credential_id"`
	CredentialName   string `yaml:"application_credential_name"`
	CredentialSecret string `yaml:"application_credential_secret"`

	ProjectID   string `yaml:"project_id"`
	ProjectName string `yaml:"project_name"`
	SystemScope string `yaml:"system_scope"`

	UserDomainID      string `yaml:"user_domain_id"`
	UserDomainName    string `yaml:"user_domain_name"`
	ProjectDomainID   string `yaml:"project_domain_id"`
	ProjectDomainName string `yaml:"project_domain_name"`
	DomainID          string `yaml:"domain_id"`
	DomainName        string `yaml:"domain_name"`
	DefaultDomain     string `yaml:"default_domain"` // an id
}

// region is a region of an entry: a name alone, or with the settings of the
// entry that differ there.
type region struct {
	name   string
	values yaml.Node
}

// UnmarshalYAML reads either form.
func (r *region) UnmarshalYAML(node *yaml.Node) error {
	if node.Kind == yaml.ScalarNode {
		return node.Decode(&r.name)
	}
	var long struct {
		Name   string    `yaml:"name"`
		Values yaml.Node `yaml:"values"`
	}
	err := node.Decode(&long)
	r.name, r.values = long.Name, long.Values
	return err
}

// The ways to log in.
const (
	byPassword   = "password"
	byToken      = "token"
	byCredential = "application credential"
)

// method returns how the entry logs in.
func (e entry) method() (string, error) {
	switch e.AuthType {
	case "password", "v3password":
		return byPassword, nil
	case "token", "v3token":
		return byToken, nil
	case "v3applicationcredential":
		return byCredential, nil
	case "":
		switch {
		case e.Auth.CredentialID != "" || e.Auth.CredentialName != "":
			return byCredential, nil
		case e.Auth.Token != "":
			return byToken, nil
		}
		return byPassword, nil
	}
	return "", fmt.Errorf("osact cannot log in with auth_type %q: use password, token or v3applicationcredential, or give a token in the environment", e.AuthType)
}

// identityVersion ends the address of an identity service, or does not.
var identityVersion = regexp.MustCompile(`/v[0-9.]+$`)

// identity returns the root of the third version of the identity service.
func (e entry) identity() (string, error) {
	if e.Auth.URL == "" && e.Profile != "" {
		return "", fmt.Errorf("it takes its auth_url from the profile %q, which osact does not know: write auth_url, and what else the profile says, into the entry", e.Profile)
	}
	u, err := url.Parse(e.Auth.URL)
	switch {
	case e.Auth.URL == "":
		return "", errors.New("it has no auth_url: write it below auth, as in https://cloud:5000/v3")
	case err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Hostname() == "":
		return "", errors.New("its auth_url is not the URL of a service: write one like https://cloud:5000/v3")
	case u.User != nil || u.RawQuery != "" || u.Fragment != "":
		return "", errors.New("its auth_url holds a user, a password, a query or a fragment: leave it out")
	}
	path := identityVersion.ReplaceAllString(strings.TrimRight(u.EscapedPath(), "/"), "")
	return u.Scheme + "://" + u.Host + path + "/v3/", nil
}

// credentials returns how the entry logs in, and what it says.
func (e entry) credentials() (method string, said gophercloud.AuthOptions, err error) {
	method, err = e.method()
	switch {
	case err != nil:
	case e.Auth.SystemScope != "":
		err = errors.New("it asks for a system scope, and instance actions belong to projects: write project_name in place of system_scope")
	case method == byToken:
		said, err = e.Auth.byToken()
	case method == byCredential:
		said, err = e.Auth.byCredential()
	default:
		said, err = e.Auth.byPassword()
	}
	return method, said, err
}

func (a auth) byPassword() (gophercloud.AuthOptions, error) {
	o, err := a.user()
	if err == nil && a.Password == "" {
		err = errors.New("it has no password: write one below auth, best in secure.yaml")
	}
	o.Password, o.Scope = a.Password, a.scope()
	return o, err
}

func (a auth) byToken() (gophercloud.AuthOptions, error) {
	switch {
	case a.Token == "":
		return gophercloud.AuthOptions{}, errors.New("it has no token: write one below auth, best in secure.yaml")
	case strings.ContainsFunc(a.Token, unsendable):
		return gophercloud.AuthOptions{}, errors.New("its token holds white space or other characters that no token has: check how it was copied")
	}
	return gophercloud.AuthOptions{TokenID: a.Token, Scope: a.scope()}, nil
}

func (a auth) byCredential() (gophercloud.AuthOptions, error) {
	if a.CredentialSecret == "" {
		return gophercloud.AuthOptions{}, errors.New("it has no application_credential_secret: write it below auth, best in secure.yaml")
	}
	var o gophercloud.AuthOptions
	switch {
	case a.CredentialID != "":
		o.ApplicationCredentialID = a.CredentialID
	case a.CredentialName != "":
		user, err := a.user()
		if err != nil {
			return gophercloud.AuthOptions{}, err
		}
		o = user
		o.ApplicationCredentialName = a.CredentialName
	default:
		return gophercloud.AuthOptions{}, errors.New("it has no application_credential_id: write it below auth")
	}
	o.ApplicationCredentialSecret = a.CredentialSecret
	return o, nil
}

// user names the user by id, or by name within a domain.
func (a auth) user() (gophercloud.AuthOptions, error) {
	switch {
	case a.UserID != "":
		return gophercloud.AuthOptions{UserID: a.UserID}, nil
	case a.Username == "":
		return gophercloud.AuthOptions{}, errors.New("it names no user: write username and user_domain_name below auth")
	}
	id, name := a.domain(a.UserDomainID, a.UserDomainName)
	return gophercloud.AuthOptions{Username: a.Username, DomainID: id, DomainName: name}, nil
}

// scope names the project by id, or by name within a domain. Without a project
// it names nothing: the token is then for what the identity service chooses.
func (a auth) scope() *gophercloud.AuthScope {
	switch {
	case a.ProjectID != "":
		return &gophercloud.AuthScope{ProjectID: a.ProjectID}
	case a.ProjectName == "":
		return &gophercloud.AuthScope{}
	}
	id, name := a.domain(a.ProjectDomainID, a.ProjectDomainName)
	return &gophercloud.AuthScope{ProjectName: a.ProjectName, DomainID: id, DomainName: name}
}

// domain returns the id or the name of the domain that is meant, and never
// both: the one given, else the one for both user and project, else the one
// that every identity service starts with, as the openstack client has it.
func (a auth) domain(id, name string) (string, string) {
	for _, pair := range [][2]string{{id, name}, {a.DomainID, a.DomainName}} {
		if pair[0] != "" {
			return pair[0], ""
		}
		if pair[1] != "" {
			return "", pair[1]
		}
	}
	return cmp.Or(a.DefaultDomain, "default"), ""
}
