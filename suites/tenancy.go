package suites

import (
	"github.com/osact/osact/suites/exchange"
	. "github.com/osact/osact/suites/match"
)

// tenancy claims that a project's actions are its own.
func tenancy(b *book) {
	b.about("a URL with another project than the token's", func(s *Subject) {
		const id = "show.tenancy.mismatch-is-400"
		for _, actor := range exchange.Actors() {
			if actor.HasAccount() {
				s.Must(id, mismatch(finished).As(actor), refusedAs(actor, nobodysProject))
			}
		}
		for _, actor := range []exchange.Actor{exchange.Member, exchange.Admin} {
			s.Must(id, get(inProject(nobodysProject, finished)).At("{"+targetNewest+"}").As(actor), refusedAs(actor, nobodysProject))
		}
		// Projects that there are: the message names both, whoever asks.
		members, outsiders := "{"+projectOf(exchange.Member)+"}", "{"+projectOf(exchange.Outsider)+"}"
		s.Must(id, inEitherPath(members, finished).As(exchange.Outsider).And(inEitherPath(outsiders, finished).As(exchange.Member)),
			HaveFault(400, "badRequest", members, outsiders))
	})
	b.about("a URL with another project, and more that is wrong", func(s *Subject) {
		s.Must("show.tenancy.mismatch-comes-before-the-server", mismatch(nobodys), HaveFault(400, "badRequest", nobodysProject))
		s.Must("show.tenancy.mismatch-comes-before-the-query",
			get(inProject(nobodysProject, finished)+"?foo=bar").At("{"+targetNewest+"}"), HaveFault(400, "badRequest", nobodysProject))
		s.Must("show.tenancy.microversion-comes-before-the-project",
			get(inProject(nobodysProject, finished)).Or(Show(nobodys)).At("2.999"), HaveFault(406, "computeFault"))
	})
	b.about("a URL with the token's own project", func(s *Subject) {
		own := get(inProject(ownProject, finished))
		for _, version := range []string{"2.1", "{" + targetNewest + "}"} {
			s.Must("show.tenancy.own-project-is-served",
				Show(finished).And(own).At(version).As(exchange.Member, exchange.Admin, exchange.Reader), SayTheSame())
		}
	})
	b.about("a finished action in the URL of its reader's project", func(s *Subject) {
		shown := inOwnProject().As(exchange.Member, exchange.Admin, exchange.Reader)
		ownHeaders(s, shown)
		for _, id := range []string{
			"show.body.is-one-json-document", "show.body.matches-contract", "show.body.has-no-other-keys",
			"show.times.format", "show.events.vocabulary", "show.microversions.echoed", "show.microversions.vary",
		} {
			s.Must(id, shown, MatchContract())
		}
	})
	b.about("a URL with a project that cannot be one", func(s *Subject) {
		const none = "not_a_project"
		s.Should("show.tenancy.no-project-leads-nowhere", inEitherPath(none, finished), HaveStatus(404))
	})
	b.about("another project's server", func(s *Subject) {
		s.Must("show.tenancy.outsider-gets-404",
			Show(finished).AtEachEdition().Or(get(inProject(ownProject, finished)).At("2.1", "{"+targetNewest+"}")).As(exchange.Outsider),
			HaveFault(404, "itemNotFound", finished.server))
		s.Must("show.tenancy.outsider-gets-404",
			Show(deleted).At(deletedReadable, "{"+targetNewest+"}").As(exchange.Outsider), HaveFault(404, "itemNotFound", deleted.server))
		// What there is on a server tells that there is the server.
		s.Must("show.tenancy.outsider-gets-404",
			Show(action{finished.server, nobodysAction}).At("2.1", "{"+targetNewest+"}").As(exchange.Outsider), HaveFault(404, "itemNotFound", finished.server))
		unknown := Show(action{nobodysServer, finished.id})
		s.Must("show.tenancy.foreign-is-as-unknown",
			unknown.And(Show(finished)).AtEachEdition().As(exchange.Outsider), BeIndistinguishable(nobodysServer, finished.server))
	})
}

// refusedAs demands the refusal of a project that is not the actor's.
func refusedAs(actor exchange.Actor, project string) Check {
	return HaveFault(400, "badRequest", project, "{"+projectOf(actor)+"}")
}

// mismatch asks for an action under a project that is nobody's.
func mismatch(a action) Ask {
	return inEitherPath(nobodysProject, a)
}

// inEitherPath asks for an action on both paths that can name a project.
func inEitherPath(project string, a action) Ask {
	return get(inProject(project, a)).Or(get(onLegacyPath(project, a)))
}

// inOwnProject asks for an action under the project of whoever asks.
func inOwnProject() Ask {
	return get(inProject(ownProject, finished)).At("2.1", "{"+targetNewest+"}")
}

// refusedInProject asks one question for each way in which an action is refused
// when the microversion is known and the path names a project.
func refusedInProject() Ask {
	return get(inProject(nobodysProject, finished)).At("2.999").
		Or(inOwnProject().As(exchange.Outsider))
}

func inProject(project string, a action) string    { return "/v2.1/" + project + a.path() }
func onLegacyPath(project string, a action) string { return "/v2/" + project + a.path() }
