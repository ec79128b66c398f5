package neterror_test

import (
	"crypto/tls"
	"crypto/x509"
	"errors"
	"io"
	"net"
	"net/http"
	"syscall"
	"testing"

	"github.com/osact/osact/runner/neterror"
)

func TestKindOf(t *testing.T) {
	t.Parallel()
	during := func(operation string, err error) error { return &net.OpError{Op: operation, Net: "tcp", Err: err} }
	unverified := func(err error) error { return &tls.CertificateVerificationError{Err: err} }
	nameless := during("dial", &net.DNSError{Err: "no such host", IsNotFound: true})
	for name, test := range map[string]struct {
		err     error
		want    neterror.Kind
		onTrust bool
	}{
		"a refusal":                  {during("dial", syscall.ECONNREFUSED), neterror.Unreachable, false},
		"a name":                     {nameless, neterror.NoSuchHost, false},
		"a slow resolver":            {during("dial", &net.DNSError{Err: "i/o timeout", IsTimeout: true}), neterror.Timeout, false},
		"a dial in vain":             {during("dial", syscall.ETIMEDOUT), neterror.Timeout, false},
		"a proxy":                    {during("proxyconnect", during("dial", syscall.ECONNREFUSED)), neterror.Proxy, false},
		"a proxy without a name":     {during("proxyconnect", nameless), neterror.Proxy, false},
		"a proxy that nobody trusts": {during("proxyconnect", unverified(x509.UnknownAuthorityError{})), neterror.Proxy, false},
		"another name":               {unverified(x509.HostnameError{Certificate: &x509.Certificate{}}), neterror.WrongHost, true},
		"no authority":               {unverified(x509.UnknownAuthorityError{}), neterror.UnknownIssuer, true},
		"out of date":                {unverified(x509.CertificateInvalidError{Reason: x509.Expired}), neterror.Expired, true},
		"another reason":             {unverified(x509.CertificateInvalidError{Reason: x509.NotAuthorizedToSign}), neterror.Untrusted, true},
		"no TLS":                     {tls.RecordHeaderError{Msg: "first record"}, neterror.NotTLS, true},
		"HTTP for TLS":               {http.ErrSchemeMismatch, neterror.NotTLS, true},
		"an alert":                   {during("remote error", errors.New("tls: handshake failure")), neterror.Alert, true},
		"an alert of ours":           {during("local error", errors.New("tls: unexpected message")), neterror.Handshake, true},
		"no common version":          {errors.New("tls: server selected unsupported protocol version"), neterror.Handshake, true},
		"a reset":                    {during("read", syscall.ECONNRESET), neterror.Unknown, false},
		"an end":                     {io.ErrUnexpectedEOF, neterror.Unknown, false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if got := neterror.KindOf(test.err); got != test.want || got.IsTLS() != test.onTrust {
				t.Errorf("got %d, about trust: %v; want %d, %v", got, got.IsTLS(), test.want, test.onTrust)
			}
		})
	}
}

func TestRequireTunnel(t *testing.T) {
	t.Parallel()
	if err := neterror.RequireTunnel(t.Context(), nil, nil, &http.Response{StatusCode: http.StatusProxyAuthRequired}); err == nil || neterror.KindOf(err) != neterror.Proxy {
		t.Errorf("a refusal: %v", err)
	}
	if err := neterror.RequireTunnel(t.Context(), nil, nil, &http.Response{StatusCode: http.StatusOK}); err != nil {
		t.Errorf("a tunnel: %v", err)
	}
}
