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

// newTransport returns connections that do what they are told: HTTP/1.1 with
// keep-alive, no decoding, no proxy unless asked for, no HTTP/2.
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
