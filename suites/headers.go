package suites

import (
	"github.com/osact/osact/suites/exchange"
	. "github.com/osact/osact/suites/match"
)

// headers claims what an answer says about itself.
func headers(b *book) {
	shown := Show(finished).As(exchange.Member, exchange.Admin).AtEachEdition()
	b.about("a finished action", func(s *Subject) {
		ownHeaders(s, shown)
		s.Must("show.headers.request-id-is-fresh", Show(finished).AtEachEdition(), HaveFreshRequestIDs(finished.id))
		s.Must("show.headers.request-id-is-fresh",
			Show(finished).With(callersID+"1").
				Or(get(inProject(ownProject, finished)).As(exchange.Admin).With(callersID+"2")).
				Or(Show(finished).As(exchange.Admin).OnLegacyPath().With(callersID+"3")),
			HaveFreshRequestIDs(finished.id, callersRequest+"1", callersRequest+"2", callersRequest+"3"))
		s.May("show.headers.date-is-sent", Show(finished), HaveHeader("Date"))
		s.May("show.headers.charset-in-errors-alone", Show(finished), HaveNoCharset())
	})
	b.about("a refusal", func(s *Subject) {
		ownHeaders(s, refusals())
		s.Must("show.safety.token-is-not-echoed", refusals(), KeepTokenSecret())
	})
	b.about("every answer of the run", func(s *Subject) {
		s.Must("show.headers.request-id-is-fresh", Show(finished).OnEachPath(), HaveUniqueRequestIDs())
	})
}

// ownHeaders claims what any answer says about itself.
func ownHeaders(s *Subject, answers Ask) {
	s.Must("show.headers.request-id", answers, MatchContract())
	s.Must("show.headers.request-ids-agree", answers, AgreeOnRequestID())
	s.Must("show.headers.content-type", answers, MatchContract())
	s.Must("show.headers.content-length", answers, HaveAnnouncedLength())
	s.Must("show.headers.charset", answers, HaveTrueCharset())
	s.Must("show.headers.date", answers, MatchContract())
}
