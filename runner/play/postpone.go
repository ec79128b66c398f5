package play

import (
	"bytes"
	"net/http"
	"strconv"
	"time"

	"github.com/osact/osact/suites/exchange"
)

const (
	// maxLimited is how often one question is asked again that the target refused
	// because it was asked too fast.
	maxLimited = 16
	// maxLost is how often one question is asked again that an intermediary had no
	// answer to.
	maxLost = 3
	// longestWait is how long one such wait takes, whatever the target asks for.
	longestWait = time.Minute
	// firstWait is the first one where the target does not say; the next in turn are
	// twice as long each.
	firstWait = time.Second
)

// The pauses before a question that waits for something is asked again.
const (
	firstPause   = 20 * time.Millisecond
	longestPause = 2 * time.Second
)

// pause returns how long to wait before a question is asked that has been asked
// so often: each time twice as long, to a limit. A first pause below 31 µs stays
// below the longest: only a target that needs no time is asked so.
func pause(first time.Duration, looks int) time.Duration {
	return min(first<<min(looks-1, 16), longestPause)
}

// again says whether a question is asked again after what came of it, and how long
// the target is left alone before. That is never done to get a better answer: what
// is asked again was not answered by the API.
func (r *run) again(a answer, now time.Time) (wait time.Duration, ok bool) {
	x := a.exchange
	switch {
	case a.fresh:
		return 0, a.ask.renewed < maxRenewed
	case isLimit(x.Response):
		r.refused(x)
		wanted := retryAfter(x.Response.Header, now, r.first)
		if a.attempt >= maxLimited || !r.goesOn(now.Add(wanted)) {
			return 0, false
		}
		return r.paces.of(x.Request.Method).limited(x.Started, now, wanted)
	case isLost(x.Response):
		if x.Response.Status == http.StatusServiceUnavailable {
			r.refused(x)
		}
		r.paces.all.upset(x.Started, now)
		wait := r.first << a.attempt
		return wait, a.attempt < maxLost && isRead(x.Request.Method) && r.goesOn(now.Add(wait))
	case x.Response != nil:
		r.paces.of(x.Request.Method).heeded()
	}
	return 0, false
}

// refused counts a request that was refused because there were too many.
func (r *run) refused(x exchange.Exchange) {
	if isRead(x.Request.Method) {
		r.reads++
	} else {
		r.writes++
	}
}

// isLimit reports that a target limits how often it is asked: a 429 (RFC 6585, section
// 4), the 413 of early OpenStack, or a 503 that says when to come back (RFC 9110, section
// 10.2.3).
func isLimit(r *exchange.Response) bool {
	switch {
	case r == nil:
		return false
	case r.Status == http.StatusServiceUnavailable:
		_, said := saidWait(r.Header, time.Time{})
		return said
	case r.Status == http.StatusRequestEntityTooLarge:
		return bytes.Contains(r.Body, []byte(`"overLimit"`))
	}
	return r.Status == http.StatusTooManyRequests
}

// isLost reports that an intermediary got no answer of the service's.
func isLost(r *exchange.Response) bool {
	return r != nil && (r.Status == http.StatusBadGateway || r.Status == http.StatusServiceUnavailable || r.Status == http.StatusGatewayTimeout)
}

// isRead reports that a question may safely have been answered before.
func isRead(method string) bool { return method == http.MethodGet || method == http.MethodHead }

// retryAfter is how long a target wants to be left alone, and first where it does not say.
func retryAfter(h http.Header, now time.Time, first time.Duration) time.Duration {
	wait, said := saidWait(h, now)
	if !said {
		wait = first
	}
	return min(max(wait, 0), longestWait)
}

// saidWait reads Retry-After: seconds or a date, which may be gone by.
func saidWait(h http.Header, now time.Time) (time.Duration, bool) {
	value := h.Get("Retry-After")
	if seconds, err := strconv.ParseUint(value, 10, 64); err == nil {
		return time.Duration(min(seconds, uint64(longestWait/time.Second))) * time.Second, true
	}
	if date, err := http.ParseTime(value); err == nil {
		return date.Sub(now), true
	}
	return 0, false
}
