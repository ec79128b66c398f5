package suites

import (
	"github.com/osact/osact/suites/cast"
	. "github.com/osact/osact/suites/claim"
	"github.com/osact/osact/suites/exchange"
	. "github.com/osact/osact/suites/match"
)

// initiator claims that who asked for an action does not depend on who reads
// of it.
func initiator(b *Book) {
	share := func(s *Subject, a Action) {
		s.Must("show.initiator.same-for-both-audiences",
			Show(a).As(exchange.Admin).AtEachEdition().And(Show(a).As(exchange.Member).AtEachEdition()),
			HaveEqualValuesAt("/instanceAction/user_id", "/instanceAction/project_id"))
	}
	b.About("a finished action", func(s *Subject) { share(s, cast.Finished) })
	b.About("an action by another initiator", func(s *Subject) { share(s, cast.Foreign) })
}
