package suites

import (
	"github.com/osact/osact/suites/exchange"
	. "github.com/osact/osact/suites/match"
)

// legacy claims that the API below /v2 is the oldest edition of the other.
func legacy(b *book) {
	b.about("an action below /v2", func(s *Subject) {
		for _, a := range []action{finished, failed} {
			s.Must("show.legacy.shows-the-oldest",
				Show(a).At("2.1").And(get(onLegacyPath(ownProject, a))).As(exchange.Member, exchange.Admin),
				SayTheSame())
		}
	})
	b.about("an action below /v2 without a project", func(s *Subject) {
		s.May("show.legacy.project-may-be-left-out", get("/v2"+finished.path()), HaveStatus(200))
	})
}
