package match

import (
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/osact/osact/openapi"
)

// HaveAtMostAsked demands that no list has more actions than the limit of its query, where
// its edition heeds one.
func HaveAtMostAsked() Check {
	return shown(func(_ *Scene, a *Answer, doc any) []openapi.Violation {
		cuts, _ := cutsOf(a)
		most, err := strconv.ParseUint(cuts.Get("limit"), 10, 64)
		if n := len(find(doc, listedActions)); err == nil && uint64(n) > most {
			return []openapi.Violation{{
				Kind: "value", At: "/instanceActions",
				Want: fmt.Sprintf("%d actions at the most", most), Got: fmt.Sprintf("%d actions", n),
			}}
		}
		return nil
	})
}

// HaveNextLinkAfterLast demands that the link of each page, where it has one, leads on
// from its last action: the address that was asked, path and query, with that
// action as its marker. A page without actions must have no link.
func HaveNextLinkAfterLast() Check {
	return shown(func(_ *Scene, a *Answer, doc any) []openapi.Violation {
		var wrong []openapi.Violation
		actions := find(doc, listedActions)
		for _, link := range find(doc, "/links/*") {
			if len(actions) == 0 {
				wrong = append(wrong, openapi.Violation{Kind: "presence", At: link.at, Want: "no link, since there is no action to go on from", Got: openapi.Excerpt(link.value)})
				continue
			}
			last, _ := field(actions[len(actions)-1].value, "request_id")
			wrong = append(wrong, leadsOn(a, link, last)...)
		}
		return wrong
	})
}

func leadsOn(a *Answer, link located, last any) []openapi.Violation {
	href, _ := field(link.value, "href")
	text, _ := href.(string)
	marker, _ := last.(string)
	asked, err1 := url.Parse(a.Exchange.Request.URL)
	next, err2 := url.Parse(text)
	if err1 != nil || err2 != nil {
		return []openapi.Violation{{Kind: "value", At: link.at + "/href", Want: "an address", Got: openapi.Excerpt(href)}}
	}
	want := asked.Query()
	want.Set("marker", marker)
	if belowVersion(next.EscapedPath()) == belowVersion(asked.EscapedPath()) && next.Query().Encode() == want.Encode() {
		return nil
	}
	return []openapi.Violation{{
		Kind: "value", At: link.at + "/href",
		Want: openapi.Printable("an address that ends in " + belowVersion(asked.EscapedPath()) + "?" + want.Encode()), Got: openapi.Excerpt(href),
	}}
}

// belowVersion is the part of a path from the version on: what stands before
// it is where the service is, as it calls itself.
func belowVersion(path string) string {
	for _, version := range []string{"/v2.1/", "/v2/"} {
		if at := strings.Index(path, version); at >= 0 {
			return path[at:]
		}
	}
	return path
}

// ConsistOfWholeList demands of an answer that lists all actions, and of the pages
// that follow one another, that the pages hold the actions of the list in its
// order, each once; and all of them, where the last page has no link. Actions
// newer than the list, which the first page may have, are passed over, and
// those behind its end, if it has a link itself. So are the pages after one that
// ends with an id which the list has twice: nothing tells after which they go on.
func ConsistOfWholeList() Check {
	return whole(func(list []located, more bool, pages []any) []openapi.Violation {
		var walked []located
		for i, page := range pages {
			walked = append(walked, find(page, listedActions)...)
			if end := len(walked) - 1; end >= 0 && isTwice(list, requestOf(walked[end])) {
				pages = pages[:i+1]
				break
			}
		}
		list, walked = asFar(list, notNewer(list, walked), more, goesOn(pages[len(pages)-1]))
		return sameActions(list, walked, whatItIs)
	})
}

