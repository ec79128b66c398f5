package main_test

import (
	"net"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

func badAddresses() []badTarget {
	to := func(scheme string, serve func(net.Conn)) func(*testing.T) attempt {
		return func(t *testing.T) attempt { return at(scheme + "://" + bare(t, serve)) }
	}
	late := []string{"no complete answer", "within 1s", "check the service, or give it longer with --timeout"}
	return []badTarget{
		{
			name: "dead port", code: 3, says: []string{"127.0.0.1:1 cannot be reached", "check the target's address, and whether the service runs"},
			setUp: func(*testing.T) attempt { return at("http://127.0.0.1:1") },
		},
		{
			name: "name that does not resolve", code: 3, says: []string{"osact..invalid does not resolve", "check the target's address"},
			// No resolver is asked about a name with an empty label.
			setUp: func(*testing.T) attempt { return at("https://osact..invalid", "GODEBUG=netdns=go") },
		},
		{
			name: "accept and silence", code: 3, says: late,
			setUp: impatient(to("http", mute)),
		},
		{
			name: "accept and silence, https", code: 3, says: late,
			setUp: impatient(to("https", mute)),
		},
		{
			name: "one byte a second", code: 3, says: late,
			setUp: impatient(to("http", slowly)),
		},
		{
			name: "another protocol", code: 3, says: []string{"the answer is not HTTP", "SSH-2.0", "check the target's address and port"},
			setUp: to("http", foreign),
		},
	}
}

func badCertificates() []badTarget {
	here, elsewhere := net.IPv4(127, 0, 0, 1), net.IPv4(192, 0, 2, 1)
	valid, expired := time.Now().Add(time.Hour), time.Now().Add(-time.Hour)
	shown := func(address net.IP, expires time.Time) func(*testing.T) attempt {
		return func(t *testing.T) attempt {
			ca := newAuthority(t)
			return at(secure(t, identity{address, expires, ca}, http.NotFoundHandler()), ca.trust)
		}
	}
	return []badTarget{
		{
			name: "wrong TLS name", code: 3, says: []string{"for another name (certificate is valid for 192.0.2.1, not 127.0.0.1)", "name the target as its certificate does"},
			setUp: shown(elsewhere, valid),
		},
		{
			name: "expired certificate", code: 3, says: []string{"has expired or is not valid yet", "have it renewed"},
			setUp: shown(here, expired),
		},
		{
			name: "self-signed certificate", code: 3, says: []string{"signed by an authority that is not trusted here", "cacert", "SSL_CERT_FILE"},
			setUp: func(t *testing.T) attempt {
				return at(secure(t, identity{here, valid, authority{}}, http.NotFoundHandler()))
			},
		},
		{
			name: "https where http is spoken", code: 3, says: []string{"does not speak TLS", "begin the target with http://"},
			setUp: func(t *testing.T) attempt {
				return at(strings.Replace(everywhere(t, http.NotFound), "http:", "https:", 1))
			},
		},
		{
			name: "http where https is spoken", code: 3, says: []string{"was answered 400", "check that the target is its root"},
			setUp: func(t *testing.T) attempt {
				return at(strings.Replace(secure(t, identity{here, valid, newAuthority(t)}, http.NotFoundHandler()), "https:", "http:", 1))
			},
		},
	}
}

// badTokens are of a cloud with which nothing is wrong.
func badTokens() []badTarget {
	return []badTarget{
		{
			name: "expired token", code: 3, says: []string{"the token of member (OSACT_TOKEN_MEMBER) was not accepted", "get a new one"},
			setUp: func(t *testing.T) attempt {
				root, _ := serve(t, asItIs)
				return at(root)
			},
		},
		{
			name: "token that expires during the run", code: 3, says: []string{"the token of member expired during the run", "run again with one that lives longer"}, lines: mostPartly,
			setUp: func(t *testing.T) attempt {
				a := partly(expiring(200))(t)
				a.args = append(a.args, "--concurrency", "1") // so that it is known what came before
				return a
			},
		},
		{
			name: "token for no project", code: 3, says: []string{"was answered 403", "get a token for a project"}, lines: mostPartly,
			setUp: partly(instead(
				answer(http.StatusForbidden, fromAPI(), `{"forbidden": {"code": 403, "message": "Policy doesn't allow os_compute_api:servers:index to be performed."}}`),
				func(r *http.Request) bool {
					return r.Method == http.MethodGet && strings.HasPrefix(r.Header.Get("X-Auth-Token"), "gAAAA")
				},
			)),
		},
	}
}

// expiring takes tokens for so many requests.
func expiring(after int64) func(http.Handler) http.Handler {
	return func(next http.Handler) http.Handler {
		var asked atomic.Int64
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if len(r.Header["X-Auth-Token"]) > 0 && asked.Add(1) > after {
				r.Header.Set("X-Auth-Token", "expired")
			}
			next.ServeHTTP(w, r)
		})
	}
}
