package play

import (
	"net"
	"net/http"
	"time"

	"github.com/osact/osact/runner/neterror"
)

// idle is how long a connection is kept for a further question. Servers close
// idle connections after two seconds or more; a connection that is let go
// before its server does so cannot be closed just as a question goes out.
const idle = time.Second

// newTransport returns HTTP/1.1 connections with keep-alive. They decode nothing,
// and use no proxy unless there is one in the options.
func (p *Player) newTransport(inFlight int) *http.Transport {
	timeout := positive(p.Timeout, 30*time.Second)
	protocols := new(http.Protocols)
	protocols.SetHTTP1(true)
	return &http.Transport{
		Proxy:                  p.Proxy,
		OnProxyConnectResponse: neterror.RequireTunnel,
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
