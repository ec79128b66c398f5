package neterror_test

import (
	"crypto/tls"
	"crypto/x509"
	"errors"
	"io"
	"net"
	"net/http"
	"os"
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
		"no more files":              {during("dial", os.NewSyscallError("socket", syscall.EMFILE)), neterror.Exhausted, false},
		"nowhere any":                {during("dial", os.NewSyscallError("socket", syscall.ENFILE)), neterror.Exhausted, false},
		"none for a name":            {during("dial", &net.DNSError{Err: "dial udp: socket: too many open files"}), neterror.Exhausted, false},
		"none for a proxy":           {during("proxyconnect", during("dial", syscall.EMFILE)), neterror.Exhausted, false},
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

func TestRequireAnswer(t *testing.T) {
	t.Parallel()
	for status, answers := range map[int]bool{101: false, 100: false, 199: false, 200: true, 404: true, 599: true} {
		body := &closing{}
		err := neterror.RequireAnswer(&http.Response{StatusCode: status, Body: body})
		if answers != (err == nil) || answers == body.closed {
			t.Errorf("%d: %v, its body is closed: %t", status, err, body.closed)
		}
	}
}

type closing struct{ closed bool }

func (*closing) Read([]byte) (int, error) { return 0, io.EOF }
func (c *closing) Close() error           { c.closed = true; return nil }
