package suites

import (
	"github.com/osact/osact/suites/cast"
	. "github.com/osact/osact/suites/claim"
	"github.com/osact/osact/suites/exchange"
	. "github.com/osact/osact/suites/match"
)

// legacy claims that the API below /v2 is the oldest edition of the other.
func legacy(b *Book) {
	b.About("an action below /v2", func(s *Subject) {
		for _, a := range []Action{cast.Finished, cast.Failed} {
			s.Must("show.legacy.shows-the-oldest",
				Show(a).At("2.1").And(Get(onLegacyPath(OwnProject, a))).As(exchange.Member, exchange.Admin),
				HaveEqualBodies())
		}
	})
	b.About("an action below /v2 without a project", func(s *Subject) {
		s.May("show.legacy.project-may-be-left-out", Get("/v2"+cast.Finished.Path()), HaveStatus(200))
	})
}
