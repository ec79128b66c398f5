package suites

import (
	"github.com/osact/osact/suites/cast"
	. "github.com/osact/osact/suites/claim"
	"github.com/osact/osact/suites/exchange"
	. "github.com/osact/osact/suites/match"
)

// parameters claims what becomes of parameters that showing an action does not
// have.
func parameters(b *Book) {
	shown := Show(cast.Finished)
	b.About("a query where none is looked at", func(s *Subject) {
		s.Must("show.query.ignored-at-first",
			shown.At("2.1", "2.75", "2.101").Or(shown.OnLegacyPath()).Beside(Ask.Plus, "?foo=bar&limit=x"), HaveEqualBodies())
	})
	b.About("a query where none is allowed", func(s *Subject) {
		s.Must("show.query.refused-later",
			shown.At("2.102").Plus("?foo=bar", "?limit=1&foo=bar").Or(shown.As(exchange.Admin).At("{"+TargetNewest+"}").Plus("?foo=bar")),
			HaveFault(400, "badRequest", "foo"))
		s.Must("show.query.empty-is-none", shown.At("2.102").Beside(Ask.Plus, "?"), HaveEqualBodies())
	})
}
