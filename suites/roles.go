package suites

import (
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
func roles(b *book) {
	shown := func(actor exchange.Actor) Ask {
		return Show(finished).Or(Show(failed)).As(actor).AtEachEdition()
	}
	b.about("an action, as a reader sees it", func(s *Subject) {
		s.Should("show.roles.reader-sees-as-member",
			shown(exchange.Member).And(shown(exchange.Reader)),
			SayTheSame())
	})
	b.about("an action of a server in another project than the operator's", func(s *Subject) {
		s.Should("show.roles.admin-sees-all-of-any-project",
			get(inProject(ownProject, finished)).At("2.1", "{"+targetNewest+"}").As(exchange.Admin), ShowEverything())
	})
	b.about("an action, as a bystander sees it", func(s *Subject) {
		s.Must("show.roles.bystander-sees-as-member-or-is-refused",
			shown(exchange.Member).And(shown(exchange.Bystander)),
			SayTheSameOrForbid(policyRules, byPolicy()...))
		s.Must("show.roles.bystander-is-treated-alike",
			Show(finished).As(exchange.Bystander).At("2.1").ThenEach(shown(exchange.Bystander)),
			HaveOneStatus())
	})
	b.about("an answer to others of the project", func(s *Subject) {
		others := shown(exchange.Reader).Or(shown(exchange.Bystander))
		ownHeaders(s, others)
		s.Must("show.microversions.echoed", others, All(MatchContract(), EchoVersion()))
		s.Must("show.microversions.vary", others, All(HaveHeader("Vary"), MatchContract()))
		s.Must("show.caching.not-for-others", others, StayOutOfSharedCaches())
		s.Must("show.safety.token-is-not-echoed", others, KeepTokenSecret())
	})
}
