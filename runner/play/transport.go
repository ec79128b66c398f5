package play

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"time"
)

// idle is how long a connection is kept for a further question. Servers close
// idle connections after two seconds or more; a connection that is let go
// before its server does so cannot be closed just as a question goes out.
const idle = time.Second

// newTransport returns connections that do what they are told: HTTP/1.1 with
// keep-alive, no decoding, no proxy unless asked for, no HTTP/2.
func (p *Player) newTransport(inFlight int) *http.Transport {
	timeout := positive(p.Timeout, 30*time.Second)
	protocols := new(http.Protocols)
	protocols.SetHTTP1(true)
	return &http.Transport{
		Proxy:                  p.Proxy,
		OnProxyConnectResponse: insistOnTunnel,
		TLSClientConfig:        p.TLS.Clone(),
		Protocols:              protocols,
		DisableCompression:     true,
		MaxIdleConnsPerHost:    inFlight,
		IdleConnTimeout:        idle,
		// A dial outlives the request that wanted it: bound it by itself.
		DialContext:            (&net.Dialer{Timeout: timeout}).DialContext,
		TLSHandshakeTimeout:    timeout,
		MaxResponseHeaderBytes: positive(p.MaxHeader, 256<<10),
	}
}

// insistOnTunnel tells a proxy that refuses to connect from a target that
// sends no HTTP.
func insistOnTunnel(_ context.Context, _ *url.URL, _ *http.Request, answer *http.Response) error {
	if answer.StatusCode == http.StatusOK {
		return nil
	}
	return &net.OpError{Op: "proxyconnect", Net: "tcp", Err: fmt.Errorf("the proxy answered %d", answer.StatusCode)}
}
