// Package neterror classifies the errors of net/http: why a request got no
// answer. What to tell the user depends on which service was asked, so the
// sentences are the callers'.
package neterror

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"strings"
	"syscall"
)

// Kind is why a request got no answer.
type Kind int

// The kinds. The first thing that went wrong counts: behind a proxy that cannot
// be reached nothing is known of the service.
const (
	Unknown       Kind = iota // none of these: the connection broke, or the answer is not HTTP
	Proxy                     // the proxy cannot be reached, or refuses
	NoSuchHost                // the name does not resolve
	Timeout                   // no answer in time
	WrongHost                 // the certificate is for another name
	UnknownIssuer             // the certificate is signed by an authority that is not trusted
	Expired                   // the certificate has expired, or is not valid yet
	Untrusted                 // the certificate cannot be trusted for another reason
	Alert                     // the service refuses the TLS handshake
	NotTLS                    // the service does not speak TLS
	Handshake                 // the TLS handshake failed for another reason
	Unreachable               // no connection can be made
	Exhausted                 // this machine lets osact open no more files
)

// KindOf returns the kind of an error.
func KindOf(err error) Kind {
	operation, _ := errors.AsType[*net.OpError](err)
	name, _ := errors.AsType[*net.DNSError](err)
	network, _ := errors.AsType[net.Error](err)
	invalid, isInvalid := errors.AsType[x509.CertificateInvalidError](err)
	switch {
	case isExhausted(err):
		return Exhausted
	case during(operation, "proxyconnect"):
		return Proxy
	case name != nil && !name.IsTimeout:
		return NoSuchHost
	case network != nil && network.Timeout():
		return Timeout
	case is[x509.HostnameError](err):
		return WrongHost
	case is[x509.UnknownAuthorityError](err):
		return UnknownIssuer
	case isInvalid && invalid.Reason == x509.Expired:
		return Expired
	case is[*tls.CertificateVerificationError](err):
		return Untrusted
	case is[tls.RecordHeaderError](err), errors.Is(err, http.ErrSchemeMismatch):
		return NotTLS
	case during(operation, "remote error"): // alerts have no type of their own
		return Alert
	case during(operation, "local error"), strings.HasPrefix(err.Error(), "tls: "):
		return Handshake
	case during(operation, "dial"):
		return Unreachable
	}
	return Unknown
}

// isExhausted also looks at the words: a resolver keeps no more of its errors.
func isExhausted(err error) bool {
	for _, limit := range []syscall.Errno{syscall.EMFILE, syscall.ENFILE} {
		if errors.Is(err, limit) || strings.Contains(err.Error(), limit.Error()) {
			return true
		}
	}
	return false
}

// NoFiles says what to do where this machine lets osact open no more files.
const NoFiles = "osact may open no more files or connections here: raise that limit (ulimit -n), or ask less at once with --concurrency"

// IsTLS reports whether no TLS connection came about, or one broke.
func (k Kind) IsTLS() bool { return k >= WrongHost && k <= Handshake }

// RequireTunnel makes a proxy that refuses a tunnel an error of kind Proxy, not
// one of the service behind it. It is for http.Transport.OnProxyConnectResponse.
func RequireTunnel(_ context.Context, _ *url.URL, _ *http.Request, answer *http.Response) error {
	if answer.StatusCode == http.StatusOK {
		return nil
	}
	return &net.OpError{Op: "proxyconnect", Net: "tcp", Err: fmt.Errorf("the proxy answered %d", answer.StatusCode)}
}

// RequireAnswer makes an error of what is no answer to the request: that the service
// takes the connection over for another protocol, which nobody asked it for. Nothing
// bounds how long that would be read, so it closes the connection.
func RequireAnswer(answer *http.Response) error {
	if answer.StatusCode/100 != 1 {
		return nil
	}
	_ = answer.Body.Close() // nothing of it is used
	return fmt.Errorf("with %d the connection is taken over for another protocol, which was not asked for", answer.StatusCode)
}

func during(operation *net.OpError, name string) bool {
	return operation != nil && operation.Op == name
}

func is[T error](err error) bool {
	_, ok := errors.AsType[T](err)
	return ok
}