// HaveNoLinkAtEnd demands of the same answers that the last page has no link
// where it is shorter than limit and nothing follows it in the list, which must
// have no link itself.
func HaveNoLinkAtEnd(limit string) Check {
	return func(s *Scene) []openapi.Violation {
		return whole(func(list []located, more bool, pages []any) []openapi.Violation {
			most, err := number(s, limit)
			if err != nil {
				return noLimit(err)
			}
			last := pages[len(pages)-1]
			actions := find(last, listedActions)
			ended := len(actions) == 0 || len(list) > 0 && requestOf(list[len(list)-1]) == requestOf(actions[len(actions)-1])
			if !ended || more || len(actions) >= most || !goesOn(last) {
				return nil
			}
			links, _ := field(last, "links")
			return []openapi.Violation{{Kind: "presence", At: "/links", Want: "nothing, since no action follows", Got: openapi.Excerpt(links)}}
		})(s)
	}
}

// HaveActionsAfter demands of an answer that lists all actions and of another one
// that the latter lists what follows an action in the former, as far as neither
// goes on. The action is named by its request id, which may be a symbol. Nothing
// tells what follows an id that the former has twice.
func HaveActionsAfter(marker string) Check {
	return func(s *Scene) []openapi.Violation {
		id, err := s.Bindings.Fill(marker)
		if err != nil {
			id = marker
		}
		return whole(func(list []located, more bool, pages []any) []openapi.Violation {
			if isTwice(list, id) {
				return nil
			}
			for i, item := range list {
				if having("request_id", id)(item) {
					want, got := asFar(list[i+1:], find(pages[0], listedActions), more, goesOn(pages[0]))
					return sameActions(want, got, whatItIs)
				}
			}
			return []openapi.Violation{{Kind: "value", At: "/instanceActions", Want: "the action " + openapi.Excerpt(id), Got: "a list without it"}}
		})(s)
	}
}

// isTwice reports that a list has a request id more than once: one request can have
// caused two actions.
func isTwice(list []located, id string) bool {
	first := slices.IndexFunc(list, having("request_id", id))
	return first >= 0 && slices.ContainsFunc(list[first+1:], having("request_id", id))
}

// whole makes a check of a first answer, which lists all actions or, where more
// are to come, the first of them, and of those after it. All must be 200.
func whole(check func(list []located, more bool, pages []any) []openapi.Violation) Check {
	return func(s *Scene) []openapi.Violation {
		var docs []any
		read := shown(func(_ *Scene, _ *Answer, doc any) []openapi.Violation {
			docs = append(docs, doc)
			return nil
		})
		if wrong := read(s); wrong != nil || len(docs) < 2 {
			return wrong
		}
		return check(find(docs[0], listedActions), goesOn(docs[0]), docs[1:])
	}
}

// notNewer leaves out what walked has in front of the first action that list
// has too. Where there is none it leaves out those that began after all of the
// list: a page may hold nothing else.
func notNewer(list, walked []located) []located {
	places := byRequest(list)
	if i := slices.IndexFunc(walked, func(item located) bool { _, ok := places[requestOf(item)]; return ok }); i >= 0 {
		return walked[i:]
	}
	if i := slices.IndexFunc(walked, func(item located) bool { return !beganAfter(item, list) }); i >= 0 {
		return walked[i:]
	}
	return nil
}

// beganAfter reports that an action began after each of a list.
func beganAfter(item located, list []located) bool {
	began, ok := startOf(item)
	return ok && len(list) > 0 && !slices.ContainsFunc(list, func(other located) bool {
		start, known := startOf(other)
		return !known || !began.After(start)
	})
}

// startOf returns when a listed action began.
func startOf(item located) (time.Time, bool) {
	value, _ := field(item.value, "start_time")
	return instant(value)
}

func noLimit(err error) []openapi.Violation {
	return []openapi.Violation{{Kind: "value", At: "/instanceActions", Want: "a limit that is a number", Got: err.Error()}}
}

// number reads a number or the symbol of one.
func number(s *Scene, text string) (int, error) {
	value, err := s.Bindings.Fill(text)
	if err != nil {
		return 0, err
	}
	return strconv.Atoi(value)
}
