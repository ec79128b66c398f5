// Package serving answers requests on a listener until the user ends that.
package serving

import (
	"context"
	"net"
	"net/http"
	"time"

	"github.com/osact/osact/fixtures/dialects"
	"github.com/osact/osact/runner/exit"
	"github.com/osact/osact/runner/signals"
)

// Address is where a listener can be reached.
type Address struct {
	Host     string // with its port, from this machine
	Loopback bool   // and from no other
}

// AddressOf returns where a listener can be reached. One that listens at all addresses
// of the machine is there at that of the loopback interface too.
func AddressOf(listener net.Listener) Address {
	at, ok := listener.Addr().(*net.TCPAddr)
	if !ok {
		return Address{Host: listener.Addr().String()}
	}
	reached := *at
	if at.IP.IsUnspecified() {
		reached.IP = net.IPv4(127, 0, 0, 1)
	}
	return Address{Host: reached.String(), Loopback: at.IP.IsLoopback()}
}

// UntilSignal serves a front until the user ends it, and gives requests in flight
// a moment to finish.
func UntilSignal(parent context.Context, listener net.Listener, front dialects.Front) error {
	ctx, _, stop := signals.Context(parent)
	defer stop()
	server := bounded()
	ended := make(chan error, 1)
	go func() { ended <- front.Serve(server, listener) }()
	select {
	case err := <-ended:
		return exit.Defectf("the server ended: %w", err)
	case <-ctx.Done():
		last, cancel := context.WithTimeout(context.WithoutCancel(ctx), 2*time.Second)
		defer cancel()
		if err := server.Shutdown(last); err != nil {
			return server.Close()
		}
		return nil
	}
}

// bounded returns a server that waits for no client for ever: neither for a
// request and its body nor, on a connection that is kept, for the next. An
// answer may take longer.
func bounded() *http.Server {
	return &http.Server{ReadHeaderTimeout: 10 * time.Second, ReadTimeout: time.Minute}
}
