package suites

import (
	"github.com/osact/osact/suites/cast"
	. "github.com/osact/osact/suites/claim"
	"github.com/osact/osact/suites/exchange"
	. "github.com/osact/osact/suites/match"
)

// changes claims how a list is narrowed to what changed in a period.
func changes(b *Book) {
	b.About("the changes since a time", func(s *Subject) {
		s.Must("list.changes.since-is-inclusive",
			cast.WholeList().And(cast.Query("changes-since="+cast.MiddleTime).At(cast.PagesSince)), HaveChangesOnly(cast.MiddleTime, ""))
		s.Must("list.changes.zone-counts",
			cast.WholeList().And(cast.Query("changes-since="+cast.MiddleTime+"Z").At(cast.PagesSince)), HaveChangesOnly(cast.MiddleTime, ""))
		asked := func(ask Ask) Ask { return ask.As(exchange.Admin).At("{" + TargetNewest + "}") }
		s.Must("list.changes.zone-counts",
			asked(List(cast.Finished.Server)).And(asked(cast.Query("changes-since="+cast.MiddleTimeEast+"%2B02:00"))), HaveChangesOnly(cast.MiddleTime, ""))
	})
	b.About("the changes before a time", func(s *Subject) {
		list := List(cast.Finished.Server).At(cast.BeforeSince)
		s.Must("list.changes.before-is-inclusive",
			list.And(cast.Query("changes-before="+cast.MiddleTime).At(cast.BeforeSince)), HaveChangesOnly("", cast.MiddleTime))
		s.Must("list.changes.both-bound-a-period",
			list.And(cast.Query("changes-since="+cast.MiddleTime+"&changes-before="+cast.MiddleTime).At(cast.BeforeSince)),
			HaveChangesOnly(cast.MiddleTime, cast.MiddleTime))
		s.Must("list.changes.before-comes-with-its-edition",
			cast.Query("changes-before="+cast.MiddleTime).At(cast.PagesSince, "2.65"), HaveFault(400, "badRequest", "changes-before"))
	})
	b.About("a period that ends before it begins", func(s *Subject) {
		s.Must("list.changes.reversed-period-is-400",
			cast.Query("changes-since=2037-01-01T00:00:00Z&changes-before=1970-01-01T00:00:00Z").At(cast.BeforeSince),
			HaveFault(400, "badRequest"))
	})
	b.About("a time that is none", func(s *Subject) {
		for _, time := range []string{"abc", "", "2026-13-45T00:00:00Z"} {
			s.Must("list.changes.bad-time-is-400", cast.Query("changes-since="+time).At(cast.PagesSince), HaveFault(400, "badRequest", "changes-since"))
		}
		s.Must("list.changes.bad-time-is-400",
			cast.Query("changes-before=abc").At(cast.BeforeSince).Or(cast.Query("changes-before=").As(exchange.Admin).At("{"+TargetNewest+"}")),
			HaveFault(400, "badRequest", "changes-before"))
	})
}
