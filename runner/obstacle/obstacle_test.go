package obstacle_test

import (
	"crypto/tls"
	"crypto/x509"
	"errors"
	"io"
	"net"
	"net/http"
	"syscall"
	"testing"

	"github.com/osact/osact/runner/obstacle"
)

func TestOf(t *testing.T) {
	t.Parallel()
	during := func(operation string, err error) error { return &net.OpError{Op: operation, Net: "tcp", Err: err} }
	unverified := func(err error) error { return &tls.CertificateVerificationError{Err: err} }
	nameless := during("dial", &net.DNSError{Err: "no such host", IsNotFound: true})
	for name, test := range map[string]struct {
		err     error
		want    obstacle.Kind
		onTrust bool
	}{
		"a refusal":                  {during("dial", syscall.ECONNREFUSED), obstacle.Dial, false},
		"a name":                     {nameless, obstacle.Name, false},
		"a slow resolver":            {during("dial", &net.DNSError{Err: "i/o timeout", IsTimeout: true}), obstacle.Time, false},
		"a dial in vain":             {during("dial", syscall.ETIMEDOUT), obstacle.Time, false},
		"a proxy":                    {during("proxyconnect", during("dial", syscall.ECONNREFUSED)), obstacle.Proxy, false},
		"a proxy without a name":     {during("proxyconnect", nameless), obstacle.Proxy, false},
		"a proxy that nobody trusts": {during("proxyconnect", unverified(x509.UnknownAuthorityError{})), obstacle.Proxy, false},
		"another name":               {unverified(x509.HostnameError{Certificate: &x509.Certificate{}}), obstacle.WrongName, true},
		"no authority":               {unverified(x509.UnknownAuthorityError{}), obstacle.Authority, true},
		"out of date":                {unverified(x509.CertificateInvalidError{Reason: x509.Expired}), obstacle.Expired, true},
		"another reason":             {unverified(x509.CertificateInvalidError{Reason: x509.NotAuthorizedToSign}), obstacle.Certificate, true},
		"no TLS":                     {tls.RecordHeaderError{Msg: "first record"}, obstacle.Plain, true},
		"HTTP for TLS":               {http.ErrSchemeMismatch, obstacle.Plain, true},
		"an alert":                   {during("remote error", errors.New("tls: handshake failure")), obstacle.Alert, true},
		"an alert of ours":           {during("local error", errors.New("tls: unexpected message")), obstacle.Handshake, true},
		"no common version":          {errors.New("tls: server selected unsupported protocol version"), obstacle.Handshake, true},
		"a reset":                    {during("read", syscall.ECONNRESET), obstacle.Unknown, false},
		"an end":                     {io.ErrUnexpectedEOF, obstacle.Unknown, false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if got := obstacle.Of(test.err); got != test.want || got.OnTrust() != test.onTrust {
				t.Errorf("got %d, about trust: %v; want %d, %v", got, got.OnTrust(), test.want, test.onTrust)
			}
		})
	}
}

func TestInsistOnTunnel(t *testing.T) {
	t.Parallel()
	if err := obstacle.InsistOnTunnel(t.Context(), nil, nil, &http.Response{StatusCode: http.StatusProxyAuthRequired}); err == nil || obstacle.Of(err) != obstacle.Proxy {
		t.Errorf("a refusal: %v", err)
	}
	if err := obstacle.InsistOnTunnel(t.Context(), nil, nil, &http.Response{StatusCode: http.StatusOK}); err != nil {
		t.Errorf("a tunnel: %v", err)
	}
}
