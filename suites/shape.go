package suites

import (
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
	})
}

// everyActionRead asks again for nothing: these are the questions by which
// discovery reads actions.
func everyActionRead() Ask {
	return Ask{func(s scope) [][]exchange.Probe {
		var all [][]exchange.Probe
		for n := range actionsRead {
			all = append(all, []exchange.Probe{s.reading(n)})
		}
		return all
	}}
}
