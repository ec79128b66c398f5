package play

import (
	"errors"
	"fmt"
	"net"
	"strings"

	"github.com/osact/osact/runner/neterror"
	"github.com/osact/osact/suites/exchange"
)

// explanation is one sentence for people: what went wrong, in the words of the
// error where these add something, and what to do about it. It is the same for
// the same failure, so it holds no time and no port of ours.
func (s *sender) explanation(kind exchange.FailureKind, err error) string {
	host, why := s.root.Host, cause(err)
	switch kind {
	case exchange.Refused:
		switch neterror.KindOf(err) {
		case neterror.Exhausted:
			return fmt.Sprintf("%s was not asked (%s): %s", host, why, neterror.NoFiles)
		case neterror.Proxy:
			return fmt.Sprintf("the proxy in front of %s cannot be reached, or refuses (%s): check HTTP_PROXY, HTTPS_PROXY and NO_PROXY", host, why)
		}
		return fmt.Sprintf("%s cannot be reached (%s): check the target's address, and whether the service runs", host, why)
	case exchange.NoSuch:
		return fmt.Sprintf("the name of %s does not resolve (%s): check the target's address", host, why)
	case exchange.TLS:
		return aboutTrust(host, err)
	case exchange.TimedOut:
		return fmt.Sprintf("no complete answer from %s within %s: check the service, or give it longer with --timeout", host, s.timeout)
	case exchange.Reset:
		return fmt.Sprintf("the connection to %s broke (%s): run again, and if that does not help, check the service", host, why)
	case exchange.Short:
		return fmt.Sprintf("the body ended before its announced end (%s)", why)
	case exchange.TooLarge:
		return fmt.Sprintf("the answer is larger than osact keeps (%s): choose a server and an action of which there is less to tell, with --server and --action or --cast, or check what answers at %s", why, host)
	case exchange.Undecoded:
		return fmt.Sprintf("the body cannot be decoded (%s): check what the service, or a proxy in front of it, makes of Accept-Encoding", why)
	case exchange.Stopped:
		return "the run ended before the answer came"
	default:
		return fmt.Sprintf("the answer is not HTTP (%s): check the target's address and port", why)
	}
}

// aboutTrust says why there is no secure connection.
func aboutTrust(host string, err error) string {
	switch neterror.KindOf(err) {
	case neterror.WrongHost:
		return fmt.Sprintf("the certificate of %s is for another name (%s): name the target as its certificate does", host, cause(err))
	case neterror.UnknownIssuer:
		return fmt.Sprintf("the certificate of %s is signed by an authority that is not trusted here: name that authority in cacert of the entry in clouds.yaml, or else in SSL_CERT_FILE", host)
	case neterror.Expired:
		return fmt.Sprintf("the certificate of %s has expired or is not valid yet: have it renewed, or set the clock of this machine", host)
	case neterror.Untrusted:
		return fmt.Sprintf("the certificate of %s cannot be trusted (%s): check it, and its authority", host, cause(err))
	case neterror.NotTLS:
		return fmt.Sprintf("%s does not speak TLS: begin the target with http://, or correct its port", host)
	case neterror.Alert:
		return fmt.Sprintf("%s refuses a secure connection (%s): if it wants a client's certificate, name yours in cert and key of the entry in clouds.yaml", host, cause(err))
	}
	return fmt.Sprintf("no secure connection to %s (%s): check the target's address, and which TLS it offers", host, cause(err))
}

// cause returns the innermost message that says something: without the
// addresses of both ends, since a port of ours differs each time, and without
// the names of the packages that passed it on.
func cause(err error) string {
	if dns, ok := errors.AsType[*net.DNSError](err); ok {
		return dns.Err
	}
	if operation, ok := errors.AsType[*net.OpError](err); ok {
		return cause(operation.Err)
	}
	text := err.Error()
	for _, wrapping := range []string{"net/http: HTTP/1.x transport connection broken: ", "net/http: ", "tls: failed to verify certificate: ", "x509: "} {
		text = strings.TrimPrefix(text, wrapping)
	}
	return text
}
