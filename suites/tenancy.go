package suites

import (
	"time"

	"github.com/osact/osact/suites/cast"
	. "github.com/osact/osact/suites/claim"
	"github.com/osact/osact/suites/exchange"
	. "github.com/osact/osact/suites/match"
)

// tenancy claims that a project's actions are its own.
func tenancy(b *Book) {
	b.About("a URL with another project than the token's", func(s *Subject) {
		const id = "show.tenancy.mismatch-is-400"
		for _, actor := range exchange.Actors() {
			if actor.HasAccount() {
				s.Must(id, mismatch(cast.Finished).As(actor), refusedAs(actor, UnknownProject))
			}
		}
		for _, actor := range []exchange.Actor{exchange.Member, exchange.Admin} {
			s.Must(id, Get(inProject(UnknownProject, cast.Finished)).At("{"+TargetNewest+"}").As(actor), refusedAs(actor, UnknownProject))
		}
		s.Must(id, Get(inProject(UnknownProject, cast.Deleted)).At(cast.DeletedReadable), HaveFault(400, "badRequest", UnknownProject))
		// Projects that there are: the message names both, whoever asks.
		members, outsiders := "{"+ProjectOf(exchange.Member)+"}", "{"+ProjectOf(exchange.Outsider)+"}"
		s.Must(id, inEitherPath(members, cast.Finished).As(exchange.Outsider).And(inEitherPath(outsiders, cast.Finished).As(exchange.Member)),
			HaveFault(400, "badRequest", members, outsiders))
	})
	b.About("a URL with another project, and more that is wrong", func(s *Subject) {
		s.Must("show.tenancy.mismatch-comes-before-the-server", mismatch(nobodys), HaveFault(400, "badRequest", UnknownProject))
		s.Must("show.tenancy.mismatch-comes-before-the-query",
			Get(inProject(UnknownProject, cast.Finished)+"?foo=bar").At("{"+TargetNewest+"}"), HaveFault(400, "badRequest", UnknownProject))
		s.Must("show.tenancy.microversion-comes-before-the-project",
			Get(inProject(UnknownProject, cast.Finished)).Or(Show(nobodys)).At("2.999"), HaveFault(406, "computeFault"))
	})
	b.About("a URL with the token's own project", func(s *Subject) {
		own := Get(inProject(OwnProject, cast.Finished))
		for _, version := range []string{"2.1", "{" + TargetNewest + "}"} {
			s.Must("show.tenancy.own-project-is-served",
				Show(cast.Finished).And(own).At(version).As(exchange.Member, exchange.Admin, exchange.Reader), HaveEqualBodies())
		}
	})
	b.About("a URL with a project that cannot be one", func(s *Subject) {
		const none = "not_a_project"
		s.Should("show.tenancy.no-project-leads-nowhere", inEitherPath(none, cast.Finished), HaveStatus(404))
	})
	b.About("another project's server", func(s *Subject) {
		s.Must("show.tenancy.outsider-gets-404",
			Show(cast.Finished).AtEachEdition().Or(Get(inProject(OwnProject, cast.Finished)).At("2.1", "{"+TargetNewest+"}")).As(exchange.Outsider),
			HaveFault(404, "itemNotFound", cast.Finished.Server))
		s.Must("show.tenancy.outsider-gets-404",
			Show(cast.Deleted).At(cast.DeletedReadable, "{"+TargetNewest+"}").As(exchange.Outsider), HaveFault(404, "itemNotFound", cast.Deleted.Server))
		// What there is on a server tells that there is the server.
		s.Must("show.tenancy.outsider-gets-404",
			Show(ActionOf(cast.Finished.Server, UnknownAction)).At("2.1", "{"+TargetNewest+"}").As(exchange.Outsider), HaveFault(404, "itemNotFound", cast.Finished.Server))
		unknown := Show(ActionOf(UnknownServer, cast.Finished.ID))
		s.Must("show.tenancy.foreign-is-as-unknown",
			unknown.And(Show(cast.Finished)).AtEditions("2.1", "2.21", "2.51", "2.58", "2.66", "2.84").As(exchange.Outsider), BeIndistinguishable(UnknownServer, cast.Finished.Server))
		s.Must("show.tenancy.foreign-is-as-unknown",
			unknown.And(Show(cast.Deleted)).At(cast.DeletedReadable, "{"+TargetNewest+"}").As(exchange.Outsider), BeIndistinguishable(UnknownServer, cast.Deleted.Server))
		s.Must("show.tenancy.foreign-is-as-unknown", Show(cast.Finished).And(unknown).As(exchange.Outsider), HaveHeadersInCommon())
		s.May("show.tenancy.foreign-takes-as-long-as-unknown", Show(cast.Finished).And(unknown).As(exchange.Outsider), TakeAsLong(telling))
	})
}

// telling is how much longer an answer has to take until that tells somebody who asks
// a few times, over a network, that something is there.
const telling = 25 * time.Millisecond

// refusedAs demands the refusal of a project that is not the actor's.
func refusedAs(actor exchange.Actor, project string) Check {
	return HaveFault(400, "badRequest", project, "{"+ProjectOf(actor)+"}")
}

// mismatch asks for an action under a project that is nobody's.
func mismatch(a Action) Ask {
	return inEitherPath(UnknownProject, a)
}

// inEitherPath asks for an action on both paths that can name a project.
func inEitherPath(project string, a Action) Ask {
	return Get(inProject(project, a)).Or(Get(onLegacyPath(project, a)))
}

// inOwnProject asks for an action under the project of whoever asks.
func inOwnProject() Ask {
	return Get(inProject(OwnProject, cast.Finished)).At("2.1", "{"+TargetNewest+"}")
}

// refusedInProject asks one question for each way in which an action is refused
// when the microversion is known and the path names a project.
func refusedInProject() Ask {
	return Get(inProject(UnknownProject, cast.Finished)).At("2.999").
		Or(inOwnProject().As(exchange.Outsider))
}

func inProject(project string, a Action) string { return "/v2.1/" + project + a.Path() }

func onLegacyPath(project string, a Action) string { return "/v2/" + project + a.Path() }
