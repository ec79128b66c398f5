package suites

import (
	"regexp"

	"github.com/osact/osact/suites/cast"
	. "github.com/osact/osact/suites/claim"
	"github.com/osact/osact/suites/exchange"
	. "github.com/osact/osact/suites/match"
)

// shape claims what the body of a shown action looks like and that it is the
// action that was asked for.
func shape(b *Book) {
	b.About("a finished action", func(s *Subject) {
		shown := Show(cast.Finished).As(exchange.Member, exchange.Admin).AtEachEdition()
		s.Must("show.status.is-200", shown, HaveStatus(200))
		s.Must("show.body.is-one-json-document", shown, MatchContract())
		s.Must("show.body.matches-contract", shown, MatchContract())
		s.Must("show.body.has-no-other-keys", shown, MatchContract())
		s.Must("show.body.echoes-server-id", shown, HaveAt("/instanceAction/instance_uuid", cast.Finished.Server))
		s.Must("show.body.echoes-request-id", shown, HaveAt("/instanceAction/request_id", cast.Finished.ID))
		s.Must("show.body.success-has-no-message", shown, HaveNoMessage())
		s.Must("show.safety.token-is-not-echoed", shown, ContainNoToken())
		s.Should("show.body.request-id-form", shown, HaveForm("/instanceAction/request_id", requestIDForm))
		s.Must("show.body.is-stable", Show(cast.Finished).AtEditions("2.1", "2.84").Again(), HaveEqualBodies())
	})
	b.About("a running action", func(s *Subject) {
		s.Must("show.body.no-message-before-failure",
			Show(cast.Running).As(exchange.Member, exchange.Admin).AtEditions(atEvents()...), HaveNoMessageBeforeFailure())
	})
	b.About("a failed action", func(s *Subject) {
		shown := Show(cast.Failed).As(exchange.Member, exchange.Admin).AtEachEdition()
		s.Must("show.body.matches-contract", shown, MatchContract())
		s.Must("show.body.has-no-other-keys", shown, MatchContract())
		s.Must("show.body.failure-has-message", shown, HaveAt("/instanceAction/message", "Error"))
	})
	b.About("every action read", func(s *Subject) {
		s.Must("show.status.is-200", cast.EachActionRead(), HaveStatus(200))
		s.Must("show.body.is-one-json-document", cast.EachActionRead(), MatchContract())
		s.Must("show.body.matches-contract", cast.EachActionRead(), MatchContract())
		s.Must("show.body.has-no-other-keys", cast.EachActionRead(), MatchContract())
		s.Must("show.body.no-message-before-failure", cast.EachActionRead(), HaveNoMessageBeforeFailure())
		s.Should("show.body.request-id-form", cast.EachActionRead(), HaveForm("/instanceAction/request_id", requestIDForm))
		for n := range cast.ActionsRead {
			s.Must("show.body.echoes-server-id", cast.NthActionRead(n), HaveAt("/instanceAction/instance_uuid", cast.Read(n).Server))
			s.Must("show.body.echoes-request-id", cast.NthActionRead(n), HaveAt("/instanceAction/request_id", cast.Read(n).ID))
		}
	})
}

// requestIDForm is the form of a request id that the cloud makes up itself.
var requestIDForm = regexp.MustCompile("^req-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$")
