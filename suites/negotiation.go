package suites

import (
	"github.com/osact/osact/suites/cast"
	. "github.com/osact/osact/suites/claim"
	"github.com/osact/osact/suites/exchange"
	. "github.com/osact/osact/suites/match"
)

// negotiation claims what the headers and the body of a request change: next
// to nothing.
func negotiation(b *Book) {
	b.About("a request in other headers", func(s *Subject) {
		s.Must("show.negotiation.content-type-is-optional", Show(cast.Finished).Beside(Ask.With, "Content-Type:", "Content-Type: application/json; charset=utf-8"), HaveEqualBodies())
		s.Should("show.negotiation.accept-changes-nothing",
			Show(cast.Finished).Beside(Ask.With, otherAccepts()...).Or(Show(cast.Failed).Beside(Ask.With, "Accept-Language: de")), HaveEqualBodies())
		s.Should("show.negotiation.encoding-changes-nothing",
			Show(cast.Finished).OnEachPath().Beside(Ask.With, "Accept-Encoding: identity", "Accept-Encoding:"), HaveEqualBodies())
		s.Should("show.negotiation.other-content-type-is-415", announcingXML().Or(announcingXMLElsewhere()).Or(List(cast.Finished.Server).With(xmlAnnounced)), HaveFault(415, "badMediaType"))
	})
	b.About("a request for what has changed", func(s *Subject) {
		s.Must("show.caching.another-tag-is-no-match", Show(cast.Finished).Beside(Ask.With, `If-None-Match: "osact"`), HaveEqualBodies())
		s.Must("show.caching.another-tag-is-no-match", List(cast.Finished.Server).Beside(Ask.With, `If-None-Match: "osact"`), HaveEqualLists())
	})
	b.About("a request with a body", func(s *Subject) {
		s.Should("show.negotiation.body-is-ignored", Show(cast.Finished).Beside(Ask.Sending, `{"instanceAction": {"message": "x"}}`, "{"), HaveEqualBodies())
		s.Should("show.negotiation.body-is-ignored", List(cast.Finished.Server).Beside(Ask.Sending, "{"), HaveEqualLists())
	})
}

// otherAccepts are header lines that do not ask for JSON.
func otherAccepts() []string {
	return []string{"Accept: application/xml", "Accept: text/html", "Accept: */*", "Accept:"}
}

// announcingXML asks with a header that announces a body of XML.
func announcingXML() Ask { return Show(cast.Finished).With(xmlAnnounced) }

// announcingXMLElsewhere does so where the path names a project.
func announcingXMLElsewhere() Ask {
	return inOwnProject().Or(Show(cast.Finished).OnLegacyPath()).As(exchange.Admin).With(xmlAnnounced).
		Or(mismatch(cast.Finished).With(xmlAnnounced))
}

const xmlAnnounced = "Content-Type: application/xml"
