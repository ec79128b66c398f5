package suites

import (
	"github.com/osact/osact/suites/cast"
	. "github.com/osact/osact/suites/claim"
	"github.com/osact/osact/suites/exchange"
	. "github.com/osact/osact/suites/match"
)

// refusedLists claims to whom no actions are listed, and how that is said.
func refusedLists(b *Book) {
	b.About("the list of a server that does not exist", func(s *Subject) {
		s.Must("list.errors.unknown-server-is-404",
			List(UnknownServer).As(exchange.Member, exchange.Admin).OnEachPath(),
			HaveFault(404, "itemNotFound", UnknownServer))
	})
	b.About("the list of another project's server", func(s *Subject) {
		s.Must("list.tenancy.outsider-gets-404",
			List(cast.Finished.Server).As(exchange.Outsider).AtEachEdition(),
			HaveFault(404, "itemNotFound", cast.Finished.Server))
	})
	b.About("a list in the URL of another project than the token's", func(s *Subject) {
		for _, actor := range []exchange.Actor{exchange.Member, exchange.Admin} {
			s.Must("list.tenancy.mismatch-is-400", listMismatch().As(actor),
				HaveFault(400, "badRequest", UnknownProject, "{"+ProjectOf(actor)+"}"))
		}
	})
	b.About("a list asked for without a token, or with one that nobody issued", func(s *Subject) {
		s.Must("list.authentication.missing-token-is-401",
			List(cast.Finished.Server).As(exchange.Anonymous).OnEachPath(), All(HaveStatus(401), MatchContract()))
		s.Must("list.authentication.bad-token-is-401",
			List(cast.Finished.Server).As(exchange.Intruder).OnEachPath(), HaveStatus(401))
	})
	b.About("the list of a deleted server", func(s *Subject) {
		list := List(cast.Deleted.Server).As(exchange.Member, exchange.Admin)
		s.Must("list.deletion.hidden-before-its-edition", list.OnEachPath().Or(list.At("2.20")),
			HaveFault(404, "itemNotFound", cast.Deleted.Server))
		// Beside the action that was listed: where all are purged, none was.
		s.Must("list.deletion.readable-later",
			Show(cast.Deleted).As(exchange.Member, exchange.Admin).At("2.21", "2.58").And(list.At("2.21", "2.66")),
			Last(All(HaveStatus(200), HaveAt("/instanceActions/*/instance_uuid", cast.Deleted.Server))))
	})
	b.About("a list at no microversion that there is", func(s *Subject) {
		list := List(cast.Finished.Server).As(exchange.Admin, exchange.Outsider)
		s.Must("list.microversions.malformed-is-400", list.At("abc", "2"), HaveFault(400, "badRequest"))
		s.Must("list.microversions.out-of-range-is-406", list.At("2.999", "{"+TargetBeyond+"}"),
			HaveFault(406, "computeFault", "{"+TargetOldest+"}", "{"+TargetMaximum+"}"))
	})
	b.About("a list asked for by another method", func(s *Subject) {
		// Of a server that does not exist, lest something is done to one that does.
		s.Must("list.routing.other-methods-are-refused",
			List(UnknownServer).As(exchange.Admin).By("POST", "PUT", "PATCH", "DELETE"), All(HaveNoRoute(), BeRefusedBeforeLookup(UnknownServer)))
		s.May("list.routing.head-is-404", List(cast.Finished.Server).As(exchange.Admin).By("HEAD"), HaveStatus(404))
	})
}

// listMismatch asks for a list under a project that is nobody's, on both paths
// that can name one.
func listMismatch() Ask {
	rest := UnknownProject + "/servers/" + cast.Finished.Server + "/os-instance-actions"
	return Get("/v2.1/" + rest).Or(Get("/v2/" + rest))
}

// refusedListings asks one question for each way in which a list is refused,
// whatever its query.
func refusedListings() Ask {
	return List(cast.Finished.Server).As(exchange.Anonymous, exchange.Intruder, exchange.Outsider).
		Or(List(UnknownServer)).
		OnEachPath().
		Or(List(UnknownServer).At("abc", "2.999")).
		Or(listMismatch()).
		Or(versionedListRefusals()).
		Or(listNowhere()).
		Or(List(cast.Finished.Server).As(exchange.Admin).OnLegacyPath().With(xmlAnnounced)).
		Or(listInProjectWithoutToken())
}

// listInProjectWithoutToken asks as the operator and then without a token, so
// that it is not asked where there is no operator.
func listInProjectWithoutToken() Ask {
	return listInProject().As(exchange.Admin).ThenEach(listInProject().As(exchange.Anonymous))
}

// versionedListRefusals are refusals that are given when the microversion is
// known. Those that no other claim asks for are the operator's.
func versionedListRefusals() Ask {
	unknown := Get("/v2.1/" + OwnProject + "/servers/" + UnknownServer + "/os-instance-actions")
	either := List(cast.Finished.Server).Or(listInProject())
	return List(UnknownServer).
		Or(cast.Query("verbose=1").At(cast.PagesSince)).
		Or(unknown.Or(either.At("2.999")).Or(either.With(xmlAnnounced)).As(exchange.Admin)).
		Or(Get("/v2.1/" + UnknownProject + "/servers/" + cast.Finished.Server + "/os-instance-actions"))
}

// listNowhere asks for a list under what can be no project.
func listNowhere() Ask {
	const rest = "not_a_project/servers/" + UnknownServer + "/os-instance-actions"
	return Get("/v2.1/" + rest).Or(Get("/v2/" + rest)).As(exchange.Admin)
}
