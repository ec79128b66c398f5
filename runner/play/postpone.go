package play

import (
	"net/http"
	"strconv"
	"time"

	"github.com/osact/osact/suites/exchange"
)

const (
	// maxPostponements is how often one question is postponed.
	maxPostponements = 3
	// maxPostponement is how long one postponement takes, whatever the target
	// asks for.
	maxPostponement = time.Minute
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

// postponement says how long the target wants to be left alone before it is
// asked again: the Retry-After of a 429 (RFC 6585, section 4) or of a 503
// (RFC 9110, section 10.2.3), in seconds or as a date. A date gone by makes it
// negative.
func postponement(x exchange.Exchange, now time.Time) (time.Duration, bool) {
	r := x.Response
	if r == nil || r.Status != http.StatusTooManyRequests && r.Status != http.StatusServiceUnavailable {
		return 0, false
	}
	value := r.Header.Get("Retry-After")
	if seconds, err := strconv.ParseUint(value, 10, 64); err == nil {
		seconds = min(seconds, uint64(maxPostponement/time.Second))
		return time.Duration(seconds) * time.Second, true
	}
	if date, err := http.ParseTime(value); err == nil {
		return min(date.Sub(now), maxPostponement), true
	}
	return 0, false
}
