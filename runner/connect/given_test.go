package connect

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/osact/osact/suites/exchange"
)

func TestTokensIn(t *testing.T) {
	got, err := TokensIn([]string{
		"PATH=/bin", "OSACT_TOKEN_MEMBER=m=1", "OSACT_TOKEN_ADMIN=", "OSACT_TOKEN_OUTSIDER=o",
	})
	want := map[exchange.Actor]string{exchange.Member: "m=1", exchange.Outsider: "o"}
	if err != nil || !cmp.Equal(got, want) {
		t.Errorf("got %v, %v, want %v", got, err, want)
	}
	for variable, why := range map[string]string{
		"OSACT_TOKEN_MEMBR=x":     "names no actor",
		"OSACT_TOKEN_ANONYMOUS=x": "no token that a cloud issued",
		"OSACT_TOKEN_INTRUDER=x":  "no token that a cloud issued",
		"OSACT_TOKEN_MEMBER=x\n":  "white space",
	} {
		if _, err := TokensIn([]string{variable}); !errors.Is(err, ErrActors) || !strings.Contains(err.Error(), why) {
			t.Errorf("%q: got %v, want an ErrActors that says %q", variable, err, why)
		}
	}
}

func TestGiven(t *testing.T) {
	c, err := Given(Hand{
		Target:   "https://cloud/v2/147",
		Tokens:   map[exchange.Actor]string{exchange.Member: "m", exchange.Outsider: "o"},
		Projects: map[exchange.Actor]string{exchange.Outsider: "beta"},
		Server:   "s", Action: "req-a",
	})
	if err != nil {
		t.Fatal(err)
	}
	var known []string
	for _, b := range c.Known {
		known = append(known, b.Symbol+"="+b.Value)
	}
	slices.Sort(known)
	want := []string{"finished.id=req-a", "finished.server=s", "member.project=147", "outsider.project=beta"}
	if diff := cmp.Diff(want, known); diff != "" {
		t.Errorf("known symbols (-want +got):\n%s", diff)
	}
	if c.Target != (exchange.Target{Kind: exchange.Given, URL: "https://cloud"}) {
		t.Errorf("target %+v", c.Target)
	}
	if _, ok := c.Actors[exchange.Admin]; ok || len(c.Actors) != 2 {
		t.Errorf("actors %v, want member and outsider", c.Actors)
	}
	if token, ok := c.Token(exchange.Member); token != "m" || !ok {
		t.Errorf("the member's token is %q, %v", token, ok)
	}
}

func TestGivenRefuses(t *testing.T) {
	member := map[exchange.Actor]string{exchange.Member: "m"}
	for name, test := range map[string]struct {
		hand Hand
		why  string
	}{
		"no target":     {Hand{Tokens: member}, "empty"},
		"nobody":        {Hand{Target: "http://cloud"}, "OSACT_TOKEN_MEMBER"},
		"server alone":  {Hand{Target: "http://cloud", Tokens: member, Server: "s"}, "go together"},
		"action alone":  {Hand{Target: "http://cloud", Tokens: member, Action: "a"}, "go together"},
		"one token two": {Hand{Target: "http://cloud", Tokens: map[exchange.Actor]string{exchange.Member: "m", exchange.Admin: "m"}}, "same token"},
	} {
		t.Run(name, func(t *testing.T) {
			if _, err := Given(test.hand); err == nil || !strings.Contains(err.Error(), test.why) {
				t.Errorf("got %v, want an error that says %q", err, test.why)
			}
		})
	}
}
