package suites

import (
	"github.com/osact/osact/suites/cast"
	. "github.com/osact/osact/suites/claim"
	"github.com/osact/osact/suites/exchange"
	. "github.com/osact/osact/suites/match"
)

// visibility claims who sees what by the policy that the API is shipped with.
// An operator may change that policy, so these are SHOULD.
func visibility(b *Book) {
	b.About("an action, as a tenant sees it", func(s *Subject) {
		shown := Show(cast.Finished).Or(Show(cast.Failed)).As(exchange.Member).AtEachEdition()
		s.Should("show.visibility.events-hidden-from-tenant", shown, HaveNothingAt("/instanceAction/events"))
		s.Should("show.visibility.traceback-hidden-from-tenant", shown, HaveNothingAt("/instanceAction/events/*/traceback"))
		s.Should("show.visibility.host-hidden-from-tenant", shown, HaveNothingAt("/instanceAction/events/*/host"))
		s.Should("show.visibility.details-hidden-from-tenant", shown, HaveNothingAt("/instanceAction/events/*/details"))
	})
	b.About("any other action, as a tenant sees it", func(s *Subject) {
		shown := cast.EachActionRead().As(exchange.Member).
			Or(Show(cast.Running).As(exchange.Member).AtEditions(atEvents()...)).
			Or(Show(cast.Deleted).As(exchange.Member).AtEditions("2.58", "2.84"))
		s.Should("show.visibility.traceback-hidden-from-tenant", shown, HaveNothingAt("/instanceAction/events/*/traceback"))
		s.Should("show.visibility.host-hidden-from-tenant", shown, HaveNothingAt("/instanceAction/events/*/host"))
		s.Should("show.visibility.details-hidden-from-tenant", shown, HaveNothingAt("/instanceAction/events/*/details"))
	})
	b.About("an action, as an operator sees it and others do not", func(s *Subject) {
		for _, a := range []Action{cast.Finished, cast.Failed} {
			shown := Show(a).AtEachEdition()
			for _, actor := range []exchange.Actor{exchange.Member, exchange.Reader, exchange.Bystander, exchange.Outsider} {
				s.Should("show.visibility.nothing-leaks",
					shown.As(exchange.Admin).And(shown.As(actor)), ContainNothingHidden())
			}
		}
	})
	b.About("a failed action in the URL of its project, as others of it see it", func(s *Subject) {
		const newest = "{" + TargetNewest + "}"
		for _, actor := range []exchange.Actor{exchange.Reader, exchange.Bystander} {
			s.Should("show.visibility.nothing-leaks",
				Show(cast.Failed).As(exchange.Admin).At(newest).And(Get(inProject(OwnProject, cast.Failed)).As(actor).At(newest)), ContainNothingHidden())
		}
	})
	b.About("an action, as an operator sees it", func(s *Subject) {
		shown := Show(cast.Finished).Or(Show(cast.Failed)).As(exchange.Admin).AtEachEdition()
		s.Should("show.visibility.operator-sees-all", shown, HaveAllOperatorKeys())
	})
}
