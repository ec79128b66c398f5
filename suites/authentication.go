package suites

import (
	"strings"

	"github.com/osact/osact/suites/cast"
	. "github.com/osact/osact/suites/claim"
	"github.com/osact/osact/suites/exchange"
	. "github.com/osact/osact/suites/match"
)

// authentication claims that nothing is shown to whom the cloud does not know.
func authentication(b *Book) {
	strangers := []exchange.Actor{exchange.Anonymous, exchange.Intruder}
	asked := Show(cast.Finished).Or(Show(nobodys)).OnEachPath()
	b.About("a request without a token", func(s *Subject) {
		s.Must("show.authentication.missing-token-is-401", asked.Or(mismatch(cast.Finished)).As(exchange.Anonymous), All(HaveStatus(401), MatchContract()))
		for _, asked := range []Ask{Show(cast.Finished), List(cast.Finished.Server)} {
			s.Must("show.authentication.missing-token-is-401",
				asked.Plus("?auth_token="+OwnToken).Or(asked.With("Authorization: Bearer "+OwnToken, "X-Service-Token: "+OwnToken)).As(exchange.Anonymous),
				HaveStatus(401))
		}
	})
	b.About("a request with a token that nobody issued", func(s *Subject) {
		s.Must("show.authentication.bad-token-is-401", asked.As(exchange.Intruder), HaveStatus(401))
		s.Must("show.authentication.bad-token-is-401",
			Show(cast.Finished).As(exchange.Intruder).With(badTokens()...),
			All(HaveStatus(401), ContainNoToken()))
	})
	b.About("a request that is wrong in other ways too", func(s *Subject) {
		s.Must("show.authentication.comes-first", wrongOtherwise().As(strangers...), HaveStatus(401).OrBelowLegacy(RefuseItsMethod()))
	})
	b.About("a refusal for want of a token", func(s *Subject) {
		s.Should("show.authentication.refusal-is-json", asked.Or(mismatch(cast.Finished)).As(strangers...).AndEvery(ToShow().Or(ToList()).Unauthorized()), MatchContract())
		s.Must("show.authentication.refusal-tells-nothing",
			Show(cast.Finished).OnEachPath().ThenEach(asked.Or(wrongOtherwise()).As(strangers...)), ContainNothingOfFirst())
	})
	b.About("a request with a forged identity", func(s *Subject) {
		s.Must("show.authentication.identity-headers-mean-nothing",
			Show(cast.Finished).As(exchange.Anonymous).With(forgedIdentity()...).Or(Show(cast.Finished).As(exchange.Anonymous).With("X-Roles: admin").OnLegacyPath()),
			BeRefused())
		for _, actor := range []exchange.Actor{exchange.Member, exchange.Admin} {
			s.Must("show.authentication.identity-headers-mean-nothing",
				Show(cast.Finished).ThenEach(Show(cast.Finished).With(forgedIdentity()...)).As(actor), BeRefusedOrHaveEqualBodies())
		}
		s.Must("show.authentication.identity-headers-mean-nothing",
			Show(cast.Finished).As(exchange.Outsider).With("X-Project-Id: {"+ProjectOf(exchange.Member)+"}", "X-Roles: admin"),
			BeRefused())
	})
}

// badTokens are the header lines of tokens that are none: an empty one, one
// that has the form of a token and expired long ago, and one that is too long.
func badTokens() []string {
	const (
		name    = "X-Auth-Token"
		expired = "gAAAAABfXhAACYr4ugL96d7s5t8nTMDRbftzb4JzbYSvpH6xRztytwtFpG8TRVhv1bk9XPWXBpye-4J6ewc4_6ZlXvgfHxQHJ1fAk_2y" +
			"EYXN_TExvIQRA0EbY93uQmvMQ3XG6H4CyfSIIq0u4pSofjNEe8vjxfz7mwj_DlY28JKCMyOG6cK959c="
		length = 1024 // in bytes; what a service may store is 255, what a front end may take is some thousands
	)
	return []string{name + ";", name + ": " + expired, name + ": " + strings.Repeat("0", length)}
}

// forgedIdentity are the header lines by which the token check in front of the
// API tells it who asks.
func forgedIdentity() []string {
	return []string{
		"X-Identity-Status: Confirmed",
		"X-Roles: admin",
		"X-User-Id: " + UnknownProject,
		"X-Project-Id: " + OwnProject,
		"X-Tenant-Id: " + OwnProject,
		"X-Is-Admin-Project: True",
	}
}

// wrongOtherwise asks one question for each other way in which a request can be
// wrong as a whole.
func wrongOtherwise() Ask {
	return mismatch(cast.Finished).
		Or(Show(cast.Finished).At("abc", "2.999")).
		Or(Show(nobodys).By("POST", "DELETE"))
}
