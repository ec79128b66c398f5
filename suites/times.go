package suites

import (
	"time"

	"github.com/osact/osact/suites/exchange"
	. "github.com/osact/osact/suites/match"
)

// clockSkew is what the clocks of a cloud's hosts may differ by.
const clockSkew = time.Second

// timing claims how times are written and that they make sense.
func timing(b *book) {
	b.about("a finished action", func(s *Subject) {
		shown := Show(finished).As(exchange.Member, exchange.Admin).AtEachEdition()
		s.Must("show.times.format", shown, MatchContract())
		s.Must("show.times.in-order", shown, HaveTimesInOrder(clockSkew))
		s.Should("show.times.updated-last", shown, HaveUpdatedLast(clockSkew))
	})
	b.about("a failed action", func(s *Subject) {
		s.Should("show.times.updated-last",
			Show(failed).As(exchange.Member, exchange.Admin).AtEachEdition(), HaveUpdatedLast(clockSkew))
	})
	b.about("every action read", func(s *Subject) {
		s.Must("show.times.format", everyActionRead(), MatchContract())
		s.Must("show.times.in-order", everyActionRead(), HaveTimesInOrder(clockSkew))
	})
}
