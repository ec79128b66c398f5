package suites

import (
	"github.com/osact/osact/suites/exchange"
	. "github.com/osact/osact/suites/match"
)

// laterPages claims that lists are cut at later editions as when there first
// were pages: for an operator, below a project, and with more in the query.
func laterPages(b *book) {
	const newest = "{" + targetNewest + "}"
	asked := func(q string) Ask { return query(q).As(exchange.Admin).At(newest) }
	at266 := func(q string) Ask { return query(q).As(exchange.Admin).At(beforeSince) }
	list := List(finished.server).As(exchange.Admin)
	b.about("a page, as an operator asks at later editions", func(s *Subject) {
		pages := asked("limit=" + pageLimit).Or(at266("limit=" + pageLimit)).Or(listInProject().Plus("?limit=" + pageLimit).As(exchange.Admin).At(newest))
		s.Must("list.paging.limit-bounds-pages", pages, HaveNoMoreThan(pageLimit))
		s.Must("list.paging.next-goes-on-after-last", pages, GoOnAfterLast())
		one := asked("limit=1").Or(asked("limit=1&changes-since=2000-01-01T00:00:00Z"))
		s.Must("list.paging.limit-bounds-pages", one, HaveNoMoreThan("1"))
		s.Must("list.paging.next-goes-on-after-last", one, GoOnAfterLast())
		s.Must("list.paging.marker-is-left-out",
			list.At(newest).And(asked("marker="+pageMarker)).Or(list.At(beforeSince).And(at266("marker="+pageMarker))), ListAfter(pageMarker))
		s.Must("list.paging.marker-is-left-out", list.At(newest).And(asked("marker="+lastMarker)), ListAfter(lastMarker))
	})
	b.about("a query that is wrong at later editions", func(s *Subject) {
		s.Must("list.paging.bad-limit-is-400", asked("limit=abc"), HaveFault(400, "badRequest", "limit"))
		s.Must("list.paging.bad-marker-is-400", asked("marker="+pageMarker+"&marker="+pageMarker), HaveFault(400, "badRequest", "marker"))
		s.Must("list.query.unknown-parameter-is-400", asked("verbose=1"), HaveFault(400, "badRequest", "verbose"))
		s.Must("list.changes.bad-time-is-400", asked("changes-since=abc"), HaveFault(400, "badRequest", "changes-since"))
	})
}
