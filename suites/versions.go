package suites

import (
	. "github.com/osact/osact/suites/claim"
	"github.com/osact/osact/suites/exchange"
	. "github.com/osact/osact/suites/match"
)

// versions claims what anyone is told about the editions on offer. Discovery
// asks for these documents anyway.
func versions(b *Book) {
	b.About("the version documents", func(s *Subject) {
		anyone := func(path string) Ask { return Get(path).As(exchange.Anonymous) }
		choices := anyone("/servers/" + UnknownServer + "/os-instance-actions/" + UnknownAction)
		s.Must("versions.document.names-its-range", anyone("/v2.1/"), All(HaveStatus(200), MatchContract()))
		s.Should("versions.links.lead-to-the-target", anyone("/v2.1/").Or(anyone("/")), HaveLinksToTarget("/version/links/0/href", "/versions/*/links/0/href"))
		s.Must("versions.root.lists-v2-1", anyone("/"), All(MatchContract(), HaveSome("/versions/*/id", "v2.1")))
		s.Must("versions.root.agrees-with-v2-1", anyone("/v2.1/").And(anyone("/")), HaveEqualVersions("v2.1"))
		s.Should("versions.choices.without-a-version",
			choices, MatchContract())
		s.Should("versions.links.lead-to-the-target", choices, All(HaveLinksToTarget("/choices/*/links/0/href"), HaveLinksToPathAsked("/choices/*/links/0/href")))
	})
}
