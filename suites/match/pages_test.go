package match_test

import (
	"slices"
	"testing"

	"github.com/osact/osact/openapi"
	. "github.com/osact/osact/suites/match"
)

func TestPages(t *testing.T) { testTwins(t, pagesTwins()) }

// from tells at which address an answer was asked for.
func from(a *Answer, url string) *Answer {
	a.Exchange.Request.URL = url
	return a
}

func pagesTwins() []twin {
	const (
		asked  = "https://192.0.2.1/compute/v2.1/servers/s/os-instance-actions?limit=2&marker=d"
		next   = "https://198.51.100.1/v2.1/servers/s/os-instance-actions?limit=2&marker=b"
		actual = "/instanceActions/0/request_id"
	)
	a, b, c, d := item("a", ""), item("b", ""), item("c", ""), item("d", "")
	at := func(id, second string) string {
		return item(id, `, "start_time": "2026-03-03T10:31:`+second+`.000000"`)
	}
	older, newer := list(at("c", "03"), at("b", "02")), linked(next, at("d", "04"))
	most, goes, make3 := HaveAtMostAsked(), HaveNextLinkAfterLast(), ConsistOfWholeList()
	end, after := HaveNoLinkAtEnd("2"), HaveActionsAfter("b")
	page := func(href string) *Scene { return scene(from(linked(href, c, b), asked)) }
	unread := func(check string, demand Check, good *Scene) []twin {
		return []twin{
			{check, "an answer that is no 200", demand, good, scene(list(c, b, a), answer(status(404))), []wrong{{"status", "status"}}},
			{check, "a body that is no JSON", demand, good, scene(answer(body("<html>")), list(c, b, a)), []wrong{{"syntax", ""}}},
		}
	}
	early := from(list(c, b, a), asked)
	early.Place.Edition = openapi.At(openapi.Version{Major: 2, Minor: 57})
	return slices.Concat(unreadable("HaveAtMostAsked", most, scene(list(b, a))), []twin{
		{"HaveAtMostAsked", "one action more", most, scene(from(list(b, a), asked)), scene(from(list(c, b, a), asked)), []wrong{{"value", "/instanceActions"}}},
		{"HaveAtMostAsked", "no limit", most, scene(list(c, b, a)), scene(from(list(c, b, a), asked)), []wrong{{"value", "/instanceActions"}}},
		{"HaveAtMostAsked", "an edition without limits", most, scene(early), scene(from(list(c, b, a), asked)), []wrong{{"value", "/instanceActions"}}},
		{"HaveAtMostAsked", "a limit beyond all numbers", most, scene(from(list(b, a), asked[:len(asked)-len("2&marker=d")]+"99999999999999999999")), scene(from(list(c, b, a), asked)), []wrong{{"value", "/instanceActions"}}},
	}, unreadable("HaveNextLinkAfterLast", goes, scene(list(b, a))), []twin{
		{"HaveNextLinkAfterLast", "after another action", goes, page(next), page(next[:len(next)-1] + "c"), []wrong{{"value", "/links/0/href"}}},
		{"HaveNextLinkAfterLast", "another limit", goes, page(next), page("https://198.51.100.1/v2.1/servers/s/os-instance-actions?limit=3&marker=b"), []wrong{{"value", "/links/0/href"}}},
		{"HaveNextLinkAfterLast", "another path", goes, page(next), page("https://198.51.100.1/v2.1/servers/t/os-instance-actions?limit=2&marker=b"), []wrong{{"value", "/links/0/href"}}},
		{"HaveNextLinkAfterLast", "no version", goes, page(next), page("https://198.51.100.1/servers/s/os-instance-actions?limit=2&marker=b"), []wrong{{"value", "/links/0/href"}}},
		{"HaveNextLinkAfterLast", "no address", goes, page(next), page("https://[::"), []wrong{{"value", "/links/0/href"}}},
		{"HaveNextLinkAfterLast", "from nothing", goes, scene(from(list(), asked)), scene(from(linked(next), asked)), []wrong{{"presence", "/links/0"}}},
	}, unread("ConsistOfWholeList", make3, scene(list(c, b, a), list(c, b, a))), []twin{
		{"ConsistOfWholeList", "an action less", make3, scene(list(c, b, a), linked(next, c, b), list(a)), scene(list(c, b, a), linked(next, c, b), list()), []wrong{{"difference", "/instanceActions"}}},
		{"ConsistOfWholeList", "an action twice", make3, scene(list(c, b, a), linked(next, c, b), list(a)), scene(list(c, b, a), linked(next, c, b), list(b, a)), []wrong{{"difference", actual}, {"difference", "/instanceActions"}}},
		{"ConsistOfWholeList", "more pages are to come", make3, scene(list(c, b, a), linked(next, c, b)), scene(list(c, b, a), list(c, b)), []wrong{{"difference", "/instanceActions"}}},
		{"ConsistOfWholeList", "only a list with a link may end first", make3, scene(linked(next, c, b), list(c, b, a)), scene(list(c, b), list(c, b, a)), []wrong{{"difference", "/instanceActions"}}},
		{"ConsistOfWholeList", "a page of others", make3, scene(list(c, b, a), linked(next, c)), scene(list(c, b, a), linked(next, d)), []wrong{{"difference", actual}}},
		{"ConsistOfWholeList", "a page of newer ones, which began later", make3, scene(older, newer), scene(older, linked(next, at("d", "03"))), []wrong{{"difference", actual}}},
		{"ConsistOfWholeList", "a page of newer ones with more to come", make3, scene(older, newer), scene(older, list(at("d", "04"))), []wrong{{"difference", "/instanceActions"}}},
		{"ConsistOfWholeList", "a list of none", make3, scene(list(), list()), scene(list(), list(at("d", "04"))), []wrong{{"difference", "/instanceActions"}}},
		{"ConsistOfWholeList", "nothing tells what follows an id that is there twice", make3, scene(list(c, b, b, a), linked(next, c, b), list(a)), scene(list(c, b, b, a), linked(next, c), list(b, a)), []wrong{{"difference", "/instanceActions/1/request_id"}, {"difference", "/instanceActions"}}},
		{"ConsistOfWholeList", "an id that is there twice, in the middle of a page", make3, scene(list(c, b, b, a), linked(next, c, b, b, a)), scene(list(c, b, b, a), linked(next, c, b, a)), []wrong{{"difference", "/instanceActions/2/request_id"}}},
		{"ConsistOfWholeList", "a newer action in front, not later", make3, scene(list(c, b, a), list(d, c, b, a)), scene(list(c, b, a), list(c, d, a)), []wrong{{"difference", "/instanceActions/1/request_id"}}},
	}, unread("HaveNoLinkAtEnd", end, scene(list(c, b, a), list(a))), []twin{
		{"HaveNoLinkAtEnd", "a link from a short last page", end, scene(list(c, b, a), list(a)), scene(list(c, b, a), linked(next, a)), []wrong{{"presence", "/links"}}},
		{"HaveNoLinkAtEnd", "a last page that is full", end, scene(list(c, b, a), linked(next, b, a)), scene(list(c, b, a), linked(next, a)), []wrong{{"presence", "/links"}}},
		{"HaveNoLinkAtEnd", "a page that is not the last", end, scene(list(c, b, a), linked(next, c)), scene(list(c, b, a), linked(next)), []wrong{{"presence", "/links"}}},
		{"HaveNoLinkAtEnd", "a list that goes on itself", end, scene(linked(next, c, b), linked(next, b)), scene(list(c, b), linked(next, b)), []wrong{{"presence", "/links"}}},
		{"HaveNoLinkAtEnd", "a limit that is no number", HaveNoLinkAtEnd("{its.limit}"), scene(), scene(list(a), list(a)), []wrong{{"value", "/instanceActions"}}},
	}, unread("HaveActionsAfter", after, scene(list(c, b, a), list(a))), []twin{
		{"HaveActionsAfter", "the marker itself", after, scene(list(c, b, a), list(a)), scene(list(c, b, a), list(b, a)), []wrong{{"difference", actual}, {"difference", "/instanceActions"}}},
		{"HaveActionsAfter", "nothing after it", after, scene(list(c, b), list()), scene(list(c, b, a), list()), []wrong{{"difference", "/instanceActions"}}},
		{"HaveActionsAfter", "only a page with a link may end early", after, scene(list(c, b, a, "7"), linked(next, a)), scene(list(c, b, a, "7"), list(a)), []wrong{{"difference", "/instanceActions"}}},
		{"HaveActionsAfter", "only a list with a link may end early", after, scene(linked(next, c, b), list(a)), scene(list(c, b), list(a)), []wrong{{"difference", "/instanceActions"}}},
		{"HaveActionsAfter", "nothing tells what follows a marker that is there twice", after, scene(list(c, b, b, a), list(a)), scene(list(c, b, a, a), list(a)), []wrong{{"difference", "/instanceActions"}}},
		{"HaveActionsAfter", "a list without the marker", after, scene(list(b), list()), scene(list(c), list()), []wrong{{"value", "/instanceActions"}}},
	})
}
