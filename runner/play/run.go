package play

import (
	"context"
	"errors"
	"slices"
	"time"

	"github.com/osact/osact/suites/exchange"
)

// grace is how long a stopped run waits for its questions in flight. They end
// at once when their context does; the bound is for a transport that does not
// heed it.
const grace = 5 * time.Second

// run is one play, as the goroutine knows it that holds the walk.
type run struct {
	walk     Walk
	send     func(context.Context, ask) (x exchange.Exchange, renewed bool)
	room     int           // questions in flight at most
	pause    time.Duration // before a question is asked again, the first time
	first    time.Duration // and where it was refused
	paces    paces
	goesOn   func(time.Time) bool // whether the run does at that time, as far as is known
	progress func(Progress)
	name     func(position int) string // of a request; nil: none has a name
	named    int                       // how many have one

	queue     []ask       // ready to be sent
	postponed []postponed // waiting for their time
	inFlight  int
	answers   chan answer // has room for all in flight, so that no sender ever waits
	done      int         // questions settled
	reads     int         // how many of those that only read were refused because there were too many
	writes    int         // how many of the others
	exchanges []exchange.Exchange
}

// ask is a question and how often it was asked before.
type ask struct {
	question exchange.Question
	attempt  int
	renewed  int    // how often because of a token that had ended
	name     string // of the request; empty: it has none, or its own
}

// answer is what came of an ask.
type answer struct {
	ask
	exchange exchange.Exchange
	fresh    bool // the token had ended, and there is a new one
}

// postponed is an ask that the target wants later.
type postponed struct {
	ask
	due time.Time
}

func (r *run) play(ctx context.Context) exchange.Ending {
	for {
		for _, q := range r.walk.Ready() {
			if q.Polls > 0 {
				r.postponed = append(r.postponed, postponed{ask: ask{question: q}, due: time.Now().Add(pause(r.pause, q.Polls))})
				continue
			}
			r.queue = append(r.queue, ask{question: q})
		}
		due := r.takeDue(time.Now())
		r.tell()
		if len(r.queue)+len(r.postponed)+r.inFlight == 0 {
			return exchange.Complete
		}
		if ctx.Err() != nil {
			return r.stop(ctx)
		}
		turn := r.launch(ctx, time.Now())
		select {
		case a := <-r.answers:
			if !r.take(a, time.Now()) {
				return r.stop(ctx)
			}
		case <-due:
		case <-turn:
		case <-ctx.Done():
		}
	}
}

// launch sends what is ready and has room, as fast as the pace allows. It returns a
// channel that says when the next turn comes, if something waits for it.
func (r *run) launch(ctx context.Context, now time.Time) <-chan time.Time {
	var soonest time.Duration
	for i := 0; i < len(r.queue) && r.inFlight < r.room; {
		next := r.queue[i]
		if wait := r.paces.turn(next.question.Method, now); wait > 0 {
			if soonest == 0 || wait < soonest {
				soonest = wait
			}
			if isRead(next.question.Method) {
				break // the others have none either
			}
			i++ // what only reads need not wait for it
			continue
		}
		if i == 0 {
			r.queue = r.queue[1:]
		} else {
			r.queue = slices.Delete(r.queue, i, i+1)
		}
		if r.name != nil && next.question.Probe.VariedHeader() != exchange.RequestIDHeader {
			next.name = r.name(r.named)
			r.named++
		}
		r.inFlight++
		go func() {
			x, renewed := r.send(ctx, next)
			r.answers <- answer{next, x, renewed}
		}()
	}
	if soonest == 0 {
		return nil
	}
	return time.After(soonest)
}

// take records an answer. It postpones the question if it is to be asked again, else
// the walk gets the answer. It reports whether the run goes on: if not, it was stopped.
func (r *run) take(a answer, now time.Time) bool {
	r.inFlight--
	x := a.exchange
	r.exchanges = append(r.exchanges, x)
	if wait, ok := r.again(a, now); ok {
		again := ask{question: a.question, attempt: a.attempt + 1, renewed: a.ask.renewed}
		if a.fresh {
			again.renewed++
		}
		r.postponed = append(r.postponed, postponed{ask: again, due: now.Add(wait)})
		return true
	}
	r.done++
	r.walk.Put(x)
	return x.Failure == nil || x.Failure.Kind != exchange.Stopped
}

// takeDue moves what was postponed until now to the head of the queue, and
// returns a channel that says when there is more.
func (r *run) takeDue(now time.Time) <-chan time.Time {
	slices.SortStableFunc(r.postponed, func(a, b postponed) int { return a.due.Compare(b.due) })
	later := slices.IndexFunc(r.postponed, func(p postponed) bool { return p.due.After(now) })
	if later < 0 {
		later = len(r.postponed)
	}
	due := make([]ask, later)
	for i, p := range r.postponed[:later] {
		due[i] = p.ask
	}
	r.queue = slices.Insert(r.queue, 0, due...)
	r.postponed = slices.Delete(r.postponed, 0, later)
	if len(r.postponed) == 0 {
		return nil
	}
	return time.After(r.postponed[0].due.Sub(now))
}

// stop records what is in flight, which ends now, and says why the run ended.
func (r *run) stop(ctx context.Context) exchange.Ending {
	patience := time.After(grace)
	for r.inFlight > 0 {
		select {
		case a := <-r.answers:
			r.take(a, time.Now())
		case <-patience:
			r.inFlight = 0
		}
	}
	if errors.Is(ctx.Err(), context.DeadlineExceeded) {
		return exchange.OutOfTime
	}
	return exchange.Interrupted
}

// fits reports whether the run goes on at t, as far as is known now.
func fits(ctx context.Context, t time.Time) bool {
	deadline, ok := ctx.Deadline()
	return ctx.Err() == nil && (!ok || t.Before(deadline))
}
