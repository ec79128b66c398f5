package suites

import (
	"strings"

	"github.com/osact/osact/suites/cast"
	. "github.com/osact/osact/suites/claim"
	"github.com/osact/osact/suites/exchange"
	. "github.com/osact/osact/suites/match"
)

// errorAnswers claims what is said about things that are not there, and that
// every refusal has the shape that the description gives it.
func errorAnswers(b *Book) {
	b.About("a server that does not exist", func(s *Subject) {
		s.Must("show.errors.unknown-server-is-404",
			Show(ActionOf(UnknownServer, cast.Finished.ID)).As(exchange.Member, exchange.Admin).OnEachPath(),
			HaveFault(404, "itemNotFound", UnknownServer))
	})
	b.About("a server id of another form", func(s *Subject) {
		for _, id := range malformedServers() {
			s.Must("show.errors.malformed-server-is-404",
				Show(ActionOf(id, cast.Finished.ID)), HaveFault(404, "itemNotFound", id).OrBelowLegacy(HaveFault(400, "badRequest")))
		}
		s.Must("show.errors.malformed-server-is-404",
			Show(ActionOf("abc", cast.Finished.ID)).OnLegacyPath(), HaveFault(404, "itemNotFound", "abc").OrBelowLegacy(HaveFault(400, "badRequest")))
	})
	b.About("an action that does not exist", func(s *Subject) {
		for _, id := range malformedActions() {
			s.Must("show.errors.unknown-action-is-404",
				Show(ActionOf(cast.Finished.Server, id)), HaveFault(404, "itemNotFound", id))
		}
		// The id that the caller gave the request itself is no action either.
		s.Must("show.errors.unknown-action-is-404",
			Show(ActionOf(cast.Finished.Server, CallersRequestID+"8")).With(CallersHeader+"8"), HaveFault(404, "itemNotFound", CallersRequestID+"8"))
		s.Must("show.errors.unknown-action-is-404",
			Show(ActionOf(cast.Finished.Server, UnknownAction)).As(exchange.Member, exchange.Admin).AtEditions("2.1", "2.50", "2.51", "2.84"),
			HaveFault(404, "itemNotFound", UnknownAction))
	})
	b.About("an action that a deleted server does not have", func(s *Subject) {
		s.Must("show.errors.unknown-action-is-404",
			Show(ActionOf(cast.Deleted.Server, UnknownAction)).At(cast.DeletedReadable), HaveFault(404, "itemNotFound", UnknownAction))
	})
	b.About("an action of another server", func(s *Subject) {
		s.Must("show.errors.action-of-another-server-is-404",
			Show(cast.Misplaced).OnEachPath(), HaveFault(404, "itemNotFound", cast.Misplaced.ID))
	})
}

// malformedServers are no ids of servers: a word, a number, an id without dashes.
func malformedServers() []string {
	return []string{"abc", "1", strings.ReplaceAll(UnknownServer, "-", "")}
}

// malformedActions are no request ids: a number, an id without its beginning.
func malformedActions() []string {
	return []string{"999", strings.TrimPrefix(UnknownAction, "req-")}
}

// nobodys is an action that does not exist on a server that does not exist.
var nobodys = ActionOf(UnknownServer, UnknownAction)

// refusals asks one question for each way in which showing an action is refused.
func refusals() Ask {
	return Show(cast.Finished).As(exchange.Anonymous, exchange.Intruder, exchange.Outsider).
		Or(Show(ActionOf(UnknownServer, cast.Finished.ID))).
		Or(Show(ActionOf(cast.Finished.Server, UnknownAction))).
		OnEachPath().
		Or(mismatch(cast.Finished)).
		Or(Show(cast.Finished).At("abc", "2.999")).
		Or(announcingXML()).
		Or(Show(cast.Finished).At("2.102").Plus("?foo=bar")).
		Or(noRoute()).
		Or(mismatch(cast.Finished).As(exchange.Anonymous)).
		Or(refusedInProject()).
		Or(announcingXMLElsewhere())
}

// noRoute asks under what can be no project, so that the path leads nowhere.
func noRoute() Ask {
	const rest = "not_a_project/servers/" + UnknownServer + "/os-instance-actions/" + UnknownAction
	return Get("/v2.1/" + rest).Or(Get("/v2/" + rest))
}
