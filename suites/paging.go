package suites

import (
	"github.com/osact/osact/suites/cast"
	. "github.com/osact/osact/suites/claim"
	. "github.com/osact/osact/suites/match"
)

// paging claims how a list is cut into pages.
func paging(b *Book) {
	b.About("the pages of a list", func(s *Subject) {
		for pages := 1; pages <= cast.PagesRead; pages++ {
			s.Must("list.paging.pages-make-the-list", cast.FirstPages(pages), ConsistOfWholeList())
			s.Must("list.paging.last-page-has-no-link", cast.FirstPages(pages), HaveNoLinkAtEnd(cast.PageLimit))
		}
	})
	b.About("a page longer than any list", func(s *Subject) {
		s.Must("list.paging.large-limit-is-no-error",
			cast.WholeList().And(cast.Query("limit=99999999999999999999").At(cast.PagesSince)), HaveEqualLists())
	})
	b.About("a page of no actions", func(s *Subject) {
		s.Must("list.paging.limit-zero-is-empty", cast.Query("limit=0").At(cast.PagesSince),
			All(HaveNothingAt("/instanceActions/*"), HaveNothingAt("/links")))
	})
	b.About("what follows a marker", func(s *Subject) {
		s.Must("list.paging.marker-is-left-out", cast.WholeList().And(cast.Query("marker="+cast.PageMarker).At(cast.PagesSince)), HaveActionsAfter(cast.PageMarker))
	})
	b.About("a limit that is none", func(s *Subject) {
		for _, limit := range []string{"-1", "abc", "", "1.5", "1&limit=2"} {
			s.Must("list.paging.bad-limit-is-400", cast.Query("limit="+limit).At(cast.PagesSince), HaveFault(400, "badRequest", "limit"))
		}
	})
	b.About("a marker that is none", func(s *Subject) {
		for _, marker := range []string{UnknownAction, cast.Elsewhere, ""} {
			s.Must("list.paging.bad-marker-is-400", cast.Query("marker="+marker).At(cast.PagesSince), HaveFault(400, "badRequest"))
		}
	})
	b.About("a query that no edition knows", func(s *Subject) {
		s.Must("list.query.unknown-parameter-is-400", cast.Query("verbose=1").At(cast.PagesSince), HaveFault(400, "badRequest", "verbose"))
	})
	b.About("a query before there were pages", func(s *Subject) {
		asked := cast.Query("limit=x&limit=1&marker=" + UnknownAction + "&changes-since=x&changes-before=x&verbose=1")
		list := List(cast.Finished.Server)
		s.Must("list.query.ignored-before-its-edition", list.OnEachPath().And(asked.OnEachPath()), HaveEqualLists())
		s.Must("list.query.ignored-before-its-edition", list.At("2.57").And(asked.At("2.57")), HaveEqualLists())
	})
}
