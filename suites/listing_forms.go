package suites

import (
	"github.com/osact/osact/suites/exchange"
	. "github.com/osact/osact/suites/match"
)

// listsInOtherWords claims that a list does not depend on how it is asked for,
// and what any answer says about itself.
func listsInOtherWords(b *book) {
	const (
		newest = "{" + targetNewest + "}"
		newer  = exchange.VersionHeader + ": "
		older  = exchange.OlderVersionHeader + ": "
	)
	list := List(finished.server)
	b.about("a list or its refusal", func(s *Subject) {
		for _, answers := range []Ask{list.As(exchange.Member, exchange.Admin).AtEachEdition(), refusedListings()} {
			s.Must("list.caching.not-for-others", answers, StayOutOfSharedCaches())
			s.Must("list.headers.charset", answers, HaveTrueCharset())
		}
	})
	b.about("a list at the latest microversion", func(s *Subject) {
		latest := []string{newer + "compute latest", older + "latest"}
		s.Must("list.microversions.latest-is-the-maximum",
			list.As(exchange.Admin).At("{"+targetMaximum+"}").Beside(Ask.InHeader, latest...), All(ListTheSame(), EchoVersion()))
		s.Must("list.body.matches-contract", list.As(exchange.Admin).InHeader(latest...), MatchContract())
	})
	b.about("a list below /v2", func(s *Subject) {
		s.Must("list.microversions.legacy-knows-none", list.As(exchange.Member, exchange.Admin).OnLegacyPath(), SayNoVersion())
		versions := []string{newer + "compute 2.58", newer + "compute 2.999"}
		s.Must("list.microversions.legacy-knows-none",
			list.As(exchange.Admin).OnLegacyPath().Beside(Ask.With, versions...), All(ListTheSame(), SayNoVersion()))
		s.Must("list.body.has-no-other-keys", list.As(exchange.Admin).OnLegacyPath().With(versions...), MatchContract())
	})
	b.about("a list in other formats", func(s *Subject) {
		asked := list.As(exchange.Admin).With("Accept: application/xml", "Accept: text/html")
		s.Must("list.status.is-200", asked, HaveStatus(200))
		s.Must("list.headers.content-type", asked, MatchContract())
		s.Must("list.body.is-one-json-document", asked, MatchContract())
	})
	b.about("the list of a server that does not exist, at later editions", func(s *Subject) {
		s.Must("list.errors.unknown-server-is-404",
			List(nobodysServer).At(deletedReadable, newest).As(exchange.Admin), HaveFault(404, "itemNotFound", nobodysServer))
		s.Must("list.errors.unknown-server-is-404",
			List("abc").As(exchange.Admin).At("2.1", newest), HaveFault(404, "itemNotFound", "abc"))
	})
}
