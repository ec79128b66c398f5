package suites

import (
	"github.com/osact/osact/suites/exchange"
	. "github.com/osact/osact/suites/match"
)

// negotiation claims what the headers and the body of a request change: next
// to nothing.
func negotiation(b *book) {
	b.about("a request in other headers", func(s *Subject) {
		s.Must("show.negotiation.content-type-is-optional", Show(finished).Beside(Ask.With, "Content-Type:"), SayTheSame())
		s.Should("show.negotiation.accept-changes-nothing",
			Show(finished).Beside(Ask.With, otherAccepts()...), SayTheSame())
		s.Must("show.headers.content-type", Show(finished).With(otherAccepts()...), MatchContract())
		s.Should("show.negotiation.encoding-changes-nothing",
			Show(finished).OnEachPath().Beside(Ask.With, "Accept-Encoding: identity", "Accept-Encoding:"), SayTheSame())
		s.Should("show.negotiation.other-content-type-is-415", announcingXML().Or(announcingXMLElsewhere()), HaveFault(415, "badMediaType"))
	})
	b.about("a request with a body", func(s *Subject) {
		s.Should("show.negotiation.body-is-ignored", Show(finished).Beside(Ask.Sending, `{"instanceAction": {"message": "x"}}`, "{"), SayTheSame())
	})
}

// otherAccepts are header lines that do not ask for JSON.
func otherAccepts() []string {
	return []string{"Accept: application/xml", "Accept: text/html", "Accept: */*", "Accept:"}
}

// announcingXML asks with a header that announces a body of XML.
func announcingXML() Ask { return Show(finished).With(xmlAnnounced) }

// announcingXMLElsewhere does so where the path names a project.
func announcingXMLElsewhere() Ask {
	return inOwnProject().Or(Show(finished).OnLegacyPath()).As(exchange.Admin).With(xmlAnnounced)
}

const xmlAnnounced = "Content-Type: application/xml"

// caching claims that what depends on a token is kept by nobody else.
func caching(b *book) {
	b.about("a finished action", func(s *Subject) {
		s.Must("show.caching.not-for-others",
			Show(finished).As(exchange.Member, exchange.Admin).AtEachEdition(), StayOutOfSharedCaches())
	})
	b.about("a refusal", func(s *Subject) {
		s.Must("show.caching.not-for-others", refusals(), StayOutOfSharedCaches())
	})
}
