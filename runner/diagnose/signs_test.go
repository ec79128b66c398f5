package diagnose

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/osact/osact/suites/exchange"
)

// at is an exchange that asks for a microversion.
func at(x exchange.Exchange, version string) exchange.Exchange {
	x.Request.Header = http.Header{}
	if version != "" {
		x.Request.Header.Set("OpenStack-API-Version", "compute "+version)
	}
	return x
}

func TestSigns(t *testing.T) {
	const path = "/v2.1/servers/{finished.server}/os-instance-actions/{finished.id}"
	document := func(path, newest string) exchange.Exchange {
		return at(asked(exchange.Anonymous, path, answer(200, `{"version": {"id": "v2.1", "version": "`+newest+`", "min_version": "2.1"}}`), nil), "")
	}
	echo := func(asks, says string) exchange.Exchange {
		return at(asked(exchange.Member, path, answer(200, "{}", "OpenStack-API-Version", "compute "+says), nil), asks)
	}
	refusal := func(asks, newest string) exchange.Exchange {
		return at(asked(exchange.Member, path, answer(406, `{"computeFault": {"message": "Minimum is 2.1 and maximum is `+newest+`."}}`), nil), asks)
	}
	about := func(n, status int, body string) exchange.Exchange {
		x := asked(exchange.Member, path, answer(status, body), nil)
		x.Request.URL = fmt.Sprintf("http://cloud/v2.1/servers/s%d/os-instance-actions/req-%d", n, n)
		return x
	}
	refused := func(path string) exchange.Exchange {
		return asked(exchange.Member, path, answer(401, "", "WWW-Authenticate", "Keystone"), nil)
	}
	otherwise := about(4, 500, "")
	otherwise.Request.URL = "http://cloud/v2.1/servers/S4/os-instance-actions/req-4"
	elsewhere := refused(path)
	elsewhere.Request.URL = "http://cloud/v2.1/servers/s9/os-instance-actions/req-9"
	const fault = `{"computeFault": {"code": 500, "message": "Unexpected API Error.\u001b[2J KeyError"}}`
	for name, test := range map[string]struct {
		exchanges []exchange.Exchange
		bindings  []exchange.Binding
		profile   string
		says      []string // in its only sentence; none: there is none
	}{
		"one release": {exchanges: []exchange.Exchange{
			document("/", "2.93"), document("/v2.1/", "2.93"), echo("latest", "2.93"), echo("2.93", "2.93"), refusal("2.94", "2.93"),
		}},
		"two releases, by documents and by what is latest": {exchanges: []exchange.Exchange{
			document("/", "2.104"), document("/v2.1/", "2.93"), echo("latest", "2.93"), echo("latest", "2.104"),
		}, says: []string{"two releases", "now 2.93, now 2.104"}},
		"two releases, by what is served and refused": {exchanges: []exchange.Exchange{
			echo("2.100", "2.100"), refusal("2.100", "2.93"), refusal("2.999", "2.104"),
		}, says: []string{"two releases", "now 2.93, now 2.104"}},
		"three releases": {exchanges: []exchange.Exchange{
			echo("latest", "2.88"), echo("latest", "2.93"), echo("latest", "2.104"),
			refusal("2.999", "2.88"), refusal("2.999", "2.93"), refusal("2.999", "2.104"),
		}, says: []string{"several releases", "now 2.88, now 2.93, now 2.104"}},
		"documents alone that disagree": {exchanges: []exchange.Exchange{
			document("/", "2.104"), document("/v2.1/", "2.93"), echo("latest", "2.93"), refusal("2.94", "2.93"),
		}},
		"what is latest alone that differs": {exchanges: []exchange.Exchange{
			document("/v2.1/", "2.93"), echo("latest", "2.93"), echo("latest", "2.1"), refusal("2.94", "2.93"),
		}},
		"the legacy path alone": {
			bindings: []exchange.Binding{{Symbol: "target.legacy", Value: "v2.0"}}, profile: "tenant",
			says: []string{"--profile legacy", "--profile v2"},
		},
		"the legacy path alone, and judged as that": {bindings: []exchange.Binding{{Symbol: "target.legacy", Value: "v2.0"}}, profile: "legacy"},
		"the legacy path among others": {
			bindings: []exchange.Binding{{Symbol: "target.legacy", Value: "v2.0"}, {Symbol: "target.maximum", Value: "2.93"}}, profile: "tenant",
		},
		"one action fails": {
			exchanges: []exchange.Exchange{about(1, 200, "{}"), about(2, 200, "{}"), about(3, 200, "{}"), about(4, 500, fault), about(4, 500, fault)},
			says:      []string{"action req-4 alone", "each of its answers (2) is 500", `Unexpected API Error.\x1b[2J KeyError`},
		},
		"one action fails, whichever way it is asked for": {
			exchanges: []exchange.Exchange{about(1, 200, "{}"), about(2, 200, "{}"), about(3, 200, "{}"), about(4, 500, ""), otherwise},
			says:      []string{"action req-4 alone", "each of its answers (2) is 500"},
		},
		"two actions fail": {exchanges: []exchange.Exchange{
			about(1, 200, "{}"), about(2, 200, "{}"), about(3, 200, "{}"), about(4, 500, fault), about(4, 500, fault), about(5, 500, fault), about(5, 500, fault),
		}},
		"one action fails now and then": {exchanges: []exchange.Exchange{
			about(1, 200, "{}"), about(2, 200, "{}"), about(3, 200, "{}"), about(4, 500, fault), about(4, 500, fault), about(4, 200, "{}"),
		}},
		"a token that is narrowed": {
			exchanges: []exchange.Exchange{refused("/v2.1/servers?limit=8"), about(1, 200, "{}"), refused("/v2.1/servers/abc/os-instance-actions")},
			says:      []string{"token of member", "401 is the answer to 2 of its questions", "GET /v2.1/servers, GET /v2.1/servers/*/os-instance-actions;", "osact plan --access-rules"},
		},
		"a token that is narrowed to one server": {
			exchanges: []exchange.Exchange{about(1, 200, "{}"), elsewhere, about(1, 200, "{}")},
			says:      []string{"401 is the answer to 1 of its questions;"},
		},
		"a token that ends":       {exchanges: []exchange.Exchange{about(1, 200, "{}"), refused("/v2.1/servers"), refused(path)}},
		"a token that is renewed": {exchanges: []exchange.Exchange{refused(path), asked(exchange.Member, path, answer(200, "{}"), nil)}},
	} {
		t.Run(name, func(t *testing.T) {
			recording := exchange.Recording{
				Exchanges: test.exchanges, Bindings: test.bindings, Profile: test.profile,
				Actors: map[exchange.Actor]exchange.Identity{exchange.Member: {}},
			}
			got := Signs(recording)
			if whole := Whole(recording); whole != "" {
				got = append(got, whole)
			}
			if len(got) != min(len(test.says), 1) {
				t.Fatalf("it says %q, want %q", got, test.says)
			}
			for _, want := range test.says {
				if !strings.Contains(got[0], want) {
					t.Errorf("%q does not say %q", got[0], want)
				}
			}
		})
	}
}
