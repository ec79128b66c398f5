package suites

import (
	"github.com/osact/osact/suites/cast"
	. "github.com/osact/osact/suites/claim"
	"github.com/osact/osact/suites/exchange"
	. "github.com/osact/osact/suites/match"
)

// listsInOtherWords claims that a list does not depend on how it is asked for,
// and what any answer says about itself.
func listsInOtherWords(b *Book) {
	const (
		newest = "{" + TargetNewest + "}"
		newer  = exchange.VersionHeader + ": "
		older  = exchange.OlderVersionHeader + ": "
	)
	list := List(cast.Finished.Server)
	b.About("a list at the latest microversion", func(s *Subject) {
		latest := []string{newer + "compute latest", older + "latest"}
		s.Must("list.microversions.latest-is-the-maximum",
			list.As(exchange.Admin).At("{"+TargetMaximum+"}").Beside(Ask.InHeader, latest...), All(HaveEqualLists(), HaveVersionEcho()))
	})
	b.About("a list below /v2", func(s *Subject) {
		versions := []string{newer + "compute 2.58", newer + "compute 2.999"}
		s.Must("list.microversions.legacy-knows-none",
			list.As(exchange.Admin).OnLegacyPath().Beside(Ask.With, versions...), HaveEqualLists())
	})
	b.About("a list in other formats", func(s *Subject) {
		asked := list.As(exchange.Admin).With("Accept: application/xml", "Accept: text/html")
		s.Must("list.status.is-200", asked, HaveStatus(200))
	})
	b.About("the list of a server that does not exist, at later editions", func(s *Subject) {
		s.Must("list.errors.unknown-server-is-404",
			List(UnknownServer).At(cast.DeletedReadable, newest).As(exchange.Admin), HaveFault(404, "itemNotFound", UnknownServer))
		s.Must("list.errors.unknown-server-is-404",
			List("abc").As(exchange.Admin).At("2.1", newest), HaveFault(404, "itemNotFound", "abc"))
	})
}
