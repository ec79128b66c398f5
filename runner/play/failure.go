package play

import (
	"context"
	"crypto/tls"
	"errors"
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
	if is[withheld](err) {
		return &exchange.Failure{Kind: exchange.Withheld, Text: "the question was not sent: " + err.Error()}
	}
	kind := classify(ctx, err, headCame)
	return &exchange.Failure{Kind: kind, Text: s.explanation(kind, err)}
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
