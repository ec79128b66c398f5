package suites

import (
	"github.com/osact/osact/suites/exchange"
	. "github.com/osact/osact/suites/match"
)

// authentication claims that nothing is shown to whom the cloud does not know.
func authentication(b *book) {
	b.about("a request without a token", func(s *Subject) {
		s.Must("show.authentication.missing-token-is-401",
			Show(finished).Or(Show(nobodys)).As(exchange.Anonymous).OnEachPath(),
			All(HaveStatus(401), MatchContract()))
	})
	b.about("a request with a token that nobody issued", func(s *Subject) {
		s.Must("show.authentication.bad-token-is-401",
			Show(finished).Or(Show(nobodys)).As(exchange.Intruder).OnEachPath(),
			HaveStatus(401))
		s.Must("show.authentication.bad-token-is-401",
			Show(finished).As(exchange.Anonymous).With("X-Roles: admin", "X-Identity-Status: Confirmed").OnEachPath(),
			HaveStatus(401))
	})
}
