package suites

import (
	"time"

	"github.com/osact/osact/suites/exchange"
	. "github.com/osact/osact/suites/match"
)

// recordingTime is how long after a request was received its action may be
// recorded: actions are listed in the order of the records, and show when the
// requests were received. It is what a service waits for another by default.
const recordingTime = time.Minute

// listing claims what the list of a server's actions looks like.
func listing(b *book) {
	b.about("the list of a server's actions", func(s *Subject) {
		list := List(finished.server).As(exchange.Member, exchange.Admin).AtEachEdition()
		s.Must("list.status.is-200", list, HaveStatus(200))
		s.Must("list.body.is-one-json-document", list, MatchContract())
		s.Must("list.body.matches-contract", list, MatchContract())
		s.Must("list.body.has-no-other-keys", list, MatchContract())
		s.Must("list.body.has-no-events", list, HaveNothingAt("/instanceActions/*/events"))
		s.Must("list.body.names-its-server", list, HaveAt("/instanceActions/*/instance_uuid", finished.server))
		s.Must("list.times.format", list, MatchContract())
		s.Must("list.order.newest-first", list, HaveNewestActionsFirst(recordingTime))
		s.Must("list.headers.request-id", list, MatchContract())
		s.Must("list.headers.request-ids-agree", list, AgreeOnRequestID())
		s.Must("list.headers.content-type", list, MatchContract())
		s.Must("list.headers.content-length", list, HaveAnnouncedLength())
		s.Must("list.microversions.echoed", list, All(MatchContract(), EchoVersion()))
		s.Must("list.microversions.vary", list, MatchContract())
		s.Must("list.safety.token-is-not-echoed", list, KeepTokenSecret())
	})
	b.about("a list in the URL of its reader's project, or at a microversion of the older header", func(s *Subject) {
		list := listInProject().At("2.1", "{"+targetNewest+"}").
			Or(List(finished.server).Or(listInProject()).InHeader(exchange.OlderVersionHeader + ": " + pagesSince)).
			As(exchange.Admin)
		for _, id := range []string{
			"list.body.is-one-json-document", "list.body.matches-contract", "list.body.has-no-other-keys", "list.times.format",
			"list.headers.request-id", "list.headers.content-type", "list.microversions.vary",
		} {
			s.Must(id, list, MatchContract())
		}
		s.Must("list.status.is-200", list, HaveStatus(200))
		s.Must("list.body.names-its-server", list, HaveAt("/instanceActions/*/instance_uuid", finished.server))
		s.Must("list.headers.request-ids-agree", list, AgreeOnRequestID())
		s.Must("list.microversions.echoed", list, All(MatchContract(), EchoVersion()))
		s.Must("list.headers.request-id-is-fresh",
			List(finished.server).With(callersID+"4").Or(listInProject().With(callersID+"5")).As(exchange.Admin),
			HaveFreshRequestIDs(finished.id, callersRequest+"4", callersRequest+"5"))
	})
	b.about("every list read", func(s *Subject) {
		s.Must("list.status.is-200", everyListRead(), HaveStatus(200))
		s.Must("list.body.is-one-json-document", everyListRead(), MatchContract())
		s.Must("list.body.matches-contract", everyListRead(), MatchContract())
		s.Must("list.body.has-no-other-keys", everyListRead(), MatchContract())
		s.Must("list.body.has-no-events", everyListRead(), HaveNothingAt("/instanceActions/*/events"))
		s.Must("list.times.format", everyListRead(), MatchContract())
		s.Must("list.order.newest-first", everyListRead(), HaveNewestActionsFirst(recordingTime))
	})
}

// listInProject asks for a list under the project of whoever asks.
func listInProject() Ask {
	return get("/v2.1/" + ownProject + "/servers/" + finished.server + "/os-instance-actions")
}
