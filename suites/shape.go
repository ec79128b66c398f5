package suites

import (
	"regexp"

	"github.com/osact/osact/suites/exchange"
	. "github.com/osact/osact/suites/match"
)

// shape claims what the body of a shown action looks like and that it is the
// action that was asked for.
func shape(b *book) {
	b.about("a finished action", func(s *Subject) {
		shown := Show(finished).As(exchange.Member, exchange.Admin).AtEachEdition()
		s.Must("show.status.is-200", shown, HaveStatus(200))
		s.Must("show.body.is-one-json-document", shown, MatchContract())
		s.Must("show.body.matches-contract", shown, MatchContract())
		s.Must("show.body.has-no-other-keys", shown, MatchContract())
		s.Must("show.body.echoes-server-id", shown, HaveAt("/instanceAction/instance_uuid", finished.server))
		s.Must("show.body.echoes-request-id", shown, HaveAt("/instanceAction/request_id", finished.id))
		s.Must("show.body.success-has-no-message", shown, HaveNoMessage())
		s.Must("show.safety.token-is-not-echoed", shown, KeepTokenSecret())
		s.Should("show.body.request-id-form", shown, HaveForm("/instanceAction/request_id", requestIDForm))
		s.Must("show.body.is-stable", Show(finished).AtEditions("2.1", "2.84").Again(), SayTheSame())
	})
	b.about("a running action", func(s *Subject) {
		s.Must("show.body.no-message-before-failure",
			Show(running).As(exchange.Member, exchange.Admin).AtEditions(atEvents()...), HaveNoMessageBeforeFailure())
	})
	b.about("a failed action", func(s *Subject) {
		shown := Show(failed).As(exchange.Member, exchange.Admin).AtEachEdition()
		s.Must("show.body.matches-contract", shown, MatchContract())
		s.Must("show.body.has-no-other-keys", shown, MatchContract())
		s.Must("show.body.failure-has-message", shown, HaveAt("/instanceAction/message", "Error"))
	})
	b.about("every action read", func(s *Subject) {
		s.Must("show.status.is-200", everyActionRead(), HaveStatus(200))
		s.Must("show.body.is-one-json-document", everyActionRead(), MatchContract())
		s.Must("show.body.matches-contract", everyActionRead(), MatchContract())
		s.Must("show.body.has-no-other-keys", everyActionRead(), MatchContract())
		s.Must("show.body.no-message-before-failure", everyActionRead(), HaveNoMessageBeforeFailure())
		s.Should("show.body.request-id-form", everyActionRead(), HaveForm("/instanceAction/request_id", requestIDForm))
		for n := range actionsRead {
			s.Must("show.body.echoes-server-id", nthActionRead(n), HaveAt("/instanceAction/instance_uuid", read(n).server))
			s.Must("show.body.echoes-request-id", nthActionRead(n), HaveAt("/instanceAction/request_id", read(n).id))
		}
	})
}

// requestIDForm is the form of a request id that the cloud makes up itself.
var requestIDForm = regexp.MustCompile("^req-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$")
