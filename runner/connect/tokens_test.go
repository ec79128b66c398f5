package connect

import (
	"bytes"
	"encoding/json"
	"fmt"
	"log/slog"
	"maps"
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

func TestTokensAreFound(t *testing.T) {
	tokens := Tokens{exchange.Member: "members", exchange.Outsider: "outsiders", exchange.Admin: ""}
	for content, want := range map[string]exchange.Actor{
		"": "", "the member's": "", `{"token": "outsiders"}`: exchange.Outsider, "membersoutsider": exchange.Member,
	} {
		if got, found := tokens.FoundIn([]byte(content)); got != want || found != (want != "") {
			t.Errorf("%q: got %q, %v, want %q", content, got, found, want)
		}
	}
}
