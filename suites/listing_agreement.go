package suites

import (
	"github.com/osact/osact/suites/exchange"
	. "github.com/osact/osact/suites/match"
)

// agreement claims that lists agree with one another, whoever asks at
// whichever edition, and with the actions that are shown.
func agreement(b *book) {
	list := List(finished.server)
	b.about("lists at two editions", func(s *Subject) {
		each := list.As(exchange.Member, exchange.Admin)
		s.Must("list.microversions.none-is-oldest", each.And(each.At("2.1")), ListTheSame())
		s.Must("list.microversions.updated-at-comes-alone", each.At("2.57").And(each.At(pagesSince)), ListTheSame("updated_at"))
		s.Must("list.microversions.same-actions", each.AtEachEdition().And(each.AtEachEdition().At("2.1")), ShareActions())
		s.Must("list.headers.request-id-is-fresh", each.At("2.57").And(each.At(pagesSince)), All(HaveFreshRequestIDs(finished.id), HaveUniqueRequestIDs()))
	})
	b.about("lists for both audiences", func(s *Subject) {
		s.Must("list.body.same-for-both-audiences",
			list.As(exchange.Admin).AtEachEdition().And(list.As(exchange.Member).AtEachEdition()), ListTheSame())
	})
	b.about("an action that is listed", func(s *Subject) {
		s.Must("list.complete.listed-is-shown", everyActionRead(), HaveStatus(200))
		s.Must("list.complete.agrees-with-show",
			Show(finished).As(exchange.Member, exchange.Admin).AtEachEdition().And(list.As(exchange.Member, exchange.Admin).AtEachEdition()),
			ListWhatIsShown())
		s.Must("list.complete.agrees-with-show", everyActionRead().And(list.At("{"+targetNewest+"}").Times(actionsRead)),
			ListWhatIsShown("message", "updated_at"))
		s.Must("list.complete.agrees-with-show", everyActionRead().ThenEach(everyListRead()), AgreeWhereListed("message", "updated_at"))
		// What failed stays failed, and its list says so in the same word.
		inBoth := []string{"2.1", "{" + targetNewest + "}"}
		s.Must("list.complete.agrees-with-show",
			Show(failed).As(exchange.Admin).At(inBoth...).And(List(failed.server).As(exchange.Admin).At(inBoth...)),
			ListWhatIsShown("updated_at"))
	})
}
