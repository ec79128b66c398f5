package suites

import (
	"strings"

	"github.com/osact/osact/suites/cast"
	. "github.com/osact/osact/suites/claim"
	"github.com/osact/osact/suites/exchange"
	. "github.com/osact/osact/suites/match"
)

// routing claims which requests reach the operation at all.
func routing(b *Book) {
	b.About("a method that changes things", func(s *Subject) {
		// Nothing that exists is ever asked for by such a method: on a cloud that
		// is broken it might do what it says. A cloud that takes it for a GET gives
		// itself away by looking for the server, which does not exist.
		others := Show(nobodys).By("POST", "PUT", "PATCH", "DELETE")
		s.Must("show.routing.other-methods-are-refused", others.OnEachPath(),
			All(HaveNoRoute(), BeRefusedBeforeLookup(UnknownServer, UnknownAction)))
		s.Should("show.routing.other-methods-have-no-route", others, HaveRouterFault(404))
	})
	b.About("a method that shows no body", func(s *Subject) {
		s.May("show.routing.head-is-404", Show(cast.Finished).By("HEAD"), HaveStatus(404))
	})
	b.About("a path beside that of an action", func(s *Subject) {
		of := func(middle string) string { return "/v2.1/servers/" + cast.Finished.Server + middle + cast.Finished.ID }
		s.Should("show.routing.path-is-exact",
			Show(cast.Finished).Plus("/", "/more", "/more/and-more", ".json").
				Or(Get(of("/OS-Instance-Actions/"))).Or(Get(of("/os-istance-actions/"))).
				Or(List(cast.Finished.Server).Plus("/")),
			HaveStatus(404))
		s.Must("show.routing.odd-paths-lead-nowhere-else", Show(cast.Finished).Beside(Ask.Plus, "/", "/more").Or(List(cast.Finished.Server).Beside(Ask.Plus, "/")),
			BeRefusedOrHaveEqualBodies())
		s.Must("show.routing.odd-paths-lead-nowhere-else", Show(cast.Finished).Beside(Ask.To,
			of("//os-instance-actions/"), of("%2Fos-instance-actions/"), of("/./os-instance-actions/"),
			of("/../"+cast.Finished.Server+"/os-instance-actions/"), of("/%2e%2e/"+cast.Finished.Server+"/os-instance-actions/"),
			"/v2.1//servers/"+cast.Finished.Server+"/os-instance-actions/"+cast.Finished.ID), BeRefusedOrHaveEqualBodies())
	})
	b.About("an id with a character that is encoded though it need not be", func(s *Subject) {
		newest := "{" + TargetNewest + "}"
		s.Must("show.routing.encoded-ids-are-the-same",
			Show(ActionOf(cast.Finished.Server, cast.PageMarker)).And(Show(ActionOf(cast.Finished.Server, cast.EncodedID))).At(newest),
			All(HaveStatus(200), HaveActionAsked("/instanceAction/request_id"))) // which may go on, so that bodies may differ
	})
	b.About("an id that can be none", func(s *Subject) {
		const id = "show.errors.odd-ids-are-refused"
		s.Must(id, oddIDs(), BeRefused())
		unread := Show(ActionOf(cast.Finished.Server, "%C3%A9")).Or(Show(ActionOf("%C3%A9", cast.Finished.ID))) // as UTF-8 and percent say it
		s.Must(id, unread.As(exchange.Admin).At("{"+TargetNewest+"}").Or(unread.OnLegacyPath()), BeRefused())
		// A front end may resolve dots, and slashes, to the list or the server.
		of := func(id string) Ask { return Show(ActionOf(cast.Finished.Server, id)) }
		s.Must(id, List(cast.Finished.Server).ThenEach(of(".").Or(of("%2F"))), BeRefusedOrHaveEqualBodies())
		s.Must(id, of("..").Or(of("%2e%2e")), BeRefusedOrShowServerAsked())
	})
}

// longID is how long, in characters, an id is that no id can be. uWSGI, unless
// it is told otherwise, keeps 4096 bytes of a request, the path twice, and hangs
// up on what needs more.
const longID = 1000

// oddIDs asks for actions, and for servers, by texts that are no ids: control
// characters, blanks, quotes, what is not ASCII, and very much; and for servers by dots.
func oddIDs() Ask {
	odd := []string{"%00", "%20", "%27%22%3B--", "%C3%A9", strings.Repeat("x", longID)}
	asks := Show(ActionOf(cast.Finished.Server, odd[0]))
	for _, id := range odd[1:] {
		asks = asks.Or(Show(ActionOf(cast.Finished.Server, id)))
	}
	for _, id := range []string{"..", "%00", "%27%22%3B--", "%C3%A9", strings.Repeat("x", longID)} {
		asks = asks.Or(Show(ActionOf(id, cast.Finished.ID)))
	}
	return asks
}
