package suites

import (
	. "github.com/osact/osact/suites/match"
)

// paging claims how a list is cut into pages.
func paging(b *book) {
	b.about("the pages of a list", func(s *Subject) {
		s.Must("list.paging.limit-bounds-pages", eachPage(), HaveNoMoreThan(pageLimit))
		s.Must("list.paging.next-goes-on-after-last", eachPage(), GoOnAfterLast())
		for pages := 1; pages <= pagesWalked; pages++ {
			s.Must("list.paging.pages-make-the-list", firstPages(pages), MakeUpTheList())
			s.Must("list.paging.last-page-has-no-link", firstPages(pages), EndWithoutLink(pageLimit))
		}
		s.Must("list.body.matches-contract", eachPage(), MatchContract())
		s.Must("list.body.has-no-other-keys", eachPage(), MatchContract())
	})
	b.about("a page longer than any list", func(s *Subject) {
		s.Must("list.paging.large-limit-is-no-error",
			wholeList().And(query("limit=99999999999999999999").At(pagesSince)), ListTheSame())
	})
	b.about("a page of no actions", func(s *Subject) {
		s.Must("list.paging.limit-zero-is-empty", query("limit=0").At(pagesSince),
			All(HaveNothingAt("/instanceActions/*"), HaveNothingAt("/links")))
	})
	b.about("what follows a marker", func(s *Subject) {
		s.Must("list.paging.marker-is-left-out", wholeList().And(query("marker="+pageMarker).At(pagesSince)), ListAfter(pageMarker))
	})
	b.about("a limit that is none", func(s *Subject) {
		for _, limit := range []string{"-1", "abc", "", "1.5", "1&limit=2"} {
			s.Must("list.paging.bad-limit-is-400", query("limit="+limit).At(pagesSince), HaveFault(400, "badRequest", "limit"))
		}
	})
	b.about("a marker that is none", func(s *Subject) {
		for _, marker := range []string{nobodysAction, elsewhere, ""} {
			s.Must("list.paging.bad-marker-is-400", query("marker="+marker).At(pagesSince), HaveFault(400, "badRequest"))
		}
	})
	b.about("a query that no edition knows", func(s *Subject) {
		s.Must("list.query.unknown-parameter-is-400", query("verbose=1").At(pagesSince), HaveFault(400, "badRequest", "verbose"))
	})
	b.about("a query before there were pages", func(s *Subject) {
		asked := query("limit=x&limit=1&marker=" + nobodysAction + "&changes-since=x&changes-before=x&verbose=1")
		list := List(finished.server)
		s.Must("list.query.ignored-before-its-edition", list.OnEachPath().And(asked.OnEachPath()), ListTheSame())
		s.Must("list.query.ignored-before-its-edition", list.At("2.57").And(asked.At("2.57")), ListTheSame())
	})
}
