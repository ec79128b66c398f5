package suites

import (
	"github.com/osact/osact/suites/cast"
	. "github.com/osact/osact/suites/claim"
	"github.com/osact/osact/suites/exchange"
	. "github.com/osact/osact/suites/match"
)

// policyRules begins the names of the rules by which the API decides who is
// shown an action.
const policyRules = "os_compute_api:os-instance-actions"

// byPolicy are the places that the policy has rules of their own for: whoever
// these let see more sees more.
func byPolicy() []string {
	const events = "/instanceAction/events"
	return []string{events, events + "/*/traceback", events + "/*/host", events + "/*/details"}
}

// roles claims what users of the project are shown whose role is another than
// the member's.
func roles(b *Book) {
	shown := func(actor exchange.Actor) Ask {
		return Show(cast.Finished).Or(Show(cast.Failed)).As(actor).AtEachEdition()
	}
	b.About("an action, as a reader sees it", func(s *Subject) {
		s.Should("show.roles.reader-sees-as-member",
			shown(exchange.Member).And(shown(exchange.Reader)),
			HaveEqualBodies())
	})
	b.About("an action of a server in another project than the operator's", func(s *Subject) {
		s.Should("show.roles.admin-sees-all-of-any-project",
			Get(inProject(OwnProject, cast.Finished)).At("2.1", "{"+TargetNewest+"}").As(exchange.Admin), HaveAllOperatorKeys())
	})
	b.About("an action, as a bystander sees it", func(s *Subject) {
		s.Must("show.roles.bystander-sees-as-member-or-is-refused",
			shown(exchange.Member).And(shown(exchange.Bystander)),
			HaveEqualBodiesOrBeForbidden(policyRules, byPolicy()...))
		s.Must("show.roles.bystander-is-treated-alike",
			Show(cast.Finished).As(exchange.Bystander).At("2.1").ThenEach(shown(exchange.Bystander)),
			HaveEqualStatuses())
	})
	b.About("an answer to others of the project", func(s *Subject) {
		others := shown(exchange.Reader).Or(shown(exchange.Bystander))
		ownHeaders(s, others)
		s.Must("show.microversions.echoed", others, All(MatchContract(), HaveVersionEcho()))
		s.Must("show.microversions.vary", others, All(HaveHeader("Vary"), MatchContract()))
		s.Must("show.caching.not-for-others", others, HaveNoSharedCaching())
		s.Must("show.safety.token-is-not-echoed", others, ContainNoToken())
	})
}
