package suites

import (
	"github.com/osact/osact/suites/cast"
	. "github.com/osact/osact/suites/claim"
	"github.com/osact/osact/suites/exchange"
	. "github.com/osact/osact/suites/match"
)

// neighbours claims what one edition changes against the one before it, and that
// the others change nothing.
func neighbours(b *Book) {
	b.About("a finished action, from one edition to the next", func(s *Subject) {
		shown := Show(cast.Finished).As(exchange.Member, exchange.Admin)
		s.Must("show.microversions.events-come-alone",
			shown.At("2.50").And(shown.At("2.51")), HaveAtMostNewKeys("/instanceAction/events"))
		s.Must("show.microversions.updated-at-comes-alone",
			shown.At("2.57").And(shown.At("2.58")), HaveOnlyNewKey("updated_at"))
		s.Must("show.microversions.hosts-come-alone",
			shown.At("2.61").And(shown.At("2.62")), HaveAtMostNewKeys("/instanceAction/events/*/host", "/instanceAction/events/*/hostId"))
		s.Must("show.microversions.details-come-alone",
			shown.At("2.83").And(shown.At("2.84")), HaveAtMostNewKeys("/instanceAction/events/*/details"))
		s.Must("show.microversions.nothing-else-changes", cast.EachMicroversion(), MatchRecord())
	})
}
