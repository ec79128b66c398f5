package suites

import (
	"github.com/osact/osact/suites/cast"
	. "github.com/osact/osact/suites/claim"
	"github.com/osact/osact/suites/exchange"
	. "github.com/osact/osact/suites/match"
)

// listsByRole claims what users of the project are listed whose role is another
// than the member's.
func listsByRole(b *Book) {
	listed := func(actors ...exchange.Actor) Ask {
		return List(cast.Finished.Server).As(actors...).AtEditions("2.1", "2.21", "2.51", "2.58")
	}
	b.About("a list, as a reader is given it", func(s *Subject) {
		s.Should("list.roles.reader-lists-as-member", listed(exchange.Member).And(listed(exchange.Reader)), HaveEqualLists())
	})
	b.About("a list, as a bystander is given it", func(s *Subject) {
		s.Must("list.roles.bystander-lists-as-member-or-is-refused",
			listed(exchange.Member).And(listed(exchange.Bystander)), HaveEqualListsOrBeForbidden(policyRules))
	})
	b.About("an answer to others of the project who list", func(s *Subject) {
		others := listed(exchange.Reader, exchange.Bystander)
		s.Must("list.headers.request-id", others, MatchContract())
		s.Must("list.headers.request-ids-agree", others, HaveOneRequestID())
		s.Must("list.headers.content-type", others, MatchContract())
		s.Must("list.microversions.echoed", others, All(MatchContract(), HaveVersionEcho()))
		s.Must("list.microversions.vary", others, MatchContract())
		s.Must("list.caching.not-for-others", others, HaveNoSharedCaching())
	})
}
