package suites

import (
	"github.com/osact/osact/suites/exchange"
	. "github.com/osact/osact/suites/match"
)

// initiator claims that who asked for an action does not depend on who reads
// of it.
func initiator(b *book) {
	share := func(s *Subject, a action) {
		s.Must("show.initiator.same-for-both-audiences",
			Show(a).As(exchange.Admin).AtEachEdition().And(Show(a).As(exchange.Member).AtEachEdition()),
			ShareAt("/instanceAction/user_id", "/instanceAction/project_id"))
	}
	b.about("a finished action", func(s *Subject) { share(s, finished) })
	b.about("an action by another initiator", func(s *Subject) { share(s, foreign) })
}
