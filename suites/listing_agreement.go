package suites

import (
	"github.com/osact/osact/suites/cast"
	. "github.com/osact/osact/suites/claim"
	"github.com/osact/osact/suites/exchange"
	. "github.com/osact/osact/suites/match"
)

// agreement claims that lists agree with one another, whoever asks at
// whichever edition, and with the actions that are shown.
func agreement(b *Book) {
	list := List(cast.Finished.Server)
	b.About("lists at two editions", func(s *Subject) {
		each := list.As(exchange.Member, exchange.Admin)
		s.Must("list.microversions.none-is-oldest", each.And(each.At("2.1")), HaveEqualLists())
		s.Must("list.microversions.updated-at-comes-alone", each.At("2.57").And(each.At(cast.PagesSince)), HaveEqualLists("updated_at"))
		s.Must("list.microversions.same-actions", each.AtEachEdition().And(each.AtEachEdition().At("2.1")), HaveEqualActions())
		s.Must("list.headers.request-id-is-fresh", each.At("2.57").And(each.At(cast.PagesSince)), All(HaveFreshRequestIDs(cast.Finished.ID), HaveUniqueRequestIDs()))
	})
	b.About("lists for both audiences", func(s *Subject) {
		s.Must("list.body.same-for-both-audiences",
			list.As(exchange.Admin).AtEachEdition().And(list.As(exchange.Member).AtEachEdition()), HaveEqualLists())
	})
	b.About("an action that is listed", func(s *Subject) {
		s.Must("list.complete.listed-is-shown", cast.EachActionRead(), HaveStatus(200))
		s.Must("list.complete.agrees-with-show",
			Show(cast.Finished).As(exchange.Member, exchange.Admin).AtEachEdition().And(list.As(exchange.Member, exchange.Admin).AtEachEdition()),
			MatchShownActions())
		s.Must("list.complete.agrees-with-show", cast.EachActionRead().And(list.At("{"+TargetNewest+"}").Times(cast.ActionsRead)),
			MatchShownActions("message", "updated_at"))
		s.Must("list.complete.agrees-with-show", cast.EachActionRead().ThenEach(cast.EachListRead()), MatchListEntries("message", "updated_at"))
		// What failed stays failed, and its list says so in the same word.
		inBoth := []string{"2.1", "{" + TargetNewest + "}"}
		s.Must("list.complete.agrees-with-show",
			Show(cast.Failed).As(exchange.Admin).At(inBoth...).And(List(cast.Failed.Server).As(exchange.Admin).At(inBoth...)),
			MatchShownActions("updated_at"))
	})
}
