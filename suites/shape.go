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
		s.Must("show.body.success-has-no-message", shown, HaveNoMessage())
		s.Must("show.body.is-stable", Show(cast.Finished).AtEditions("2.1", "2.84").Again().Or(shown.WithRepeats()), HaveEqualBodies())
	})
	b.About("a failed action", func(s *Subject) {
		s.Must("show.body.failure-has-message",
			Show(cast.Failed).As(exchange.Member, exchange.Admin).AtEachEdition(), HaveAt("/instanceAction/message", "Error"))
	})
	b.About("every action read", func(s *Subject) {
		s.Must("show.status.is-200", cast.EachActionRead(), HaveStatus(200))
	})
}

// requestIDForm is the form of a request id that the cloud makes up itself.
var requestIDForm = regexp.MustCompile("^req-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$")
