package play

import (
	"context"
	"errors"
	"io"
	"net"
	"strings"
	"syscall"

	"github.com/osact/osact/runner/neterror"
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
	switch {
	case is[tooLarge](err), strings.Contains(err.Error(), "response headers exceeded"):
		return exchange.TooLarge
	case is[undecoded](err):
		return exchange.Undecoded
	case ctx.Err() != nil:
		return exchange.Stopped
	}
	switch o := neterror.KindOf(err); {
	case o == neterror.NoSuchHost:
		return exchange.NoSuch
	case o == neterror.Timeout:
		return exchange.TimedOut
	case o == neterror.Proxy, o == neterror.Unreachable, o == neterror.Exhausted:
		return exchange.Refused
	case o.IsTLS():
		return exchange.TLS
	case headCame && errors.Is(err, io.ErrUnexpectedEOF):
		return exchange.Short
	case is[*net.OpError](err), errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF),
		errors.Is(err, syscall.ECONNRESET), errors.Is(err, syscall.EPIPE), errors.Is(err, net.ErrClosed),
		strings.Contains(err.Error(), "server closed idle connection"):
		return exchange.Reset
	}
	return exchange.Malformed
}

func is[T error](err error) bool {
	_, ok := errors.AsType[T](err)
	return ok
}
