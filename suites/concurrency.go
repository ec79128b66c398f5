package suites

import (
	"github.com/osact/osact/suites/cast"
	. "github.com/osact/osact/suites/claim"
	"github.com/osact/osact/suites/exchange"
	. "github.com/osact/osact/suites/match"
)

// How many equal questions are in flight at once, and how many of each of two
// actors.
const (
	atOnce     = 8
	atOnceEach = 4
)

// concurrency claims that answers do not depend on what else is asked at the
// same time.
func concurrency(b *Book) {
	b.About("a finished action, asked for several times at once", func(s *Subject) {
		s.Must("show.concurrency.same-for-all", Show(cast.Finished).At("2.1").Together(atOnce, exchange.Member), HaveEqualBodies())
		s.Must("show.concurrency.actors-do-not-mix",
			Show(cast.Finished).At("{"+TargetNewest+"}").Together(atOnceEach, exchange.Member, exchange.Admin), HaveEqualBodiesPairwise())
	})
}
