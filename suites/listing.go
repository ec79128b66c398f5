package suites

import (
	"time"

	"github.com/osact/osact/suites/cast"
	. "github.com/osact/osact/suites/claim"
	"github.com/osact/osact/suites/exchange"
	. "github.com/osact/osact/suites/match"
)

// recordingTime is how long after a request was received its action may be
// recorded: actions are listed in the order of the records, and show when the
// requests were received. It is what a service waits for another by default.
const recordingTime = time.Minute

// listing claims what the list of a server's actions looks like.
func listing(b *Book) {
	b.About("the list of a server's actions", func(s *Subject) {
		list := List(cast.Finished.Server).As(exchange.Member, exchange.Admin).AtEachEdition()
		s.Must("list.status.is-200", list, HaveStatus(200))
		s.Must("list.body.is-one-json-document", list, MatchContract())
		s.Must("list.body.matches-contract", list, MatchContract())
		s.Must("list.body.has-no-other-keys", list, MatchContract())
		s.Must("list.body.has-no-events", list, HaveNothingAt("/instanceActions/*/events"))
		s.Must("list.body.names-its-server", list, HaveAt("/instanceActions/*/instance_uuid", cast.Finished.Server))
		s.Must("list.times.format", list, MatchContract())
		s.Must("list.order.newest-first", list, HaveNewestActionsFirst(recordingTime))
		s.Must("list.headers.request-id", list, MatchContract())
		s.Must("list.headers.request-ids-agree", list, HaveOneRequestID())
		s.Must("list.headers.content-type", list, MatchContract())
		s.Must("list.headers.content-length", list, HaveAnnouncedLength())
		s.Must("list.microversions.echoed", list, All(MatchContract(), HaveVersionEcho()))
		s.Must("list.microversions.vary", list, MatchContract())
		s.Must("list.safety.token-is-not-echoed", list, ContainNoToken())
	})
	b.About("a list in the URL of its reader's project, or at a microversion of the older header", func(s *Subject) {
		list := listInProject().At("2.1", "{"+TargetNewest+"}").
			Or(List(cast.Finished.Server).Or(listInProject()).InHeader(exchange.OlderVersionHeader + ": " + cast.PagesSince)).
			As(exchange.Admin)
		for _, id := range []string{
			"list.body.is-one-json-document", "list.body.matches-contract", "list.body.has-no-other-keys", "list.times.format",
			"list.headers.request-id", "list.headers.content-type", "list.microversions.vary",
		} {
			s.Must(id, list, MatchContract())
		}
		s.Must("list.status.is-200", list, HaveStatus(200))
		s.Must("list.body.names-its-server", list, HaveAt("/instanceActions/*/instance_uuid", cast.Finished.Server))
		s.Must("list.headers.request-ids-agree", list, HaveOneRequestID())
		s.Must("list.microversions.echoed", list, All(MatchContract(), HaveVersionEcho()))
		s.Must("list.headers.request-id-is-fresh",
			List(cast.Finished.Server).With(CallersHeader+"4").Or(listInProject().With(CallersHeader+"5")).As(exchange.Admin),
			HaveFreshRequestIDs(cast.Finished.ID, CallersRequestID+"4", CallersRequestID+"5"))
	})
	b.About("every list read", func(s *Subject) {
		s.Must("list.status.is-200", cast.EachListRead(), HaveStatus(200))
		s.Must("list.body.is-one-json-document", cast.EachListRead(), MatchContract())
		s.Must("list.body.matches-contract", cast.EachListRead(), MatchContract())
		s.Must("list.body.has-no-other-keys", cast.EachListRead(), MatchContract())
		s.Must("list.body.has-no-events", cast.EachListRead(), HaveNothingAt("/instanceActions/*/events"))
		s.Must("list.times.format", cast.EachListRead(), MatchContract())
		s.Must("list.order.newest-first", cast.EachListRead(), HaveNewestActionsFirst(recordingTime))
	})
}

// listInProject asks for a list under the project of whoever asks.
func listInProject() Ask {
	return Get("/v2.1/" + OwnProject + "/servers/" + cast.Finished.Server + "/os-instance-actions")
}
