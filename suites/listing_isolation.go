package suites

import (
	"github.com/osact/osact/suites/cast"
	. "github.com/osact/osact/suites/claim"
	"github.com/osact/osact/suites/exchange"
	. "github.com/osact/osact/suites/match"
)

// listsOfOthers claims that a list is its project's own, in whichever way it is
// asked for.
func listsOfOthers(b *Book) {
	const newest = "{" + TargetNewest + "}"
	b.About("the list of another project's server", func(s *Subject) {
		const id = "list.tenancy.outsider-gets-404"
		s.Must(id, cast.Query("limit=1").At(cast.PagesSince, newest).Or(cast.Query("limit=x").At("2.57")).As(exchange.Outsider),
			HaveFault(404, "itemNotFound", cast.Finished.Server))
		s.Must(id, listInProject().At("2.1", newest).As(exchange.Outsider), HaveFault(404, "itemNotFound", cast.Finished.Server))
		unknown, foreign := List(UnknownServer), List(cast.Finished.Server)
		few := func(a Ask) Ask { return a.AtEditions("2.1", "2.21", "2.58").Or(a.At(newest)).As(exchange.Outsider) }
		s.Must(id, few(unknown).And(few(foreign)), BeIndistinguishable(UnknownServer, cast.Finished.Server))
		s.Must(id, unknown.And(List(cast.Deleted.Server)).At(cast.DeletedReadable, newest).As(exchange.Outsider), BeIndistinguishable(UnknownServer, cast.Deleted.Server))
		s.Must(id, foreign.And(unknown).As(exchange.Outsider), HaveHeadersInCommon())
		s.May("list.tenancy.foreign-takes-as-long-as-unknown", foreign.And(unknown).As(exchange.Outsider), TakeAsLong(telling))
	})
	b.About("a list in the URL of the project whose server it is", func(s *Subject) {
		members := "{" + ProjectOf(exchange.Member) + "}"
		rest := members + "/servers/" + cast.Finished.Server + "/os-instance-actions"
		s.Must("list.tenancy.mismatch-is-400",
			Get("/v2.1/"+rest).At("", newest).Or(Get("/v2/"+rest)).As(exchange.Outsider),
			HaveFault(400, "badRequest", members, "{"+ProjectOf(exchange.Outsider)+"}"))
	})
	b.About("a list asked for with a forged identity", func(s *Subject) {
		const id = "list.authentication.identity-headers-mean-nothing"
		list := List(cast.Finished.Server)
		s.Must(id, list.As(exchange.Anonymous).With(forgedIdentity()...).
			Or(list.As(exchange.Anonymous).With("X-Roles: admin").OnLegacyPath()).
			Or(list.As(exchange.Outsider).With("X-Project-Id: {"+ProjectOf(exchange.Member)+"}", "X-Roles: admin")), BeRefused())
	})
	b.About("a list asked for without a token, and wrong in other ways too", func(s *Subject) {
		s.Must("list.authentication.comes-first",
			List(cast.Finished.Server).At("abc", "2.999").Or(listMismatch()).Or(List(UnknownServer).By("POST")).As(exchange.Anonymous),
			HaveStatus(401).OrBelowLegacy(RefuseItsMethod()))
	})
}
