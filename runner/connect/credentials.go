package connect

import (
	"cmp"
	"errors"
	"fmt"

	"github.com/gophercloud/gophercloud/v2"
)

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
	case wrongWith(a.Token) != "":
		return gophercloud.AuthOptions{}, fmt.Errorf("its token %s: check how it was copied", wrongWith(a.Token))
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
