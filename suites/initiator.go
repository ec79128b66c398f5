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
	share := func(s *Subject, shown Ask) {
		s.Must("show.initiator.same-for-both-audiences",
			shown.As(exchange.Admin).And(shown.As(exchange.Member)), HaveEqualValuesAt("/instanceAction/user_id", "/instanceAction/project_id"))
	}
	b.About("a finished action", func(s *Subject) { share(s, Show(cast.Finished).AtEachEdition()) })
	b.About("an action by another initiator", func(s *Subject) { share(s, Show(cast.Foreign).AtEditions("2.1", "2.51", "2.84")) })
}
