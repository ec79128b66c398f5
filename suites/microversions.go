package suites

import (
	"github.com/osact/osact/suites/cast"
	. "github.com/osact/osact/suites/claim"
	"github.com/osact/osact/suites/exchange"
	. "github.com/osact/osact/suites/match"
)

// microversions claims how an edition is asked for, said back, and refused.
func microversions(b *Book) {
	const (
		newest = "{" + TargetNewest + "}"
		newer  = exchange.VersionHeader + ": "
		older  = exchange.OlderVersionHeader + ": "
	)
	b.About("a finished action", func(s *Subject) {
		shown := Show(cast.Finished).As(exchange.Member, exchange.Admin)
		s.Must("show.microversions.none-is-oldest", shown.And(shown.At("2.1")), HaveEqualBodies())
	})
	b.About("a microversion that is offered", func(s *Subject) {
		same := All(HaveEqualBodies(), HaveVersionEcho())
		s.Must("show.microversions.range-is-served",
			Show(cast.Finished).At("{"+TargetOldest+"}", "{"+TargetMaximum+"}"), All(HaveStatus(200), HaveVersionEcho()))
		s.Must("show.microversions.latest-is-the-maximum",
			Show(cast.Finished).At("{"+TargetMaximum+"}").Beside(Ask.InHeader, newer+"compute latest", older+"latest"), same)
		s.Must("show.microversions.older-header-is-understood",
			Show(cast.Finished).At(newest).Or(Get(inProject(OwnProject, cast.Finished)).As(exchange.Admin).At(newest)).Beside(Ask.InHeader, older+newest), same)
		s.Must("show.microversions.newer-header-wins",
			Show(cast.Finished).At("2.1").Beside(Ask.With, older+newest).Or(Show(cast.Finished).At(newest).Beside(Ask.With, older+"2.1")), same)
		s.Must("show.microversions.other-services-are-ignored",
			Show(cast.Finished).Beside(Ask.InHeader, newer+"volume 3.50", newer+"2.50").
				Or(Show(cast.Finished).At(newest).Beside(Ask.InHeader, newer+"compute "+newest+", volume 3.50", newer+"volume 3.50, compute "+newest)), same)
		s.Should("show.microversions.service-in-any-case",
			Show(cast.Finished).At(newest).Beside(Ask.InHeader, newer+"Compute "+newest), same)
		s.Should("show.microversions.last-entry-wins",
			Show(cast.Finished).At(newest).Beside(Ask.InHeader, newer+"compute 2.1, compute "+newest), same)
	})
	b.About("a microversion below /v2", func(s *Subject) {
		s.Must("show.microversions.legacy-knows-none",
			Show(cast.Finished).OnLegacyPath().Beside(Ask.With, newer+"compute 2.58", newer+"compute 2.999", older+"abc"),
			HaveEqualBodies())
	})
	b.About("a microversion that is none", func(s *Subject) {
		s.Must("show.microversions.malformed-is-400",
			Show(cast.Finished).At("abc", "2", "2.01", "2.2.2", "2.-1", "v2.1", "0.0", "LATEST").Or(Show(cast.Finished).InHeader(older+"abc")),
			HaveFault(400, "badRequest"))
	})
	b.About("a microversion that is not offered", func(s *Subject) {
		s.Must("show.microversions.out-of-range-is-406", notOfferedVersions().Or(Show(cast.Finished).InHeader(older+"2.999")),
			HaveFault(406, "computeFault", "{"+TargetOldest+"}", "{"+TargetMaximum+"}"))
		s.Must("show.microversions.decided-before-the-server", Show(nobodys).At("2.999"), HaveFault(406, "computeFault"))
		s.Must("show.microversions.decided-before-the-server", Show(nobodys).At("abc"), HaveFault(400, "badRequest"))
	})
	b.About("a refusal", func(s *Subject) {
		s.Must("show.microversions.echoed-in-refusals", versionedRefusals(), HaveVersionEcho())
	})
}

func notOfferedVersions() Ask {
	return Show(cast.Finished).At("{"+TargetBeyond+"}", "2.999", "2.0", "3.0", "1.1")
}

// versionedRefusals are refusals that are given when the microversion is known.
func versionedRefusals() Ask {
	return notOfferedVersions().
		Or(Show(ActionOf(UnknownServer, cast.Finished.ID))).
		Or(Show(ActionOf(cast.Finished.Server, UnknownAction)).At("2.50", "2.51", "2.84")).
		Or(announcingXML()).
		Or(inOwnProject().As(exchange.Admin).With(xmlAnnounced)).
		Or(Show(cast.Finished).At("2.102").Plus("?foo=bar")).
		Or(Get(inProject(UnknownProject, cast.Finished))).
		Or(refusedInProject())
}
