package play

import (
	"fmt"
	"strconv"
	"sync"
	"time"
)

const (
	// slowest is the longest time from one question to the next that is learned.
	slowest = 2 * time.Second
	// maxRefused is how often in turn requests wait for a target that has not
	// accepted anything meanwhile, and maxWaited how long together from the third on.
	maxRefused = 6
	maxWaited  = 2 * time.Minute
	// shortly is the shortest time that a rate is measured over.
	shortly = 50 * time.Millisecond
	// briskly is the shortest time from one question to the next that is learned.
	briskly = time.Millisecond
	// soon is how many answers it takes before a faster pace is tried again, and late the
	// same where that was often too fast.
	soon, late = 100, 400
)

// paces are how fast a target is asked. Some limit what may change something far more
// than the rest, or always: so these requests have a pace of their own, too.
type paces struct{ all, writes *pace }

func newPaces(rate float64, first time.Duration) paces {
	return paces{newPace(rate, first), newPace(0, first)}
}

// turn takes a turn for a request, or says how long there is none.
func (p paces) turn(method string, now time.Time) time.Duration {
	if isRead(method) {
		return p.all.turn(now)
	}
	if wait := max(p.writes.until(now), p.all.until(now)); wait > 0 {
		return wait
	}
	p.writes.turn(now)
	return p.all.turn(now)
}

// of returns the pace that a refusal of a request tells something of.
func (p paces) of(method string) *pace {
	if isRead(method) {
		return p.all
	}
	return p.writes
}

// pace is how fast some requests are made. It learns: each time that the target says that
// there are too many, they wait for as long as the target wants, and then go on at half
// the rate. After a hundred answers it tries the rate from before, and less often where
// that is refused: a target may be busy for a moment. It may be shared by several runs.
type pace struct {
	first   time.Duration // the first wait where the target does not say
	wished  time.Duration // never faster than this from one question to the next
	lock    sync.Mutex
	gap     time.Duration // from one question to the next; 0: none
	next    time.Time     // nothing is asked before
	since   time.Time     // when asking began, or went on
	asked   int           // since then
	slowed  time.Time     // when the pace last changed: what was asked before tells nothing of it
	refused int           // how often the target said so since it last accepted a question
	waited  time.Duration // for that
	trouble int           // see upset
	learned bool
	heard   int  // answers since the last refusal
	enough  int  // so many, before a faster pace is tried
	hasty   bool // whether the last change was to a faster pace
}

// newPace returns a pace of so many questions a second; 0: there is no limit.
func newPace(rate float64, first time.Duration) *pace {
	p := &pace{first: first, enough: soon}
	if rate > 0 {
		p.wished = time.Duration(float64(time.Second) / rate)
	}
	p.gap = p.wished
	return p
}

// until returns the time until the next turn; none is left where it is not above 0.
func (p *pace) until(now time.Time) time.Duration {
	p.lock.Lock()
	defer p.lock.Unlock()
	return p.next.Sub(now)
}

// turn takes a turn to ask, or says how long there is none.
func (p *pace) turn(now time.Time) time.Duration {
	p.lock.Lock()
	defer p.lock.Unlock()
	if wait := p.next.Sub(now); wait > 0 {
		return wait
	}
	if p.asked == 0 {
		p.since = now
	}
	p.asked++
	if p.gap == 0 {
		return 0
	}
	if p.next.Before(now.Add(-p.gap)) {
		p.next = now
	}
	p.next = p.next.Add(p.gap) // a turn that came late makes the next ones no later
	return 0
}

// limited notes that the target refused a question because it is asked too fast, and
// holds everything back: for as long as the target wants, and longer each time that it
// then refuses again, whatever it wants. It returns how long that is, and reports
// whether it is worth while to ask again.
func (p *pace) limited(sent, now time.Time, wanted time.Duration) (time.Duration, bool) {
	p.lock.Lock()
	defer p.lock.Unlock()
	if sent.Before(p.slowed) {
		return max(wanted, p.next.Sub(now)), true
	}
	if p.refused >= maxRefused || p.refused >= 3 && p.waited >= maxWaited {
		return 0, false
	}
	if p.refused == 0 {
		p.slow(now, max(wanted, p.first))
	} else {
		wanted = max(wanted, p.first<<(p.refused-1))
	}
	p.slowed = now
	p.refused++
	p.waited += wanted
	if until := now.Add(wanted); p.next.Before(until) {
		p.next = until
	}
	return wanted, true
}

// worth bounds what a slower pace may cost: up to the next refusal it may take ten times
// as long as the wait that the refusal costs.
const worth = 10

// slow halves the rate at which was asked since it last changed. It does not where a wait
// now and then costs less time than a slower pace.
func (p *pace) slow(now time.Time, wait time.Duration) {
	gap := p.gap
	if p.asked > 0 {
		gap = max(gap, max(now.Sub(p.since), shortly)/time.Duration(p.asked))
	}
	if slower := min(2*gap, slowest); !p.learned || time.Duration(p.heard)*(slower-p.gap) <= worth*wait {
		p.gap = max(p.gap, slower) // never faster than was wished
	}
	p.slowed, p.asked, p.trouble, p.learned = now, 0, 0, true
	if p.hasty {
		p.enough = min(2*p.enough, late)
	}
	p.heard, p.hasty = 0, false
}

// hurry doubles the rate, to what was wished at most.
func (p *pace) hurry() {
	p.gap = max(p.gap/2, p.wished, briskly)
	p.hasty, p.asked = true, 0
}

// heeded notes that a question was accepted.
func (p *pace) heeded() {
	p.lock.Lock()
	defer p.lock.Unlock()
	p.refused, p.waited = 0, 0
	p.trouble = max(p.trouble-1, 0)
	if p.heard++; p.learned && p.heard%p.enough == 0 {
		p.hurry()
	}
}

// How much of what comes back may be refusals of intermediaries before the pace is
// slowed: one in nine. Some say so little of a limit.
const (
	perTrouble = 8
	mostUpset  = 8 * perTrouble
)

// upset notes that what stands in front of the target had no answer to a question.
func (p *pace) upset(sent, now time.Time) {
	p.lock.Lock()
	defer p.lock.Unlock()
	if sent.Before(p.slowed) {
		return
	}
	if p.trouble += perTrouble; p.trouble >= mostUpset {
		p.slow(now, p.first)
	}
}

// notes say what was learned of a run in which so many reads and writes were refused;
// nothing of a pace that was never slowed.
func (p paces) notes(reads, writes int) []string {
	var said []string
	if rate := p.all.rate(); rate != "" {
		said = append(said, fmt.Sprintf("the target limits how often it is asked: it refused %d requests, and was asked at most %s times a second in the end (--rate %s asks so from the beginning)", reads, rate, rate))
	}
	if rate := p.writes.rate(); rate != "" {
		said = append(said, fmt.Sprintf("the target limits requests that may change something: it refused %d of them, and was sent at most %s a second in the end", writes, rate))
	}
	return said
}

// rate is how many requests a second there are in the end; empty where the pace was never
// slowed.
func (p *pace) rate() string {
	p.lock.Lock()
	defer p.lock.Unlock()
	if !p.learned {
		return ""
	}
	rate := float64(time.Second) / float64(p.gap)
	if rate < 10 {
		return strconv.FormatFloat(rate, 'g', 2, 64)
	}
	return strconv.FormatFloat(rate, 'f', 0, 64)
}
