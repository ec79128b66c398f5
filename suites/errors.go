package suites

import (
	"github.com/osact/osact/suites/exchange"
	. "github.com/osact/osact/suites/match"
)

// errorAnswers claims what is said about things that are not there, and that
// every refusal has the shape that the description gives it.
func errorAnswers(b *book) {
	b.about("a server that does not exist", func(s *Subject) {
		s.Must("show.errors.unknown-server-is-404",
			Show(action{nobodysServer, finished.id}).As(exchange.Member, exchange.Admin).OnEachPath(),
			HaveFault(404, "itemNotFound", nobodysServer))
	})
	b.about("an action that does not exist", func(s *Subject) {
		s.Must("show.errors.unknown-action-is-404",
			Show(action{finished.server, nobodysAction}).As(exchange.Member, exchange.Admin).AtEachEdition(),
			HaveFault(404, "itemNotFound", nobodysAction))
	})
	b.about("a refusal", func(s *Subject) {
		s.Must("show.errors.match-contract", refusals(), MatchContract())
	})
}

// nobodys is an action that does not exist on a server that does not exist.
var nobodys = action{nobodysServer, nobodysAction}

// refusals asks one question for each way in which showing an action is refused.
func refusals() Ask {
	return Show(finished).As(exchange.Anonymous, exchange.Intruder, exchange.Outsider).
		Or(Show(action{nobodysServer, finished.id})).
		Or(Show(action{finished.server, nobodysAction})).
		OnEachPath().
		Or(mismatch()).
		Or(Show(finished).At("abc", "2.999"))
}
