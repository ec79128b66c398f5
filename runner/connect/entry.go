package connect

import (
	"errors"
	"fmt"
	"net/url"
	"regexp"
	"strings"

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
