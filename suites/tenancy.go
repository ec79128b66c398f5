package suites

import (
	"github.com/osact/osact/suites/exchange"
	. "github.com/osact/osact/suites/match"
)

// tenancy claims that a project's actions are its own.
func tenancy(b *book) {
	b.about("a URL with another project than the token's", func(s *Subject) {
		for _, actor := range []exchange.Actor{exchange.Member, exchange.Admin} {
			s.Must("show.tenancy.mismatch-is-400", mismatch().As(actor),
				HaveFault(400, "badRequest", nobodysProject, "{"+projectOf(actor)+"}"))
		}
	})
	b.about("another project's server", func(s *Subject) {
		s.Must("show.tenancy.outsider-gets-404",
			Show(finished).As(exchange.Outsider).AtEachEdition(),
			HaveFault(404, "itemNotFound", finished.server))
	})
}

// mismatch asks for a finished action under a project that is nobody's, on
// both paths that can name one.
func mismatch() Ask {
	rest := nobodysProject + "/servers/" + finished.server + "/os-instance-actions/" + finished.id
	return get("/v2.1/" + rest).Or(get("/v2/" + rest))
}
