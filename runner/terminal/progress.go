package terminal

import (
	"fmt"
	"io"
	"sync"
	"time"
)

// beat is how often it is said how far a run is where no terminal shows it.
const beat = 30 * time.Second

// Progress says how far a run is: on a terminal in a line that changes, elsewhere in a
// line each half minute, so that nobody takes a run that waits for one that hangs.
type Progress struct {
	to       io.Writer
	verb     string
	terminal bool

	mu   sync.Mutex
	text string // what there is to say
	last string // on the terminal
	done chan struct{}
	over sync.WaitGroup
}

// NewProgress returns what says on w how far a run is; the verb says what is done:
// "asked". Whoever wants quiet hears nothing. Clear has to be called.
func NewProgress(w io.Writer, verb string, quiet bool) *Progress {
	if quiet {
		return newProgress(io.Discard, verb, time.Time{}, nil)
	}
	if file, ok := fileOf(w); ok {
		return &Progress{to: file, verb: verb, terminal: true}
	}
	ticker := time.NewTicker(beat)
	p := newProgress(w, verb, time.Now(), ticker.C)
	p.over.Go(func() { <-p.done; ticker.Stop() })
	return p
}

// newProgress says at each tick how far a run is that began then.
func newProgress(w io.Writer, verb string, began time.Time, ticks <-chan time.Time) *Progress {
	p := &Progress{to: w, verb: verb, done: make(chan struct{})}
	p.over.Go(func() {
		for {
			select {
			case <-p.done:
				return
			case now := <-ticks:
				p.say(now.Sub(began))
			}
		}
	})
	return p
}

func (p *Progress) say(took time.Duration) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.text != "" {
		fmt.Fprintf(p.to, "osact: %s, %d s%s\n", p.text, int(took.Seconds()), p.last)
	}
}

// Show says how many are done, and what the run waits for, if anything.
func (p *Progress) Show(done, total int, waits string) {
	text := fmt.Sprintf("%s %d of %d", p.verb, done, total)
	if waits != "" {
		waits = "; " + waits
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if !p.terminal {
		p.text, p.last = text, waits
		return
	}
	if text+waits != p.last {
		p.last = text + waits
		fmt.Fprintf(p.to, "\r\x1b[K%s", p.last)
	}
}

// Clear takes the line away, and says nothing more.
func (p *Progress) Clear() {
	if p.done != nil {
		close(p.done)
		p.over.Wait()
		return
	}
	if p.last != "" {
		fmt.Fprint(p.to, "\r\x1b[K")
	}
}
