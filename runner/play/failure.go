package play

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"strings"
	"syscall"

	"github.com/osact/osact/suites/exchange"
)

// failure says what went wrong, for machines and for people. Whether the
// answer's head came tells a body that ends early from no answer at all.
func (s *sender) failure(ctx context.Context, err error, headCame bool) *exchange.Failure {
	if unsent, ok := errors.AsType[unsent](err); ok {
		return &exchange.Failure{Kind: exchange.Malformed, Text: "the question was not sent: " + unsent.Error()}
	}
	kind := classify(ctx, err, headCame)
	text := s.explanation(kind)
	if kind != exchange.TimedOut && kind != exchange.Stopped {
		text += ": " + cause(err)
	}
	return &exchange.Failure{Kind: kind, Text: text}
}

// classify finds the class of a failure. What net/http reports otherwise is
// its complaint that the answer is not HTTP.
func classify(ctx context.Context, err error, headCame bool) exchange.FailureKind {
	operation, _ := errors.AsType[*net.OpError](err)
	dns, _ := errors.AsType[*net.DNSError](err)
	network, _ := errors.AsType[net.Error](err)
	switch {
	case is[tooLarge](err), strings.Contains(err.Error(), "response headers exceeded"):
		return exchange.TooLarge
	case is[undecoded](err):
		return exchange.Undecoded
	case ctx.Err() != nil:
		return exchange.Stopped
	case dns != nil && !dns.IsTimeout:
		return exchange.NoSuch
	case network != nil && network.Timeout():
		return exchange.TimedOut
	case aboutTLS(err, operation):
		return exchange.TLS
	case operation != nil && (operation.Op == "dial" || operation.Op == "proxyconnect"):
		return exchange.Refused
	case headCame && errors.Is(err, io.ErrUnexpectedEOF):
		return exchange.Short
	case operation != nil, errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF),
		errors.Is(err, syscall.ECONNRESET), errors.Is(err, syscall.EPIPE), errors.Is(err, net.ErrClosed),
		strings.Contains(err.Error(), "server closed idle connection"):
		return exchange.Reset
	}
	return exchange.Malformed
}

// aboutTLS reports whether no secure connection came about, or one broke.
func aboutTLS(err error, operation *net.OpError) bool {
	return is[*tls.CertificateVerificationError](err) || is[tls.RecordHeaderError](err) ||
		// Alerts have no type of their own, only operations of their own.
		operation != nil && (operation.Op == "remote error" || operation.Op == "local error") ||
		strings.HasPrefix(err.Error(), "tls: ")
}

func is[T error](err error) bool {
	_, ok := errors.AsType[T](err)
	return ok
}

// explanation says in words what the kind means here, and what may help.
func (s *sender) explanation(kind exchange.FailureKind) string {
	host := s.root.Host
	switch kind {
	case exchange.Refused:
		return fmt.Sprintf("%s cannot be reached; check the target's address and whether the service runs", host)
	case exchange.NoSuch:
		return fmt.Sprintf("the name of %s does not resolve; check the target's address", host)
	case exchange.TLS:
		return fmt.Sprintf("no secure connection to %s; check its certificate, or give its CA", host)
	case exchange.TimedOut:
		return fmt.Sprintf("no complete answer from %s within %s", host, s.timeout)
	case exchange.Reset:
		return fmt.Sprintf("the connection to %s broke", host)
	case exchange.Short:
		return "the body ended before its announced end"
	case exchange.TooLarge:
		return "the answer is larger than osact keeps"
	case exchange.Undecoded:
		return "the body cannot be decoded"
	case exchange.Stopped:
		return "the run ended before the answer came"
	default:
		return "the answer is not HTTP"
	}
}

// cause returns the innermost message that says something: without the
// addresses of both ends, since a port of ours differs each time.
func cause(err error) string {
	if dns, ok := errors.AsType[*net.DNSError](err); ok {
		return dns.Err
	}
	if operation, ok := errors.AsType[*net.OpError](err); ok {
		return cause(operation.Err)
	}
	return err.Error()
}
