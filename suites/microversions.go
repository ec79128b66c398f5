package suites

import (
	"github.com/osact/osact/suites/exchange"
	. "github.com/osact/osact/suites/match"
)

// microversions claims how an edition is asked for, said back, and refused.
func microversions(b *book) {
	const (
		newest = "{" + targetNewest + "}"
		newer  = exchange.VersionHeader + ": "
		older  = exchange.OlderVersionHeader + ": "
	)
	b.about("a finished action", func(s *Subject) {
		shown := Show(finished).As(exchange.Member, exchange.Admin)
		s.Must("show.microversions.echoed", shown.AtEachEdition(), All(MatchContract(), EchoVersion()))
		s.Must("show.microversions.vary", shown.AtEachEdition(), All(HaveHeader("Vary"), MatchContract()))
		s.Must("show.microversions.none-is-oldest", shown.And(shown.At("2.1")), SayTheSame())
	})
	b.about("a microversion that is offered", func(s *Subject) {
		same := All(SayTheSame(), EchoVersion())
		s.Must("show.microversions.range-is-served",
			Show(finished).At("{"+targetOldest+"}", "{"+targetMaximum+"}"), All(HaveStatus(200), EchoVersion()))
		s.Must("show.microversions.latest-is-the-maximum",
			Show(finished).At("{"+targetMaximum+"}").Beside(Ask.InHeader, newer+"compute latest", older+"latest"), same)
		s.Must("show.microversions.older-header-is-understood",
			Show(finished).At(newest).Or(get(inProject(ownProject, finished)).As(exchange.Admin).At(newest)).Beside(Ask.InHeader, older+newest), same)
		s.Must("show.microversions.newer-header-wins",
			Show(finished).At("2.1").Beside(Ask.With, older+newest).Or(Show(finished).At(newest).Beside(Ask.With, older+"2.1")), same)
		s.Must("show.microversions.other-services-are-ignored",
			Show(finished).Beside(Ask.InHeader, newer+"volume 3.50", newer+"2.50").
				Or(Show(finished).At(newest).Beside(Ask.InHeader, newer+"compute "+newest+", volume 3.50", newer+"volume 3.50, compute "+newest)), same)
		s.Should("show.microversions.service-in-any-case",
			Show(finished).At(newest).Beside(Ask.InHeader, newer+"Compute "+newest), same)
		s.Should("show.microversions.last-entry-wins",
			Show(finished).At(newest).Beside(Ask.InHeader, newer+"compute 2.1, compute "+newest), same)
	})
	b.about("a microversion below /v2", func(s *Subject) {
		s.Must("show.microversions.legacy-knows-none",
			Show(finished).OnLegacyPath().Beside(Ask.With, newer+"compute 2.58", newer+"compute 2.999", older+"abc"),
			All(SayTheSame(), SayNoVersion()))
	})
	b.about("a microversion that is none", func(s *Subject) {
		s.Must("show.microversions.malformed-is-400",
			Show(finished).At("abc", "2", "2.01", "2.2.2", "2.-1", "v2.1", "0.0", "LATEST").Or(Show(finished).InHeader(older+"abc")),
			HaveFault(400, "badRequest"))
	})
	b.about("a microversion that is not offered", func(s *Subject) {
		s.Must("show.microversions.out-of-range-is-406", notOfferedVersions().Or(Show(finished).InHeader(older+"2.999")),
			HaveFault(406, "computeFault", "{"+targetOldest+"}", "{"+targetMaximum+"}"))
		s.Must("show.microversions.decided-before-the-server", Show(nobodys).At("2.999"), HaveFault(406, "computeFault"))
		s.Must("show.microversions.decided-before-the-server", Show(nobodys).At("abc"), HaveFault(400, "badRequest"))
	})
	b.about("a refusal", func(s *Subject) {
		s.Must("show.microversions.echoed-in-refusals", versionedRefusals(), EchoVersion())
		s.Must("show.microversions.echoed", versionedRefusals(), MatchContract())
		s.Must("show.microversions.vary", versionedRefusals(), All(HaveHeader("Vary"), MatchContract()))
	})
}

func notOfferedVersions() Ask {
	return Show(finished).At("{"+targetBeyond+"}", "2.999", "2.0", "3.0", "1.1")
}

// versionedRefusals are refusals that are given when the microversion is known.
func versionedRefusals() Ask {
	return notOfferedVersions().
		Or(Show(action{nobodysServer, finished.id})).
		Or(Show(action{finished.server, nobodysAction}).At("2.50", "2.51", "2.84")).
		Or(announcingXML()).
		Or(inOwnProject().As(exchange.Admin).With(xmlAnnounced)).
		Or(Show(finished).At("2.102").Plus("?foo=bar")).
		Or(get(inProject(nobodysProject, finished))).
		Or(refusedInProject())
}
