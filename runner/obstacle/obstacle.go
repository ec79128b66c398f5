// Package obstacle tells what kept a question from its answer, by the error that
// net/http gives. What to say and do about it depends on who was asked: the
// sentences are the callers'.
package obstacle

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
)

// Kind is a kind of obstacle.
type Kind int

// The kinds. The first obstacle on the way counts: behind a proxy that cannot be
// reached nothing is known of the service.
const (
	Unknown     Kind = iota // none of these: a connection that broke, or no HTTP
	Proxy                   // it cannot be reached, or refuses
	Name                    // it does not resolve
	Time                    // it ran out
	WrongName               // the certificate is for another
	Authority               // nobody who is trusted has signed the certificate
	Expired                 // or a certificate that is not valid yet
	Certificate             // it cannot be trusted for another reason
	Alert                   // the service refuses a secure connection
	Plain                   // the service speaks no TLS
	Handshake               // it failed for another reason
	Dial                    // nobody takes the connection
)

// Of returns the kind of obstacle that an error tells of.
func Of(err error) Kind {
	operation, _ := errors.AsType[*net.OpError](err)
	name, _ := errors.AsType[*net.DNSError](err)
	network, _ := errors.AsType[net.Error](err)
	invalid, isInvalid := errors.AsType[x509.CertificateInvalidError](err)
	switch {
	case during(operation, "proxyconnect"):
		return Proxy
	case name != nil && !name.IsTimeout:
		return Name
	case network != nil && network.Timeout():
		return Time
	case is[x509.HostnameError](err):
		return WrongName
	case is[x509.UnknownAuthorityError](err):
		return Authority
	case isInvalid && invalid.Reason == x509.Expired:
		return Expired
	case is[*tls.CertificateVerificationError](err):
		return Certificate
	case is[tls.RecordHeaderError](err), errors.Is(err, http.ErrSchemeMismatch):
		return Plain
	case during(operation, "remote error"): // alerts have no type of their own
		return Alert
	case during(operation, "local error"), strings.HasPrefix(err.Error(), "tls: "):
		return Handshake
	case during(operation, "dial"):
		return Dial
	}
	return Unknown
}

// OnTrust reports whether no secure connection came about, or one broke.
func (k Kind) OnTrust() bool { return k >= WrongName && k <= Handshake }

// InsistOnTunnel tells a proxy that refuses to connect from a service that sends
// no HTTP. It is for http.Transport.OnProxyConnectResponse.
func InsistOnTunnel(_ context.Context, _ *url.URL, _ *http.Request, answer *http.Response) error {
	if answer.StatusCode == http.StatusOK {
		return nil
	}
	return &net.OpError{Op: "proxyconnect", Net: "tcp", Err: fmt.Errorf("the proxy answered %d", answer.StatusCode)}
}

func during(operation *net.OpError, name string) bool {
	return operation != nil && operation.Op == name
}

func is[T error](err error) bool {
	_, ok := errors.AsType[T](err)
	return ok
}
