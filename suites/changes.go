package suites

import (
	"github.com/osact/osact/suites/exchange"
	. "github.com/osact/osact/suites/match"
)

// changes claims how a list is narrowed to what changed in a period.
func changes(b *book) {
	b.about("the changes since a time", func(s *Subject) {
		s.Must("list.changes.since-is-inclusive",
			wholeList().And(query("changes-since="+middleTime).At(pagesSince)), ListChanges(middleTime, ""))
		s.Must("list.changes.zone-counts",
			wholeList().And(query("changes-since="+middleTime+"Z").At(pagesSince)), ListChanges(middleTime, ""))
		asked := func(ask Ask) Ask { return ask.As(exchange.Admin).At("{" + targetNewest + "}") }
		s.Must("list.changes.zone-counts",
			asked(List(finished.server)).And(asked(query("changes-since="+middleEast+"%2B02:00"))), ListChanges(middleTime, ""))
	})
	b.about("the changes before a time", func(s *Subject) {
		list := List(finished.server).At(beforeSince)
		s.Must("list.changes.before-is-inclusive",
			list.And(query("changes-before="+middleTime).At(beforeSince)), ListChanges("", middleTime))
		s.Must("list.changes.both-bound-a-period",
			list.And(query("changes-since="+middleTime+"&changes-before="+middleTime).At(beforeSince)),
			ListChanges(middleTime, middleTime))
		s.Must("list.changes.before-comes-with-its-edition",
			query("changes-before="+middleTime).At(pagesSince, "2.65"), HaveFault(400, "badRequest", "changes-before"))
	})
	b.about("a period that ends before it begins", func(s *Subject) {
		s.Must("list.changes.reversed-period-is-400",
			query("changes-since=2037-01-01T00:00:00Z&changes-before=1970-01-01T00:00:00Z").At(beforeSince),
			HaveFault(400, "badRequest"))
	})
	b.about("a time that is none", func(s *Subject) {
		for _, time := range []string{"abc", "", "2026-13-45T00:00:00Z"} {
			s.Must("list.changes.bad-time-is-400", query("changes-since="+time).At(pagesSince), HaveFault(400, "badRequest", "changes-since"))
		}
		s.Must("list.changes.bad-time-is-400",
			query("changes-before=abc").At(beforeSince).Or(query("changes-before=").As(exchange.Admin).At("{"+targetNewest+"}")),
			HaveFault(400, "badRequest", "changes-before"))
	})
}
