package suites

import (
	. "github.com/osact/osact/suites/match"
)

// routing claims which requests reach the operation at all.
func routing(b *book) {
	b.about("a method that changes things", func(s *Subject) {
		s.Must("show.routing.other-methods-are-refused",
			Show(nobodys).By("POST", "PUT", "PATCH", "DELETE").OnEachPath(),
			HaveStatus(404, 405))
	})
}
