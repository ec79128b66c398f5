package suites

import (
	"strings"

	"github.com/osact/osact/suites/exchange"
	. "github.com/osact/osact/suites/match"
)

// errorAnswers claims what is said about things that are not there, and that
// every refusal has the shape that the description gives it.
func errorAnswers(b *book) {
	b.about("a server that does not exist", func(s *Subject) {
		s.Must("show.errors.unknown-server-is-404",
			Show(action{nobodysServer, finished.id}).As(exchange.Member, exchange.Admin).OnEachPath(),
			HaveFault(404, "itemNotFound", nobodysServer))
	})
	b.about("a server id of another form", func(s *Subject) {
		for _, id := range malformedServers() {
			s.Must("show.errors.malformed-server-is-404",
				Show(action{id, finished.id}), HaveFault(404, "itemNotFound", id))
		}
		s.Must("show.errors.malformed-server-is-404",
			Show(action{"abc", finished.id}).OnLegacyPath(), HaveFault(404, "itemNotFound", "abc"))
	})
	b.about("an action that does not exist", func(s *Subject) {
		for _, id := range malformedActions() {
			s.Must("show.errors.unknown-action-is-404",
				Show(action{finished.server, id}), HaveFault(404, "itemNotFound", id))
		}
		s.Must("show.errors.unknown-action-is-404",
			Show(action{finished.server, nobodysAction}).As(exchange.Member, exchange.Admin).AtEditions("2.1", "2.50", "2.51", "2.84"),
			HaveFault(404, "itemNotFound", nobodysAction))
	})
	b.about("an action of another server", func(s *Subject) {
		s.Must("show.errors.action-of-another-server-is-404",
			Show(misplaced).OnEachPath(), HaveFault(404, "itemNotFound", misplaced.id))
	})
	b.about("a refusal", func(s *Subject) {
		s.Must("show.errors.tell-no-internals", refusals(), TellNoInternals())
		s.Must("show.errors.match-contract", refusals(), MatchContract())
	})
}

// malformedServers are no ids of servers: a word, a number, an id without dashes.
func malformedServers() []string {
	return []string{"abc", "1", strings.ReplaceAll(nobodysServer, "-", "")}
}

// malformedActions are no request ids: a number, an id without its beginning.
func malformedActions() []string {
	return []string{"999", strings.TrimPrefix(nobodysAction, "req-")}
}

// nobodys is an action that does not exist on a server that does not exist.
var nobodys = action{nobodysServer, nobodysAction}

// refusals asks one question for each way in which showing an action is refused.
func refusals() Ask {
	return Show(finished).As(exchange.Anonymous, exchange.Intruder, exchange.Outsider).
		Or(Show(action{nobodysServer, finished.id})).
		Or(Show(action{finished.server, nobodysAction})).
		OnEachPath().
		Or(mismatch(finished)).
		Or(Show(finished).At("abc", "2.999")).
		Or(announcingXML()).
		Or(Show(finished).At("2.102").Plus("?foo=bar")).
		Or(noRoute()).
		Or(mismatch(finished).As(exchange.Anonymous)).
		Or(refusedInProject()).
		Or(announcingXMLElsewhere())
}

// noRoute asks under what can be no project, so that the path leads nowhere.
func noRoute() Ask {
	const rest = "not_a_project/servers/" + nobodysServer + "/os-instance-actions/" + nobodysAction
	return get("/v2.1/" + rest).Or(get("/v2/" + rest))
}
