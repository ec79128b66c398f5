package match_test

import (
	"testing"

	"github.com/osact/osact/suites/exchange"
	. "github.com/osact/osact/suites/match"
)

func TestOrder(t *testing.T) { testTwins(t, orderTwins()) }

// updated are listed actions that were last updated in the hour that their id
// names: "03" at three o'clock.
func updated(ids ...string) []string {
	var actions []string
	for _, id := range ids {
		actions = append(actions, item(id, `, "updated_at": "2026-03-03T`+id+`:00:00.000000"`))
	}
	return actions
}

// untimed are listed actions as lists have them before updated_at came.
func untimed(ids ...string) []string {
	var actions []string
	for _, id := range ids {
		actions = append(actions, item(id, ""))
	}
	return actions
}

func orderTwins() []twin {
	const check = "MatchListOrder"
	order := MatchListOrder()
	whole := func(changes ...change) *Answer { return lists("", updated("05", "04", "03", "02", "01"), changes...) }
	is := func(at string) []wrong { return []wrong{{"order", "/instanceActions/" + at}} }
	cut := func(clause, query string, right, false []string, at string) twin {
		return twin{check, clause, order, scene(whole(), lists(query, right)), scene(whole(), lists(query, false)), is(at)}
	}
	link := edit(`]}`, `], "links": [{"rel": "next", "href": "?"}]}`)
	hour := func(h string) string { return "2026-03-03T" + h + ":00:00" }
	first, second, third := during(0, 1), during(2, 3), during(4, 5)
	before, after := updated("03", "02", "01"), updated("04", "03", "02", "01")
	grows := func(changes ...change) *Answer { return lists("", after, changes...) }
	grew := func(changes ...change) *Answer { return lists("", before, changes...) }
	return append(unreadable(check, order, scene(whole())), []twin{
		{check, "all actions in one order", order, scene(whole(), whole(by(exchange.Admin))), scene(whole(), lists("", updated("05", "03", "04", "02", "01"))), is("1")},
		{check, "an action less", order, scene(whole(), whole()), scene(whole(), lists("", updated("05", "04", "03", "02"))), is("4")},
		{check, "an action less, which alone was told twice", order, scene(whole(), whole()), scene(whole(), lists("", updated("05", "04", "02", "01"))), is("2")},
		{check, "an action of another server", order, scene(whole(), lists("", untimed("x"), asked("s-2/os-instance-actions"))), scene(whole(), lists("", untimed("x"))), is("1")},
		cut("as many as the limit", "?limit=2", updated("05", "04"), updated("05", "04", "03"), "2"),
		cut("no fewer than the limit", "?limit=2", updated("05", "04"), updated("05"), "1"),
		cut("a limit of none", "?limit=0", nil, updated("05"), "0"),
		cut("a limit beyond all numbers", "?limit=99999999999999999999", updated("05", "04", "03", "02", "01"), updated("05"), "1"),
		cut("what follows the marker", "?marker=04", updated("03", "02", "01"), updated("04", "03", "02", "01"), "0"),
		cut("what follows the marker, and as many as the limit", "?marker=04&limit=1", updated("03"), updated("05"), "0"),
		cut("changes since a time, which counts", "?changes-since="+hour("04"), updated("05", "04"), updated("05"), "1"),
		cut("changes since a time with a zone", "?changes-since="+hour("06")+"%2B02:00", updated("05", "04"), updated("05", "04", "03"), "2"),
		cut("changes before a time, which counts", "?changes-before="+hour("02"), updated("02", "01"), updated("01"), "0"),
		cut("changes of a period", "?changes-since="+hour("02")+"Z&changes-before="+hour("04")+"Z&limit=2", updated("04", "03"), updated("05", "04"), "0"),
		{
			check, "a list with a link may end early", order, scene(whole(), lists("", updated("05", "04"), link)), scene(whole(), lists("", updated("05", "04"))),
			is("2"),
		},
		{
			check, "a list with a link may leave nothing out", order, scene(whole(), lists("?limit=3", updated("05", "04"), link)),
			scene(whole(), lists("?limit=3", updated("05", "03"), link)), is("1"),
		},
		{
			check, "queries do nothing before their editions", order,
			scene(whole(), lists("?limit=2&marker=x&changes-since=x&verbose=1", untimed("05", "04", "03", "02", "01"), at(57)), lists("?limit=2", untimed("05", "04", "03", "02", "01"), legacy)),
			scene(whole(), lists("?limit=2", untimed("05", "04"), at(57)), lists("?limit=2", untimed("05", "04"), legacy)),
			[]wrong{{"order", "/instanceActions/2"}, {"order", "/instanceActions/2"}},
		},
		{
			check, "a query that the edition does not have tells nothing", order,
			scene(whole(), lists("?changes-before="+hour("02"), updated("01"), at(65)), lists("?verbose=1", nil), lists("?limit=1&limit=2", nil), lists("?%zz", nil)),
			scene(whole(), lists("?changes-before="+hour("02"), updated("01"), at(66))),
			is("0"),
		},
		{
			check, "a time that is none tells nothing", order,
			scene(whole(), lists("?changes-since=3", updated("01")), lists("?changes-before=", updated("01"))), scene(whole(), lists("?changes-since="+hour("03"), updated("01"))),
			is("0"),
		},
		{
			check, "nothing tells what changed of actions that do not say when", order,
			scene(lists("", untimed("02", "01"), at(57)), lists("?changes-since="+hour("02"), updated("01"))),
			scene(lists("", updated("02", "01"), at(58)), lists("?changes-since="+hour("02"), updated("01"))),
			is("0"),
		},
		{
			check, "nothing tells what follows a marker that is not unique", order,
			scene(lists("", untimed("02", "01", "02", "00")), lists("?marker=02", untimed("00"))),
			scene(lists("", untimed("02", "01", "01", "00")), lists("?marker=02", untimed("00"))),
			is("0"),
		},
		{
			check, "nothing tells what follows a marker that no list has", order, scene(whole(), lists("?marker=09", nil)), scene(whole(), lists("?marker=05", nil)), is("0"),
		},
		{
			check, "a request that caused two actions is listed twice", order,
			scene(lists("", untimed("02", "01", "01")), lists("?limit=3", untimed("02", "01", "01"))),
			scene(lists("", untimed("02", "01", "01")), lists("?limit=3", untimed("02", "01"))),
			is("2"),
		},
		{
			check, "nothing tells which of two actions of a request changed", order,
			scene(lists("", updated("02", "01", "01")), lists("?changes-since="+hour("01"), updated("02", "01"))),
			scene(lists("", updated("02", "01", "00")), lists("?changes-since="+hour("01"), updated("02"))),
			is("1"),
		},
		{
			check, "nothing tells what an action that goes on changed", order,
			scene(lists("", updated("02", "01"), first), lists("?changes-since="+hour("02"), updated("02"), second),
				lists("", []string{updated("02")[0], item("01", `, "updated_at": "`+hour("03")+`.000000"`)}, third)),
			scene(lists("", updated("02", "01"), first), lists("?changes-since="+hour("02"), updated("01"), second), lists("", updated("02", "01"), third)),
			is("0"),
		},
		{check, "a list grows in front", order, scene(grew(first), grows(second)), scene(grew(first), lists("", updated("03", "02", "01", "00"), second)), is("3")},
		{check, "a list grows for good", order, scene(grew(first), grows(second), grows(third)), scene(grows(first), grew(second), grows(third)), is("0")},
		{
			check, "a page is of the list as it was", order, scene(grew(first), lists("?limit=1", before[:1], second), grows(third)),
			scene(grew(first), lists("?limit=1", before[1:2], second), grows(third)), is("0"),
		},
		{
			check, "a page is of the list as it was meanwhile", order,
			scene(grew(first), lists("?limit=1", before[:1], during(2, 9)), lists("?limit=1", after[:1], during(2, 9)), grows(third)),
			scene(grew(first), grows(second), lists("?limit=1", before[:1], third)), is("0"),
		},
		{
			check, "nothing is listed before it is there", order, scene(lists("?limit=1", before[:1], first), grew(second), grows(third)),
			scene(lists("?limit=1", after[:1], first), grew(second), grows(third)), is("0"),
		},
		{
			check, "what a list has in front is known by whoever asks later", order,
			scene(grew(first), lists("?limit=2", after[:2], second)), scene(grew(first), lists("?limit=2", after[:2], second), grew(third)), is("0"),
		},
		{
			check, "a page of newer actions alone", order,
			scene(grew(first), lists("?limit=1", after[:1], second)), scene(grew(first), lists("?limit=1", after[1:2], second), lists("?limit=1", before[1:2], third)), is("0"),
		},
		{
			check, "what follows a marker is the same however the list grows", order, scene(grew(first), lists("?marker=03", before[1:], second), grows(third)),
			scene(grew(first), lists("?marker=03", before, second), grows(third)), is("0"),
		},
		{
			check, "what follows a marker that is new", order, scene(grew(first), lists("?marker=04", before, second), grows(third)),
			scene(grew(first), lists("?marker=04", before[1:], second), grows(third)), is("0"),
		},
		{
			check, "a body without a list is none", order, scene(whole(), whole()), scene(whole(), lists("", nil, body("{}"))), is("0"),
		},
	}...)
}

