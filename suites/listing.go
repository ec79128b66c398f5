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
		s.Must("list.status.is-200", List(cast.Finished.Server).As(exchange.Member, exchange.Admin).AtEachEdition(), HaveStatus(200))
	})
	b.About("a list in the URL of its reader's project, or at a microversion of the older header", func(s *Subject) {
		list := listInProject().At("2.1", "{"+TargetNewest+"}").
			Or(List(cast.Finished.Server).Or(listInProject()).InHeader(exchange.OlderVersionHeader + ": " + cast.PagesSince)).
			As(exchange.Admin)
		s.Must("list.status.is-200", list, HaveStatus(200))
		s.Must("list.microversions.echoed", list, HaveVersionEcho())
		s.Must("list.headers.request-id-is-fresh",
			List(cast.Finished.Server).With(CallersHeader+"4").Or(listInProject().With(CallersHeader+"5")).As(exchange.Admin),
			HaveFreshRequestIDs(cast.Finished.ID, CallersRequestID+"4", CallersRequestID+"5"))
	})
	b.About("every list read", func(s *Subject) {
		s.Must("list.status.is-200", cast.EachListRead(), HaveStatus(200))
	})
}

// listInProject asks for a list under the project of whoever asks.
func listInProject() Ask {
	return Get("/v2.1/" + OwnProject + "/servers/" + cast.Finished.Server + "/os-instance-actions")
}
