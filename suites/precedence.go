package suites

import (
	"net/http"

	"github.com/osact/osact/suites/cast"
	. "github.com/osact/osact/suites/claim"
	"github.com/osact/osact/suites/exchange"
	. "github.com/osact/osact/suites/match"
)

// precedence claims that the first thing that is wrong with a question decides what
// comes of it, of questions that combine what can be wrong and of all others.
func precedence(b *Book) {
	shows, lists := cast.Covering(b)
	b.About("every answer about an action", func(s *Subject) {
		asked := anyShown().Or(refusals()).Or(otherMethods(Show(cast.Finished))).Or(shows)
		s.Must("show.precedence.decides", asked.Or(asked.Repeats()).AndEvery(OfAction()), MatchPrecedence())
	})
	b.About("every answer to who lists actions", func(s *Subject) {
		asked := anyListed().Or(refusedListings()).Or(otherMethods(List(cast.Finished.Server))).Or(wrongTwice()).Or(lists)
		s.Must("list.precedence.decides", asked.Or(asked.Repeats()).AndEvery(OfActions()), MatchPrecedence())
	})
}

// wrongTwice asks for the list of a server that there is not, by a query that is wrong.
func wrongTwice() Ask {
	return List(UnknownServer).Plus("?limit=abc", "?changes-since=abc", "?verbose=1", "?marker="+UnknownAction).At("{" + TargetNewest + "}")
}

// otherMethods asks by those that change nothing: for headers alone, and for what may be
// asked.
func otherMethods(a Ask) Ask {
	return a.By(http.MethodHead, http.MethodOptions).As(exchange.Member, exchange.Anonymous)
}
