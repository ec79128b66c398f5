package main_test

import (
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

const (
	outerBound = time.Minute // a run that takes longer is killed
	maxPeak    = 300 << 10   // KiB
	maxLines   = 40
)

// badTarget is what goes wrong with a target, and how to run against it.
type badTarget struct {
	root      string
	variables []string
	args      []string
}

func TestBadTargets(t *testing.T) {
	somebody := []string{"OSACT_TOKEN_MEMBER=a-token"}
	brief := []string{"--timeout", "2s"}
	all := func(h http.HandlerFunc) func(t *testing.T) badTarget {
		return func(t *testing.T) badTarget { return badTarget{everywhere(t, h), somebody, brief} }
	}
	shows := func(h http.HandlerFunc) func(t *testing.T) badTarget {
		return func(t *testing.T) badTarget {
			root, tokens := onShows(t, h)
			return badTarget{root, tokens, brief}
		}
	}
	old := func(h http.HandlerFunc) func(t *testing.T) badTarget {
		return func(t *testing.T) badTarget {
			root, tokens := serve(t, func(next http.Handler) http.Handler {
				return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
					if strings.Contains(r.URL.Path, "/os-instance-actions/") && r.Header.Get("OpenStack-API-Version") != "compute 2.104" {
						h(w, r)
						return
					}
					next.ServeHTTP(w, r)
				})
			})
			return badTarget{root, tokens, brief}
		}
	}
	type row struct {
		name   string
		target func(*testing.T) badTarget
		code   int
		says   string
	}
	rows := []row{
		{"dead port", func(*testing.T) badTarget { return badTarget{"http://127.0.0.1:1", somebody, nil} }, 3, "cannot be reached"},
		{"no such name", func(*testing.T) badTarget {
			return badTarget{"https://osact..invalid", append([]string{"GODEBUG=netdns=go"}, somebody...), nil}
		}, 3, "does not resolve"},
		{"wrong name", func(t *testing.T) badTarget {
			ca := newAuthority(t)
			return badTarget{secure(t, identity{net.IPv4(192, 0, 2, 1), time.Now().Add(time.Hour), ca}, http.NotFoundHandler()), append(somebody, ca.trust), brief}
		}, 3, "certificate"},
		{"expired certificate", func(t *testing.T) badTarget {
			ca := newAuthority(t)
			return badTarget{secure(t, identity{net.IPv4(127, 0, 0, 1), time.Now().Add(-time.Hour), ca}, http.NotFoundHandler()), append(somebody, ca.trust), brief}
		}, 3, "expired"},
		{"self-signed", func(t *testing.T) badTarget {
			return badTarget{secure(t, identity{net.IPv4(127, 0, 0, 1), time.Now().Add(time.Hour), authority{}}, http.NotFoundHandler()), somebody, brief}
		}, 3, "certificate"},
		{"https of a port that speaks http", func(t *testing.T) badTarget {
			return badTarget{strings.Replace(everywhere(t, http.NotFound), "http:", "https:", 1), somebody, brief}
		}, 3, "x"},
		{"http of a port that speaks https", func(t *testing.T) badTarget {
			ca := newAuthority(t)
			return badTarget{strings.Replace(secure(t, identity{net.IPv4(127, 0, 0, 1), time.Now().Add(time.Hour), ca}, http.NotFoundHandler()), "https:", "http:", 1), somebody, brief}
		}, 3, "x"},
		{"stale token", func(t *testing.T) badTarget {
			root, _ := serve(t, asItIs)
			return badTarget{root, []string{"OSACT_TOKEN_MEMBER=stale"}, nil}
		}, 3, "x"},
		{"tcp silence", func(t *testing.T) badTarget { return badTarget{"http://" + bare(t, mute), somebody, brief} }, 3, "x"},
		{"tls silence", func(t *testing.T) badTarget { return badTarget{"https://" + bare(t, mute), somebody, brief} }, 3, "x"},
		{"tcp garbage", func(t *testing.T) badTarget {
			return badTarget{"http://" + bare(t, func(c net.Conn) { c.Write([]byte("SSH-2.0-OpenSSH_9.6\r\n")); mute(c) }), somebody, brief}
		}, 3, "x"},
	}
	loop := func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, r.URL.Path+"?again", http.StatusFound) }
	deep := answer(200, fromAPI(), strings.Repeat("[", 100_000)+strings.Repeat("]", 100_000))
	deepAnon := answer(200, nil, strings.Repeat("[", 100_000)+strings.Repeat("]", 100_000))
	html := answer(200, http.Header{"Content-Type": {"text/html"}}, "<!doctype html><title>Welcome</title><p>Log in to the network.")
	for name, h := range map[string]http.HandlerFunc{
		"html":           html,
		"html502":        answer(502, http.Header{"Content-Type": {"text/html"}}, "<html><h1>502 Bad Gateway"),
		"407":            answer(407, http.Header{"Content-Type": {"text/html"}}, "<html><h1>407 Proxy Authentication Required"),
		"silence":        silence,
		"drip":           drip,
		"300MB":          flood(300 << 20),
		"bomb":           bomb(t, 1),
		"bomb2":          bomb(t, 2),
		"deep":           deep,
		"deepAnon":       deepAnon,
		"endlessHeaders": wire(endlessHeaders),
		"truncated":      wire(truncated),
		"reset":          wire(reset),
		"loop":           loop,
		"429 plain":      answer(429, nil, "{}"),
		"429 1":          answer(429, http.Header{"Retry-After": {"1"}}, "{}"),
		"429 hour":       answer(429, http.Header{"Retry-After": {"3600"}}, "{}"),
	} {
		rows = append(rows, row{"all " + name, all(h), 3, ""}, row{"shows " + name, shows(h), 3, ""}, row{"old " + name, old(h), 3, ""})
	}
	for _, r := range rows {
		t.Run(r.name, func(t *testing.T) {
			b := r.target(t)
			out := t.TempDir()
			args := append([]string{"run", "--target", b.root, "--out", out, "--deadline", "30s"}, b.args...)
			got, took := weighed(t, outerBound, 0, b.variables, args...)
			said := got.stdout + got.stderr
			var sizes []int64
			for _, n := range []string{"verdict.json", "recording.har"} {
				i, err := os.Stat(filepath.Join(out, n))
				if err != nil {
					sizes = append(sizes, -1)
					continue
				}
				sizes = append(sizes, i.Size()>>10)
			}
			again, took2 := weighed(t, outerBound, 0, nil, "judge", filepath.Join(out, "recording.har"))
			same := strings.Contains(again.stdout, verdictIn(t, out).Digest)
			t.Logf("SUMMARY %-40s exit %d %6.2fs %4d MB %3d lines  judge %d %.2fs %4d MB same %v, sizes %d", r.name, got.code, took.Wall.Seconds(), took.Peak>>10, strings.Count(said, "\n"), again.code, took2.Wall.Seconds(), took2.Peak>>10, same, sizes)
			t.Logf("%s\n%s", args, said)
		})
	}
}
