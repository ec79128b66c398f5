package suites

import (
	"github.com/osact/osact/suites/exchange"
	. "github.com/osact/osact/suites/match"
)

// listsByRole claims what users of the project are listed whose role is another
// than the member's.
func listsByRole(b *book) {
	listed := func(actors ...exchange.Actor) Ask {
		return List(finished.server).As(actors...).AtEditions("2.1", "2.21", "2.51", "2.58")
	}
	b.about("a list, as a reader is given it", func(s *Subject) {
		s.Should("list.roles.reader-lists-as-member", listed(exchange.Member).And(listed(exchange.Reader)), ListTheSame())
	})
	b.about("a list, as a bystander is given it", func(s *Subject) {
		s.Must("list.roles.bystander-lists-as-member-or-is-refused",
			listed(exchange.Member).And(listed(exchange.Bystander)), ListTheSameOrForbid(policyRules))
	})
	b.about("an answer to others of the project who list", func(s *Subject) {
		others := listed(exchange.Reader, exchange.Bystander)
		s.Must("list.headers.request-id", others, MatchContract())
		s.Must("list.headers.request-ids-agree", others, AgreeOnRequestID())
		s.Must("list.headers.content-type", others, MatchContract())
		s.Must("list.microversions.echoed", others, All(MatchContract(), EchoVersion()))
		s.Must("list.microversions.vary", others, MatchContract())
		s.Must("list.caching.not-for-others", others, StayOutOfSharedCaches())
	})
}
