package suites

import (
	"github.com/osact/osact/suites/exchange"
	. "github.com/osact/osact/suites/match"
)

// events claims what the steps of an action say.
func events(b *book) {
	b.about("a finished action", func(s *Subject) {
		shown := Show(finished).As(exchange.Member, exchange.Admin).AtEachEdition()
		s.Must("show.events.vocabulary", shown, MatchContract())
		s.Must("show.events.newest-first", shown, HaveNewestEventsFirst())
		s.Must("show.events.unfinished-has-no-result", shown, HaveResultsOnlyWhenFinished())
		s.Must("show.events.same-for-both-audiences",
			Show(finished).As(exchange.Admin).AtEachEdition().And(Show(finished).As(exchange.Member).AtEachEdition()),
			ShareEvents())
	})
	b.about("a failed action", func(s *Subject) {
		s.Must("show.events.failure-has-an-error",
			Show(failed).As(exchange.Admin).AtEachEdition(),
			HaveSome("/instanceAction/events/*/result", "Error"))
		s.Must("show.events.same-for-both-audiences",
			Show(failed).As(exchange.Admin).AtEachEdition().And(Show(failed).As(exchange.Member).AtEachEdition()),
			ShareEvents())
		s.Must("show.events.vocabulary", Show(failed).As(exchange.Member, exchange.Admin).AtEachEdition(), MatchContract())
	})
	b.about("a running action", func(s *Subject) {
		s.Must("show.events.unfinished-has-no-result",
			Show(running).As(exchange.Member, exchange.Admin).AtEachEdition(),
			HaveResultsOnlyWhenFinished())
	})
	b.about("every action read", func(s *Subject) {
		s.Must("show.events.vocabulary", everyActionRead(), MatchContract())
		s.Must("show.events.newest-first", everyActionRead(), HaveNewestEventsFirst())
		s.Must("show.events.unfinished-has-no-result", everyActionRead(), HaveResultsOnlyWhenFinished())
	})
}
