package connect

import (
	"bytes"
	"encoding/json"
	"fmt"
	"log/slog"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/osact/osact/suites/exchange"
)

func TestTokensIn(t *testing.T) {
	got, err := TokensIn([]string{
		"PATH=/bin", "OSACT_TOKEN_MEMBER=member=1", "OSACT_TOKEN_ADMIN=", "OSACT_TOKEN_OUTSIDER=outsider",
	})
	want := Tokens{exchange.Member: "member=1", exchange.Outsider: "outsider"}
	if err != nil || !maps.Equal(got, want) {
		t.Errorf("got %v, %v, want %v", got, err, want)
	}
	for variable, why := range map[string]string{
		"OSACT_TOKEN_MEMBR=hidden":      "does not name an actor",
		"OSACT_TOKEN_ANONYMOUS=hidden":  "no token that a cloud issued",
		"OSACT_TOKEN_INTRUDER=hidden":   "no token that a cloud issued",
		"OSACT_TOKEN_MEMBER=hidden\n":   "white space",
		"OSACT_TOKEN_MEMBER=hid den":    "white space",
		"OSACT_TOKEN_MEMBER=hidden1":    "shorter than 8",
		"OSACT_TOKEN_MEMBER=hidden\x00": "white space",
		"OSACT_TOKEN_MEMBER=hidden…":    "no token has",
	} {
		_, err := TokensIn([]string{variable})
		refused(t, err, ErrActors, why)
	}
}

func TestTokensAreNotGivenAway(t *testing.T) {
	c := Connection{
		Tokens: Tokens{exchange.Member: "hidden", exchange.Admin: "hidden too"},
		Actors: map[exchange.Actor]exchange.Identity{exchange.Member: {Origin: "somewhere"}},
	}
	texts := map[string]string{}
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%X", "%d"} {
		texts[verb] = fmt.Sprintf(verb, c) + fmt.Sprintf(verb, &c) + fmt.Sprintf(verb, c.Tokens)
	}
	encoded, err := json.Marshal(map[string]any{"tokens": c.Tokens, "want": Options{Tokens: c.Tokens}})
	if err != nil {
		t.Fatal(err)
	}
	texts["JSON"] = string(encoded)
	var logged bytes.Buffer
	slog.New(slog.NewJSONHandler(&logged, nil)).Info("x", "tokens", c.Tokens, "connection", c)
	slog.New(slog.NewTextHandler(&logged, nil)).Info("x", "tokens", c.Tokens, "connection", c)
	texts["log"] = logged.String()
	for how, text := range texts {
		if strings.Contains(text, "hidden") || strings.Contains(strings.ToLower(text), fmt.Sprintf("%x", "hidden")) {
			t.Errorf("%s gives it away: %s", how, text)
		}
		if !strings.Contains(text, "[2 secret tokens]") {
			t.Errorf("%s does not say that there are tokens: %s", how, text)
		}
	}
}

// Every secret is found, and what is none is not.
func TestRedactor(t *testing.T) {
	env := environ{"HTTPS_PROXY=http://scanner:s3cret%21word@proxy:3128", "HTTP_PROXY=proxy:3128"}
	all := accounts{
		{actor: exchange.Member, entry: &entry{Auth: auth{Username: "alice", Password: "alice-runs-the-shop"}}, facts: facts{token: "a-token-of-members"}},
		{actor: exchange.Reader, entry: &entry{Auth: auth{Username: "rita", Password: "openstack"}}, facts: facts{token: "a-token-of-readers"}},
		{actor: exchange.Admin, entry: &entry{Auth: auth{Token: "exchanged-for-another"}}, facts: facts{token: "a-token-of-admins"}},
		{actor: exchange.Outsider, entry: &entry{Auth: auth{CredentialID: "c0ffee", CredentialSecret: "s3cret-of-an-application"}}, facts: facts{token: "a-token-of-outsiders"}},
	}
	c := Connection{Tokens: all.tokens(), Secrets: slices.Concat(all.secrets(), env.proxySecrets())}
	redactor := c.Redactor()
	for text, want := range map[string]string{
		"":                                   "",
		"the member's":                       "the member's",
		"openstack":                          "openstack", // a word that any answer may have
		"rita:openstack":                     "[osact: password]",
		`{"token": "a-token-of-outsiders"}`:  `{"token": "` + exchange.Mark(exchange.Outsider) + `"}`,
		"exchanged-for-another":              exchange.Mark(exchange.Admin),
		"alice-runs-the-shop":                "[osact: password]",
		"s3cret-of-an-application":           "[osact: password]",
		"s3cret!word":                        "[osact: password]",
		"Basic c2Nhbm5lcjpzM2NyZXQhd29yZA==": "Basic [osact: password]",
		"Basic cml0YTpvcGVuc3RhY2s= and the rest": "Basic [osact: password] and the rest",
	} {
		if got := redactor.String(text); got != want {
			t.Errorf("%q became %q, want %q", text, got, want)
		}
	}
	for how, text := range map[string]string{"%v": fmt.Sprintf("%v", c), "%#v": fmt.Sprintf("%#v", &c.Secrets)} {
		if strings.Contains(text, "s3cret") || strings.Contains(text, "exchanged") {
			t.Errorf("%s gives it away: %s", how, text)
		}
	}
}