func TestLinks(t *testing.T) { testTwins(t, linkTwins()) }

func linkTwins() []twin {
	const check = "HaveLinkWhereMoreFollow"
	follow := HaveLinkWhereMoreFollow()
	link := edit(`]}`, `], "links": [{"rel": "next", "href": "?"}]}`)
	whole := func(changes ...change) *Answer { return lists("", updated("05", "04", "03", "02", "01"), changes...) }
	is := []wrong{{"presence", "/links"}}
	pair := func(clause, query string, ids []string, right, false func(query string, ids []string) *Answer) twin {
		return twin{check, clause, follow, scene(whole(), right(query, ids)), scene(whole(), false(query, ids)), is}
	}
	linked := func(query string, ids []string) *Answer { return lists(query, ids, link) }
	bare := func(query string, ids []string) *Answer { return lists(query, ids) }
	first, second, third := during(0, 1), during(2, 3), during(4, 5)
	return append(unreadable(check, follow, scene(whole())), []twin{
		pair("the first page", "?limit=2", updated("05", "04"), linked, bare),
		pair("a page after a marker", "?limit=1&marker=03", updated("02"), linked, bare),
		pair("a page of what changed", "?limit=1&changes-since=2026-03-03T02:00:00", updated("05"), linked, bare),
		{check, "the last page needs none", follow, scene(whole(), lists("?limit=2&marker=03", updated("02", "01"))), scene(whole(), lists("?limit=1&marker=03", updated("02"))), is},
		{check, "a page of nothing needs none", follow, scene(whole(), lists("?limit=0", nil)), scene(whole(), lists("?limit=1", updated("05"))), is},
		{
			check, "what is new after the page was given", follow,
			scene(lists("", updated("02", "01"), first), lists("?limit=2", updated("02", "01"), second), lists("", updated("03", "02", "01"), third)),
			scene(lists("", updated("02", "01"), first), lists("?limit=1", updated("02"), second), lists("", updated("03", "02", "01"), third)), is,
		},
	}...)
}

// A list is no whole list where it may go on.
func TestAPageIsNoWholeList(t *testing.T) {
	link := edit(`]}`, `], "links": [{"rel": "next", "href": "?"}]}`)
	for name, page := range map[string]*Answer{
		"a page with a link": lists("", updated("02"), link), "a page by a limit": lists("?limit=1", updated("02")), "what follows a marker": lists("?marker=03", updated("02")),
	} {
		if found := MatchListOrder()(scene(page, lists("", updated("03", "01"), at(57), link))); len(found) > 0 {
			t.Errorf("another list is held against %s:\n%s", name, Describe(found))
		}
	}
	if got := places(MatchListOrder()(scene(lists("", updated("02", "01")), lists("?limit=1", updated("02", "01"))))); len(got) != 1 {
		t.Errorf("%d violations, want one: the list is whole", len(got))
	}
}
