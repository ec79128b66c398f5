package connect

import (
	"fmt"
	"strings"
	"testing"

	"github.com/osact/osact/suites/exchange"
)

// The first clouds.yaml on the search path counts, and so does the first
// secure.yaml, wherever that is.
func TestSearchPath(t *testing.T) {
	address := frank(t)
	entry := func(user string) []byte {
		return fmt.Appendf(nil, "clouds: {it: {auth: {auth_url: %q, username: %s/p/member, password: x}}}", address, user)
	}
	secure := func(user string) []byte {
		return fmt.Appendf(nil, "clouds: {it: {auth: {username: %s/p/member}}, other: {auth: []}}", user)
	}
	for name, test := range map[string]struct {
		files   map[string][]byte // by path below the test's folder; "here" is the working directory
		environ []string          // the test's folder stands for FOLDER
		user    string
	}{
		"the working directory": {map[string][]byte{"here/clouds.yaml": entry("here"), "home/.config/openstack/clouds.yaml": entry("home")}, []string{"HOME=FOLDER/home"}, "here"},
		"home":                  {map[string][]byte{"home/.config/openstack/clouds.yaml": entry("home")}, []string{"HOME=FOLDER/home"}, "home"},
		"XDG_CONFIG_HOME":       {map[string][]byte{"home/.config/openstack/clouds.yaml": entry("home"), "xdg/openstack/clouds.yaml": entry("xdg")}, []string{"HOME=FOLDER/home", "XDG_CONFIG_HOME=FOLDER/xdg"}, "xdg"},
		"named": {
			map[string][]byte{"here/clouds.yaml": entry("here"), "other/mine.yaml": entry("named"), "here/secure.yaml": secure("far")},
			[]string{"OS_CLIENT_CONFIG_FILE=FOLDER/other/mine.yaml"},
			"named",
		},
		"secure.yaml beside":        {map[string][]byte{"here/clouds.yaml": entry("here"), "here/secure.yaml": secure("secure")}, nil, "secure"},
		"secure.yaml elsewhere":     {map[string][]byte{"here/clouds.yaml": entry("here"), "home/.config/openstack/secure.yaml": secure("secure")}, []string{"HOME=FOLDER/home"}, "secure"},
		"secure.yaml beside named":  {map[string][]byte{"other/mine.yaml": entry("named"), "other/secure.yaml": secure("secure")}, []string{"OS_CLIENT_CONFIG_FILE=FOLDER/other/mine.yaml"}, "secure"},
		"secure.yaml named":         {map[string][]byte{"here/clouds.yaml": entry("here"), "other/mine.yaml": secure("secure")}, []string{"OS_CLIENT_SECURE_FILE=FOLDER/other/mine.yaml"}, "secure"},
		"secure.yaml without entry": {map[string][]byte{"here/clouds.yaml": entry("here"), "here/secure.yaml": []byte("clouds: {}")}, nil, "here"},
		"an empty secure.yaml":      {map[string][]byte{"here/clouds.yaml": entry("here"), "here/secure.yaml": nil}, nil, "here"},
	} {
		t.Run(name, func(t *testing.T) {
			folder := t.TempDir()
			written(t, folder, "here/unrelated", nil)
			for path, content := range test.files {
				written(t, folder, path, content)
			}
			t.Chdir(folder + "/here")
			var env []string
			for _, line := range test.environ {
				env = append(env, strings.ReplaceAll(line, "FOLDER", folder))
			}
			c, err := Dial(t.Context(), Options{Clouds: map[exchange.Actor]string{exchange.Member: "it"}, Environ: env})
			if err != nil {
				t.Fatal(err)
			}
			if got := c.Actors[exchange.Member].User; got != test.user {
				t.Errorf("it is the entry of %s, want that of %s", got, test.user)
			}
		})
	}
}

