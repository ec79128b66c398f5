package suites

import (
	"github.com/osact/osact/suites/exchange"
	. "github.com/osact/osact/suites/match"
)

// listsOfOthers claims that a list is its project's own, in whichever way it is
// asked for.
func listsOfOthers(b *book) {
	const newest = "{" + targetNewest + "}"
	b.about("the list of another project's server", func(s *Subject) {
		const id = "list.tenancy.outsider-gets-404"
		s.Must(id, List(deleted.server).At(deletedReadable, newest).As(exchange.Outsider), HaveFault(404, "itemNotFound", deleted.server))
		s.Must(id, query("limit=1").At(pagesSince, newest).As(exchange.Outsider), HaveFault(404, "itemNotFound", finished.server))
		s.Must(id, listInProject().At("2.1", newest).As(exchange.Outsider), HaveFault(404, "itemNotFound", finished.server))
		unknown, foreign := List(nobodysServer), List(finished.server)
		few := func(a Ask) Ask { return a.AtEditions("2.1", "2.21", "2.58").Or(a.At(newest)).As(exchange.Outsider) }
		s.Must(id, few(unknown).And(few(foreign)), BeIndistinguishable(nobodysServer, finished.server))
	})
	b.about("a list in the URL of the project whose server it is", func(s *Subject) {
		members := "{" + projectOf(exchange.Member) + "}"
		rest := members + "/servers/" + finished.server + "/os-instance-actions"
		s.Must("list.tenancy.mismatch-is-400",
			get("/v2.1/"+rest).At("", newest).Or(get("/v2/"+rest)).As(exchange.Outsider),
			HaveFault(400, "badRequest", members, "{"+projectOf(exchange.Outsider)+"}"))
	})
	b.about("a list asked for with a forged identity", func(s *Subject) {
		const id = "list.authentication.identity-headers-mean-nothing"
		list := List(finished.server)
		s.Must(id, list.As(exchange.Anonymous).With(forgedIdentity()...).Or(list.As(exchange.Anonymous).With("X-Roles: admin").OnLegacyPath()),
			HaveStatus(401))
		s.Must(id, list.As(exchange.Outsider).With("X-Project-Id: {"+projectOf(exchange.Member)+"}", "X-Roles: admin"),
			HaveFault(404, "itemNotFound", finished.server))
	})
	b.about("a list asked for without a token, and wrong in other ways too", func(s *Subject) {
		s.Must("list.authentication.comes-first",
			List(finished.server).At("abc", "2.999").Or(listMismatch()).Or(List(nobodysServer).By("POST")).As(exchange.Anonymous),
			HaveStatus(401))
	})
}
