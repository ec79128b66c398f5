package suites

import (
	"github.com/osact/osact/suites/cast"
	. "github.com/osact/osact/suites/claim"
	"github.com/osact/osact/suites/exchange"
	. "github.com/osact/osact/suites/match"
)

// headers claims what an answer says about itself.
func headers(b *Book) {
	b.About("a finished action", func(s *Subject) {
		s.Must("show.headers.request-id-is-fresh", Show(cast.Finished).AtEachEdition(), HaveFreshRequestIDs(cast.Finished.ID))
		s.Must("show.headers.request-id-is-fresh",
			Show(cast.Finished).With(CallersHeader+"1").
				Or(Get(inProject(OwnProject, cast.Finished)).As(exchange.Admin).With(CallersHeader+"2")).
				Or(Show(cast.Finished).As(exchange.Admin).OnLegacyPath().With(CallersHeader+"3")),
			HaveFreshRequestIDs(cast.Finished.ID, CallersRequestID+"1", CallersRequestID+"2", CallersRequestID+"3"))
		s.May("show.headers.date-is-sent", Show(cast.Finished), HaveHeader("Date"))
		s.May("show.headers.charset-in-errors-alone", Show(cast.Finished), HaveNoCharset())
	})
	b.About("every answer of the run", func(s *Subject) {
		s.Must("show.headers.etag-is-of-one-body", Show(cast.Finished).At("2.1", "2.51"), HaveETagsOfBodies())
		s.Must("show.headers.request-id-is-fresh", Show(cast.Finished).OnEachPath(), HaveUniqueRequestIDs())
	})
}