func TestFilesThatAreNoCloudsYAML(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct{ open, secret, why string }{
		"a syntax error":        {"clouds:\n  it:\n   auth: {\n  hidden: - x", "", "clouds.yaml:3: this is not what clouds.yaml has here"},
		"an alias to nothing":   {"clouds:\n  it: {auth: {password: *hidden}}", "", "clouds.yaml: this is not what clouds.yaml has here"},
		"a text for auth":       {"clouds:\n  it:\n    auth: hidden", "", "clouds.yaml:3: this is not"},
		"a list for a password": {"clouds:\n  it:\n    auth:\n      password: [hidden]", "", "clouds.yaml:4: this is not"},
		"a text for verify":     {"clouds:\n  it:\n    verify: hidden", "", "clouds.yaml:3: this is not"},
		"a list of entries":     {"clouds:\n- it: hidden", "", "clouds.yaml:2: this is not"},
		"a text":                {"hidden", "", "clouds.yaml:1: this is not"},
		"a bad region":          {"clouds:\n  it:\n    regions: [{name: [hidden]}]", "", "clouds.yaml:3: this is not"},
		"a bad region's values": {"clouds:\n  it:\n    region_name: a\n    regions: [{name: a, values: {auth: hidden}}]", "", "clouds.yaml:4: this is not"},
		"nothing":               {"", "", `has no entry "it", nor any other: write its entries below the key clouds`},
		"another entry":         {"clouds: {that: {}, It: {}, zz: {}}", "", `has no entry "it": it has It, zz, that`},
		"many other entries":    {"clouds: {a: {}, b: {}, c: {}, d: {}, e: {}, f: {}, g: {}, h: {}, i: {}, j: {}, k: {}, l: {}}", "", `has no entry "it": it has i, a, b, c, d, e, f, g, h, j and 2 more`},
		"too large":             {"clouds: # " + strings.Repeat("x", maxClouds), "", "is larger than 1048576 bytes"},
		"a bad secure.yaml":     {"clouds: {it: {}}", "clouds:\n  it:\n  auth: {", "secure.yaml:3: this is not"},
		"a bad secure entry":    {"clouds: {it: {}}", "clouds:\n  it:\n    auth: hidden", "secure.yaml:3: this is not"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			folder := t.TempDir()
			env := []string{"OS_CLIENT_CONFIG_FILE=" + written(t, folder, "clouds.yaml", []byte(test.open))}
			if test.secret != "" {
				written(t, folder, "secure.yaml", []byte(test.secret))
			}
			_, err := Dial(t.Context(), Options{Clouds: map[exchange.Actor]string{exchange.Member: "it"}, Environ: env})
			refused(t, err, ErrActors, test.why)
		})
	}
}

func TestFilesThatAreNotThere(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	open := "OS_CLIENT_CONFIG_FILE=" + written(t, folder, "clouds.yaml", []byte("clouds: {it: {}}"))
	for name, test := range map[string]struct {
		environ []string
		why     string
	}{
		"anywhere":        {[]string{"HOME=" + folder, "OS_CLOUD=it"}, "there is no clouds.yaml in ., " + folder + "/.config/openstack, /etc/openstack"},
		"named":           {[]string{"OS_CLIENT_CONFIG_FILE=" + folder + "/none.yaml", "OS_CLOUD=it"}, "none.yaml is missing: OS_CLIENT_CONFIG_FILE names it"},
		"a folder":        {[]string{"OS_CLIENT_CONFIG_FILE=" + folder, "OS_CLOUD=it"}, "is not a regular file: it must be a text file"},
		"secure":          {[]string{open, "OS_CLIENT_SECURE_FILE=" + folder + "/none.yaml", "OS_CLOUD=it"}, "none.yaml is missing: OS_CLIENT_SECURE_FILE names it"},
		"secure a folder": {[]string{open, "OS_CLIENT_SECURE_FILE=" + folder, "OS_CLOUD=it"}, "is not a regular file: it must be a text file"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := Dial(t.Context(), Options{Environ: test.environ})
			refused(t, err, ErrActors, test.why)
		})
	}
}

