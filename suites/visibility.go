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
	b.About("an action, as an operator sees it and others do not", func(s *Subject) {
		for _, a := range []Action{cast.Finished, cast.Failed} {
			shown := Show(a).AtEditions("2.1", "2.50", "2.51", "2.83", "2.84")
			for _, actor := range []exchange.Actor{exchange.Member, exchange.Reader, exchange.Bystander, exchange.Outsider} {
				s.Should("show.visibility.nothing-leaks",
					shown.As(exchange.Admin).And(shown.As(actor)), ContainNothingHidden())
			}
		}
	})
	b.About("the list of an action's server, as others see it", func(s *Subject) {
		for _, a := range []Action{cast.Finished, cast.Failed} {
			shown, listed := Show(a).At("{"+TargetNewest+"}"), List(a.Server)
			for _, actor := range []exchange.Actor{exchange.Member, exchange.Reader, exchange.Bystander} {
				s.Should("show.visibility.nothing-leaks", shown.As(exchange.Admin).ThenEach(listed.AtEditions("2.1", "2.21", "2.51", "2.58").As(actor)), ContainNothingHidden())
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
}
