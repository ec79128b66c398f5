package play

import (
	"context"
	"net/http"
	"time"

	"github.com/osact/osact/suites/exchange"
)

// Session asks question after question for a player: what was asked before
// counts towards its rate, and connections are used again. A Session may be
// used by several goroutines.
type Session struct {
	player    *Player
	transport http.RoundTripper
	paces     paces
	close     func()
}

// Session returns a session, which the caller closes. The player must not
// change meanwhile.
func (p *Player) Session() *Session {
	s := &Session{player: p, transport: p.Transport, paces: newPaces(p.Rate, positive(p.FirstWait, firstWait)), close: func() {}}
	if s.transport == nil {
		inFlight := p.inFlight()
		kept, own := p.newTransport(inFlight), p.newTransport(inFlight)
		own.DisableKeepAlives = true
		s.transport, s.close = connections{kept, own}, kept.CloseIdleConnections
	}
	return s
}

// Close ends the connections that are kept.
func (s *Session) Close() { s.close() }

// Ask asks one question, whose probe names no symbols, and returns what came of
// it. The player's Deadline and MaxTotal hold for each such question.
func (s *Session) Ask(ctx context.Context, probe exchange.Probe) exchange.Exchange {
	q, err := probe.Ask(nil)
	if err != nil {
		return exchange.Exchange{Probe: probe, Failure: &exchange.Failure{Kind: exchange.Malformed, Text: err.Error()}}
	}
	exchanges, _ := s.play(ctx, &single{ready: []exchange.Question{q}})
	if len(exchanges) == 0 {
		return exchange.Exchange{Probe: probe, Failure: &exchange.Failure{Kind: exchange.Stopped, Text: "the question was not sent"}}
	}
	return exchanges[len(exchanges)-1]
}

func (s *Session) play(ctx context.Context, walk Walk) ([]exchange.Exchange, exchange.Ending) {
	p := s.player
	ctx, cancel := context.WithTimeout(ctx, positive(p.Deadline, 10*time.Minute))
	defer cancel()
	inFlight := p.inFlight()
	r := &run{
		walk:     walk,
		send:     p.newSender(s.transport, p.Note).send,
		room:     inFlight,
		pause:    positive(p.Pause, firstPause),
		first:    positive(p.FirstWait, firstWait),
		paces:    s.paces,
		goesOn:   func(t time.Time) bool { return fits(ctx, t) },
		progress: p.Progress,
		name:     p.RequestID,
		answers:  make(chan answer, inFlight),
	}
	ending := r.play(ctx)
	for _, said := range s.paces.notes(r.reads, r.writes) {
		if p.Note != nil {
			p.Note(exchange.Note{At: time.Now().UTC().Round(0), Text: said})
		}
	}
	return r.exchanges, ending
}

// single is a walk of one question.
type single struct{ ready []exchange.Question }

func (s *single) Ready() []exchange.Question {
	ready := s.ready
	s.ready = nil
	return ready
}

func (s *single) Put(exchange.Exchange) {}