func TestEntriesThatCannotLogIn(t *testing.T) {
	t.Parallel()
	const at = "auth_url: http://127.0.0.1:1"
	for name, test := range map[string]struct{ entry, why string }{
		"no auth_url":                {"{auth: {username: u, password: hidden}}", "it has no auth_url"},
		"a vendor's profile":         {"{profile: vendor, auth: {username: u, password: hidden}}", `it takes its auth_url from the profile "vendor"`},
		"not a URL":                  {"{auth: {auth_url: 'cloud:5000', username: u, password: hidden}}", "its auth_url is not the URL of a service"},
		"no host":                    {"{auth: {auth_url: 'http://:5000', username: u, password: hidden}}", "its auth_url is not the URL of a service"},
		"a broken URL":               {"{auth: {auth_url: 'http://hidden:%zz', username: u, password: hidden}}", "its auth_url is not the URL of a service"},
		"a password in the URL":      {"{auth: {auth_url: 'http://u:hidden@cloud', username: u, password: hidden}}", "its auth_url holds a user"},
		"a query in the URL":         {"{auth: {auth_url: 'http://cloud?hidden=1', username: u, password: hidden}}", "its auth_url holds a user, a password, a query"},
		"an unknown type":            {"{auth_type: v3oidcpassword, auth: {" + at + "}}", `osact cannot log in with auth_type "v3oidcpassword": use password, token or v3applicationcredential`},
		"no user":                    {"{auth: {" + at + ", password: hidden}}", "it names no user"},
		"no password":                {"{auth: {" + at + ", username: u}}", "it has no password"},
		"no token":                   {"{auth_type: token, auth: {" + at + "}}", "it has no token"},
		"a broken token":             {"{auth: {" + at + ", token: 'hid den'}}", "its token holds white space"},
		"no credential":              {"{auth_type: v3applicationcredential, auth: {" + at + ", application_credential_secret: hidden}}", "it has no application_credential_id"},
		"no credential's secret":     {"{auth: {" + at + ", application_credential_id: c}}", "it has no application_credential_secret"},
		"a credential without user":  {"{auth: {" + at + ", application_credential_name: c, application_credential_secret: hidden}}", "it names no user"},
		"the system":                 {"{auth: {" + at + ", system_scope: all, username: u, password: hidden}}", "it asks for a system scope"},
		"a missing cacert":           {"{cacert: /nowhere/ca.pem, auth: {" + at + "}}", "its cacert cannot be read: open /nowhere/ca.pem: no such file or directory"},
		"a missing cert":             {"{cert: ~/nowhere.pem, auth: {" + at + "}}", "its cert cannot be read: open /home/hers/nowhere.pem"},
		"a key without a cert":       {"{key: k.pem, auth: {" + at + "}}", "it has a key and no cert"},
		"no certificate in cacert":   {"{cacert: trust.go, auth: {" + at + ", username: u, password: hidden}}", "its cacert holds no certificate"},
		"a device for a cacert":      {"{cacert: /dev/zero, auth: {" + at + "}}", "its cacert cannot be read: /dev/zero is not a regular file"},
		"neither in cert and key":    {"{cert: trust.go, auth: {" + at + ", username: u, password: hidden}}", "its cert and key do not belong together"},
		"a project without a domain": {"{auth: {" + at + ", username: u, password: hidden, project_name: p}}", ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			env := append(cloudsYAML(t, "clouds: {it: "+test.entry+"}"), "HOME=/home/hers", "OS_CLOUD=it")
			_, err := Dial(t.Context(), Options{Environ: env})
			if test.why == "" { // it can, but nobody is there
				refused(t, err, ErrUnreachable, "http://127.0.0.1:1/v3/ cannot be reached")
				return
			}
			refused(t, err, ErrActors, test.why)
		})
	}
}
