package connect

import (
	"io"
	"net"
	"net/http"
	"strings"
	"sync"
	"testing"

	"github.com/osact/osact/fixtures/cloud"
	"github.com/osact/osact/suites/exchange"
)

// The cloud has a name that only the proxy knows.
func TestIdentityServicesAreAskedThroughTheProxy(t *testing.T) {
	t.Parallel()
	c, err := cloud.New(cloud.Options{})
	if err != nil {
		t.Fatal(err)
	}
	passed := make(chan string, 10)
	proxy := serve(t, func(w http.ResponseWriter, r *http.Request) {
		passed <- r.Method + " " + r.URL.String()
		if r.Method == http.MethodConnect {
			http.Error(w, "hidden", http.StatusForbidden)
			return
		}
		c.ServeHTTP(w, r)
	})
	withUser := strings.Replace(proxy, "://", "://u:hidden@", 1)
	env := append(cloudsYAML(t, string(c.CloudsYAML("http://keystone.test"))), "OS_CLOUD=alice")

	got, err := Dial(t.Context(), Options{Environ: append(env, "http_proxy="+withUser)})
	if err != nil {
		t.Fatal(err)
	}
	if asked := <-passed; asked != "POST http://keystone.test/identity/v3/auth/tokens" {
		t.Errorf("the proxy was asked %s", asked)
	}
	token, _ := got.Token(exchange.Member)
	if status := ask(t, got, token); status != http.StatusOK || <-passed != "GET "+got.Target.URL+"/v2.1/servers" {
		t.Errorf("the target answers %d", status)
	}

	_, err = Dial(t.Context(), Options{Environ: append(env, "HTTP_PROXY=http://u:hidden@127.0.0.1:1")})
	refused(t, err, ErrUnreachable, "the proxy in front of http://keystone.test/identity/v3/ cannot be reached, or refuses")

	env = append(cloudsYAML(t, string(c.CloudsYAML("https://keystone.test"))), "OS_CLOUD=alice")
	_, err = Dial(t.Context(), Options{Environ: append(env, "HTTPS_PROXY="+withUser)})
	refused(t, err, ErrUnreachable, "the proxy in front of https://keystone.test/identity/v3/ cannot be reached, or refuses")
	if asked := <-passed; asked != "CONNECT //keystone.test:443" {
		t.Errorf("the proxy was asked %s", asked)
	}
}

func TestProxyOfATarget(t *testing.T) {
	t.Parallel()
	both := []string{"HTTP_PROXY=http://plain:1", "HTTPS_PROXY=secure:2"}
	for name, test := range map[string]struct {
		environ []string
		target  string
		want    string // empty: none
		fails   bool
	}{
		"none":             {nil, "http://cloud", "", false},
		"http":             {both, "http://cloud", "http://plain:1", false},
		"https":            {both, "https://cloud", "http://secure:2", false},
		"small letters":    {[]string{"https_proxy=http://small:3"}, "https://cloud", "http://small:3", false},
		"small, as empty":  {[]string{"HTTP_PROXY=", "http_proxy=http://small:3"}, "http://cloud", "http://small:3", false},
		"socks":            {[]string{"HTTPS_PROXY=socks5h://socks:4"}, "https://cloud", "socks5h://socks:4", false},
		"excepted":         {append(both, "NO_PROXY=else,.cloud"), "https://compute.cloud", "", false},
		"excepted small":   {append(both, "no_proxy=cloud"), "https://cloud", "", false},
		"not excepted":     {append(both, "NO_PROXY=else"), "https://cloud", "http://secure:2", false},
		"loopback":         {both, "http://127.0.0.1:8774", "", false},
		"another scheme":   {[]string{"HTTPS_PROXY=ftp://hidden"}, "http://cloud", "", true},
		"no host":          {[]string{"HTTP_PROXY=http://"}, "https://cloud", "", true},
		"an unusable port": {[]string{"HTTP_PROXY=http://u:hidden@proxy:port"}, "https://cloud", "", true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c, err := Dial(t.Context(), Options{Target: test.target, Tokens: Tokens{exchange.Member: "m"}, Environ: test.environ})
			if test.fails {
				refused(t, err, ErrTarget, "is not a URL: write one like http://proxy:3128")
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, c.Target.URL, http.NoBody)
			if err != nil {
				t.Fatal(err)
			}
			proxy, err := c.Proxy(r)
			if err != nil {
				t.Fatal(err)
			}
			got := ""
			if proxy != nil {
				got = proxy.String()
			}
			if got != test.want {
				t.Errorf("the proxy is %q, want %q", got, test.want)
			}
		})
	}
}

func TestSecureIdentityServicesAreAskedThroughATunnel(t *testing.T) {
	t.Parallel()
	c, address, authority := secured(t, nil)
	proxy := serve(t, func(w http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodConnect || r.Host != "example.com:443" {
			http.Error(w, r.Host, http.StatusForbidden)
			return
		}
		there, err := (&net.Dialer{}).DialContext(r.Context(), "tcp", strings.TrimPrefix(address, "https://"))
		if err != nil {
			http.Error(w, err.Error(), http.StatusBadGateway)
			return
		}
		defer there.Close()
		w.WriteHeader(http.StatusOK)
		here, sent, err := http.NewResponseController(w).Hijack()
		if err != nil {
			t.Error(err)
			return
		}
		defer here.Close()
		var both sync.WaitGroup
		for _, way := range []struct {
			from io.Reader // what the client has sent already is buffered
			to   net.Conn
		}{{there, here}, {sent, there}} {
			both.Go(func() {
				_, _ = io.Copy(way.to, way.from) // whoever ends it first breaks the other
				_ = way.to.Close()
			})
		}
		both.Wait()
	})
	file := withKeys(c.CloudsYAML("https://example.com"), "    cacert: "+authority+"\n")
	got, err := Dial(t.Context(), Options{Environ: append(cloudsYAML(t, file), "OS_CLOUD=alice", "HTTPS_PROXY="+proxy)})
	if err != nil {
		t.Fatal(err)
	}
	token, _ := got.Token(exchange.Member)
	if status := ask(t, got, token); got.Target.URL != "https://example.com/compute" || status != http.StatusOK {
		t.Errorf("the target %s answers %d", got.Target.URL, status)
	}
}
