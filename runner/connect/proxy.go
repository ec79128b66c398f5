package connect

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"

	"golang.org/x/net/http/httpproxy"
)

// proxy returns what chooses the proxy for a request by the usual variables:
// HTTP_PROXY, HTTPS_PROXY and NO_PROXY, in capitals or not. Loopback is never
// asked through one. It fails with ErrTarget for a proxy that is not a URL.
func (e environ) proxy() (func(*http.Request) (*url.URL, error), error) {
	config := httpproxy.Config{
		HTTPProxy:  e.get("HTTP_PROXY", "http_proxy"),
		HTTPSProxy: e.get("HTTPS_PROXY", "https_proxy"),
		NoProxy:    e.get("NO_PROXY", "no_proxy"),
		CGI:        e.get("REQUEST_METHOD") != "",
	}
	for _, proxy := range []struct{ variable, value string }{
		{"HTTP_PROXY", config.HTTPProxy}, {"HTTPS_PROXY", config.HTTPSProxy},
	} {
		// A variable that is wrong would else be skipped in silence.
		if proxy.value != "" && !isProxy(proxy.value) {
			return nil, fmt.Errorf("%w: the proxy in %s is not a URL: write one like http://proxy:3128", ErrTarget, proxy.variable)
		}
	}
	choose := config.ProxyFunc()
	return func(r *http.Request) (*url.URL, error) { return choose(r.URL) }, nil
}

// isProxy reports whether text names a proxy: a URL, or a host and port alone.
func isProxy(text string) bool {
	if !strings.Contains(text, "://") {
		text = "http://" + text
	}
	u, err := url.Parse(text)
	if err != nil || u.Hostname() == "" {
		return false
	}
	switch u.Scheme {
	case "http", "https", "socks5", "socks5h":
		return true
	}
	return false
}
