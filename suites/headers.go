package suites

import (
	"github.com/osact/osact/suites/exchange"
	. "github.com/osact/osact/suites/match"
)

// headers claims what an answer says about itself.
func headers(b *book) {
	b.about("a finished action", func(s *Subject) {
		shown := Show(finished).As(exchange.Member, exchange.Admin).AtEachEdition()
		s.Must("show.headers.request-id", shown, MatchContract())
		s.Must("show.headers.request-ids-agree", shown, AgreeOnRequestID())
		s.Must("show.headers.content-type", shown, MatchContract())
		s.Must("show.headers.content-length", shown, HaveAnnouncedLength())
		s.Must("show.headers.request-id-is-fresh", Show(finished).AtEachEdition().Again(), HaveFreshRequestIDs(finished.id))
	})
	b.about("a refusal", func(s *Subject) {
		s.Must("show.headers.request-id", refusals(), MatchContract())
		s.Must("show.headers.request-ids-agree", refusals(), AgreeOnRequestID())
		s.Must("show.headers.content-type", refusals(), MatchContract())
		s.Must("show.headers.content-length", refusals(), HaveAnnouncedLength())
		s.Must("show.safety.token-is-not-echoed", refusals(), KeepTokenSecret())
	})
}
