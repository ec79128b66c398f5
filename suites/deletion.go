package suites

import (
	"github.com/osact/osact/suites/cast"
	. "github.com/osact/osact/suites/claim"
	"github.com/osact/osact/suites/exchange"
	. "github.com/osact/osact/suites/match"
)

// deletion claims from when on the actions of a server outlive it.
func deletion(b *Book) {
	b.About("an action of a deleted server", func(s *Subject) {
		shown := Show(cast.Deleted).As(exchange.Member, exchange.Admin).AtEditions("2.1", "2.20", "2.21", "2.58", "2.84")
		s.Must("show.deletion.hidden-before-its-edition", shown, HaveFault(404, "itemNotFound", cast.Deleted.Server))
		s.Must("show.deletion.readable-later", shown,
			All(HaveStatus(200), HaveAt("/instanceAction/request_id", cast.Deleted.ID)))
	})
}
