package suites

import (
	"github.com/osact/osact/suites/cast"
	. "github.com/osact/osact/suites/claim"
	"github.com/osact/osact/suites/exchange"
	. "github.com/osact/osact/suites/match"
)

// laterPages claims that lists are cut at later editions as when there first
// were pages: for an operator, below a project, and with more in the query.
func laterPages(b *Book) {
	const newest = "{" + TargetNewest + "}"
	asked := func(q string) Ask { return cast.Query(q).As(exchange.Admin).At(newest) }
	at266 := func(q string) Ask { return cast.Query(q).As(exchange.Admin).At(cast.BeforeSince) }
	list := List(cast.Finished.Server).As(exchange.Admin)
	b.About("every page of a list", func(s *Subject) {
		pages := asked("limit=" + cast.PageLimit).Or(at266("limit=" + cast.PageLimit)).Or(listInProject().Plus("?limit=" + cast.PageLimit).As(exchange.Admin).At(newest)).
			Or(asked("limit=1")).Or(asked("limit=1&changes-since=2000-01-01T00:00:00Z")).Or(asked("limit=1&marker=" + cast.PageMarker)).Or(at266("limit=1&changes-before=2037-01-01T00:00:00Z")).
			Or(cast.EachPage()).Or(cast.LongestList("?limit=10").At(cast.PagesSince, newest)).AndEvery(Listed())
		s.Must("list.paging.limit-bounds-pages", pages, HaveAtMostAsked())
		s.Must("list.paging.next-goes-on-after-last", pages, HaveNextLinkAfterLast())
		s.Must("list.paging.pages-make-the-list", pages, HaveLinkWhereMoreFollow())
	})
	b.About("what follows a marker, as an operator asks at later editions", func(s *Subject) {
		s.Must("list.paging.marker-is-left-out",
			list.At(newest).And(asked("marker="+cast.PageMarker)).Or(list.At(cast.BeforeSince).And(at266("marker="+cast.PageMarker))), HaveActionsAfter(cast.PageMarker))
		s.Must("list.paging.marker-is-left-out", list.At(newest).And(asked("marker="+cast.LastMarker)), HaveActionsAfter(cast.LastMarker))
	})
	b.About("a query that is wrong at later editions", func(s *Subject) {
		s.Must("list.paging.bad-limit-is-400", asked("limit=abc"), HaveFault(400, "badRequest", "limit"))
		s.Must("list.paging.bad-marker-is-400", asked("marker="+cast.PageMarker+"&marker="+cast.PageMarker), HaveFault(400, "badRequest", "marker"))
		s.Must("list.query.unknown-parameter-is-400", asked("verbose=1"), HaveFault(400, "badRequest", "verbose"))
		s.Must("list.changes.bad-time-is-400", asked("changes-since=abc"), HaveFault(400, "badRequest", "changes-since"))
	})
}
