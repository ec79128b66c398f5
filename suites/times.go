package suites

import (
	"time"

	"github.com/osact/osact/suites/cast"
	. "github.com/osact/osact/suites/claim"
	"github.com/osact/osact/suites/exchange"
	. "github.com/osact/osact/suites/match"
)

// clockSkew is what the clocks of a cloud's hosts may differ by.
const clockSkew = time.Second

// timing claims how times are written and that they make sense.
func timing(b *Book) {
	b.About("a finished action", func(s *Subject) {
		shown := Show(cast.Finished).As(exchange.Member, exchange.Admin).AtEachEdition()
		s.Must("show.times.format", shown, MatchContract())
		s.Must("show.times.in-order", shown, HaveTimesInOrder(clockSkew))
		s.Should("show.times.updated-last", shown, HaveUpdatedLast(clockSkew))
	})
	b.About("a failed action", func(s *Subject) {
		s.Should("show.times.updated-last",
			Show(cast.Failed).As(exchange.Member, exchange.Admin).AtEachEdition(), HaveUpdatedLast(clockSkew))
	})
	b.About("every action read", func(s *Subject) {
		s.Must("show.times.format", cast.EachActionRead(), MatchContract())
		s.Must("show.times.in-order", cast.EachActionRead(), HaveTimesInOrder(clockSkew))
	})
}
