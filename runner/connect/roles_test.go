package connect

import (
	"fmt"
	"strings"
	"testing"

	"github.com/osact/osact/suites/exchange"
)

// Accounts are named USER/PROJECT/ROLE,ROLE.
func TestAccountsFitTheirActors(t *testing.T) {
	t.Parallel()
	address := frank(t)
	const member, inside = "m/alpha/member,reader", "alpha"
	for name, test := range map[string]struct {
		accounts map[exchange.Actor]string
		why      string // empty: they fit
	}{
		"everybody": {map[exchange.Actor]string{
			exchange.Admin: "a/admin/reader,admin,member", exchange.Member: member, exchange.Reader: "r/alpha/reader",
			exchange.Bystander: "b/alpha/custom", exchange.Outsider: "o/beta/member",
		}, ""},
		"an admin in the project":   {map[exchange.Actor]string{exchange.Admin: "a/alpha/admin", exchange.Member: member}, ""},
		"a member of old":           {map[exchange.Actor]string{exchange.Member: "m/alpha/_member_"}, ""},
		"capitals":                  {map[exchange.Actor]string{exchange.Member: "m/alpha/Member"}, ""},
		"no member to compare with": {map[exchange.Actor]string{exchange.Reader: "r/beta/reader", exchange.Outsider: "o/beta/x"}, ""},
		"an outsider who reads":     {map[exchange.Actor]string{exchange.Member: member, exchange.Outsider: "o/beta/reader"}, ""},
		"one user in two projects":  {map[exchange.Actor]string{exchange.Member: member, exchange.Outsider: "m/beta/member"}, ""},

		"an admin without the role": {map[exchange.Actor]string{exchange.Admin: "a/alpha/reader,member"}, "admin (clouds.yaml entry admin): it lacks the role admin, having member, reader: choose an account with the role admin"},
		"a member as admin":         {map[exchange.Actor]string{exchange.Member: "m/alpha/member,admin"}, "member (clouds.yaml entry member): it has the role admin: choose an account with the role member and without admin"},
		"a member as Admin":         {map[exchange.Actor]string{exchange.Member: "m/alpha/member,Admin"}, "it has the role admin"},
		"a member who reads":        {map[exchange.Actor]string{exchange.Member: "m/alpha/reader"}, "it lacks the role member, having reader"},
		"a reader as member":        {map[exchange.Actor]string{exchange.Reader: "r/alpha/reader,member"}, "it has the role member: choose an account in the member's project"},
		"a reader as older member":  {map[exchange.Actor]string{exchange.Reader: "r/alpha/reader,_member_"}, "it has the role _member_"},
		"a reader as admin":         {map[exchange.Actor]string{exchange.Reader: "r/alpha/reader,admin"}, "it has the role admin"},
		"a reader without the role": {map[exchange.Actor]string{exchange.Reader: "r/alpha/custom"}, "it lacks the role reader, having custom"},
		"a reader outside":          {map[exchange.Actor]string{exchange.Member: member, exchange.Reader: "r/beta/reader"}, "it is in the project beta, and the member is in alpha"},
		"a bystander who reads":     {map[exchange.Actor]string{exchange.Bystander: "b/alpha/reader"}, "it has the role reader"},
		"a bystander as member":     {map[exchange.Actor]string{exchange.Bystander: "b/alpha/member"}, "it has the role member"},
		"a bystander as admin":      {map[exchange.Actor]string{exchange.Bystander: "b/alpha/admin"}, "it has the role admin"},
		"a bystander outside":       {map[exchange.Actor]string{exchange.Member: member, exchange.Bystander: "b/beta/custom"}, "it is in the project beta, and the member is in alpha"},
		"an outsider inside":        {map[exchange.Actor]string{exchange.Member: member, exchange.Outsider: "o/alpha/member"}, "it is in the project alpha, as the member is"},
		"an outsider as admin":      {map[exchange.Actor]string{exchange.Member: member, exchange.Outsider: "o/beta/admin"}, "it has the role admin"},
		"one account for two":       {map[exchange.Actor]string{exchange.Admin: "m/alpha/admin", exchange.Member: member}, "member (clouds.yaml entry member): admin is the same account (user m in project alpha)"},
		"for no project":            {map[exchange.Actor]string{exchange.Member: "m//member"}, "its token is for no project: add project_name"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var file strings.Builder
			file.WriteString("clouds:\n")
			clouds := map[exchange.Actor]string{}
			for actor, account := range test.accounts {
				clouds[actor] = string(actor)
				fmt.Fprintf(&file, "  %s: {auth: {auth_url: %q, username: %q, password: hidden}}\n", actor, address, account)
			}
			c, err := Dial(t.Context(), Options{Clouds: clouds, Environ: cloudsYAML(t, file.String())})
			if test.why != "" {
				refused(t, err, ErrActors, test.why)
				return
			}
			if err != nil || len(c.Actors) != len(clouds) {
				t.Errorf("got %+v, %v, want a connection", c, err)
			}
		})
	}
	c, err := Dial(t.Context(), Options{
		Clouds:   map[exchange.Actor]string{exchange.Member: "it"},
		Projects: map[exchange.Actor]string{exchange.Member: "beta"},
		Environ:  cloudsYAML(t, "clouds: {it: {auth: {auth_url: '"+address+"', username: "+`"`+member+`"`+", password: x}}}"),
	})
	if c != nil {
		t.Errorf("--project beats the token of project %s", inside)
	}
	refused(t, err, ErrActors, "the project of member is alpha by its token and beta by the flag --project")
}
