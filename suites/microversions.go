package suites

import (
	"github.com/osact/osact/suites/exchange"
	. "github.com/osact/osact/suites/match"
)

// microversions claims how an edition is asked for, said back, and refused,
// and what one edition changes against the one before it.
func microversions(b *book) {
	b.about("a finished action", func(s *Subject) {
		shown := Show(finished).As(exchange.Member, exchange.Admin)
		s.Must("show.microversions.echoed", shown.AtEachEdition(), All(MatchContract(), EchoVersion()))
		s.Must("show.microversions.vary", shown.AtEachEdition(), MatchContract())
		s.Must("show.microversions.none-is-oldest", shown.And(shown.At("2.1")), SayTheSame())
		s.Must("show.microversions.updated-at-comes-alone", shown.At("2.57").And(shown.At("2.58")), GainOnly("updated_at"))
	})
	b.about("a microversion that is none", func(s *Subject) {
		s.Must("show.microversions.malformed-is-400",
			Show(finished).At("abc", "2", "2.01", "2.2.2", "LATEST"),
			HaveFault(400, "badRequest"))
	})
	b.about("a microversion that is not offered", func(s *Subject) {
		s.Must("show.microversions.out-of-range-is-406",
			Show(finished).At("{"+targetBeyond+"}", "2.999", "2.0", "3.0"),
			HaveFault(406, "computeFault", "{"+targetOldest+"}", "{"+targetMaximum+"}"))
	})
}
