package suites

import (
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/osact/osact/suites/match"
)

// The editions at which lists learned to be cut and filtered.
const (
	pagesSince  = "2.58" // limit, marker and changes-since
	beforeSince = "2.66" // changes-before
)

// The symbols by which a list is cut into pages and filtered.
const (
	pageLimit  = "{listed.limit}"  // cuts the list into two or three pages
	pageMarker = "{listed.marker}" // an action in the middle of the list
	middleTime = "{listed.time}"   // when an action in the middle was last updated
	elsewhere  = "{elsewhere.id}"  // an action of another server
	lastMarker = "{listed.oldest}" // the last action of the list
	// middleEast is the middle time on clocks that are two hours ahead.
	middleEast = "{listed.east}"
)

// pagesWalked is how many pages are asked for. With a limit of more than a
// third of the list there are two full pages at the most, and one that is not.
const pagesWalked = 3

// wholeList asks for all the actions of the server whose list is cut.
func wholeList() Ask { return List(finished.server).At(pagesSince) }

// page asks for a page of the list: the first one by its limit, each later one
// by the link of the page before, as it was given.
func page(n int) Ask {
	if n == 1 {
		return query("limit=" + pageLimit).At(pagesSince)
	}
	return get("/v2.1/{" + pageSymbol(n) + "}").At(pagesSince)
}

// query asks for the list with a query.
func query(q string) Ask {
	return get("/v2.1/servers/" + finished.server + "/os-instance-actions?" + q)
}

func pageSymbol(n int) string { return fmt.Sprintf("page.%d", n) }

// ofLists captures what is needed to cut and to filter a list.
func (f Finder) ofLists() []Capture {
	all := []Capture{f.middleOfList(), f.endOfList()}
	for n := 2; n <= pagesWalked; n++ {
		all = append(all, f.nextPage(n))
	}
	return all
}

// middleOfList chooses by what a list is cut and filtered, so that something
// is left on either side where the list has two actions.
func (f Finder) middleOfList() Capture {
	return Capture{
		Binds: []string{"listed.limit", "listed.marker", "listed.time", "listed.east"},
		From:  wholeList().rows(f.scope)[0],
		Pick: func(answers []*match.Answer) []string {
			actions := listAt(answers[0], "instanceActions")
			if len(actions) == 0 {
				return make([]string, 4)
			}
			middle := actions[(len(actions)-1)/2]
			marker, _ := middle["request_id"].(string)
			updated, _ := middle["updated_at"].(string)
			return []string{strconv.Itoa(len(actions)/3 + 1), inQuery(marker), inQuery(updated), twoHoursAhead(updated)}
		},
		Missing: Unasked{
			Outcome:  NotApplicable,
			Reason:   "not seen: the action in the middle of the list does not say when it was updated",
			Evidence: wholeList().rows(f.scope)[0],
		},
	}
}

// twoHoursAhead is a time on clocks two hours ahead, and nothing for what is no
// time.
func twoHoursAhead(text string) string {
	const layout = "2006-01-02T15:04:05.000000"
	t, err := time.Parse(layout, text)
	if err != nil {
		return ""
	}
	return t.Add(2 * time.Hour).Format(layout)
}

// endOfList finds the action after which nothing follows. An id that the list
// has twice may be that of the other action.
func (f Finder) endOfList() Capture {
	return Capture{
		Binds: []string{"listed.oldest"},
		From:  wholeList().rows(f.scope)[0],
		Pick: func(answers []*match.Answer) []string {
			var ids []string
			for _, action := range listAt(answers[0], "instanceActions") {
				id, _ := action["request_id"].(string)
				ids = append(ids, id)
			}
			end := len(ids) - 1
			if end < 0 || slices.Index(ids, ids[end]) < end || len(listAt(answers[0], "links")) > 0 {
				return []string{""}
			}
			return []string{inQuery(ids[end])}
		},
		Missing: Unasked{
			Outcome:  NotApplicable,
			Reason:   "not seen: the list goes on, or its last action has no id of its own",
			Evidence: wholeList().rows(f.scope)[0],
		},
	}
}

// The forms of a text that can stand in a query as it is, and of the address of
// a list below the version.
var (
	plainForm = regexp.MustCompile(`^[0-9A-Za-z:.-]*$`)
	listForm  = regexp.MustCompile(`^([0-9A-Za-z-]+/)?servers/[0-9A-Za-z-]+/os-instance-actions\?[!-~]*$`)
)

// inQuery returns a text that can stand in a query as it is, and nothing for
// any other.
func inQuery(text string) string {
	if plainForm.MatchString(text) {
		return text
	}
	return ""
}

// nextPage takes the address of a page from the link of the page before.
func (f Finder) nextPage(n int) Capture {
	from := page(n - 1).rows(f.scope)[0]
	return Capture{
		Binds: []string{pageSymbol(n)},
		From:  from,
		Pick: func(answers []*match.Answer) []string {
			for _, link := range listAt(answers[0], "links") {
				if href, _ := link["href"].(string); link["rel"] == "next" {
					return []string{pageAddress(href)}
				}
			}
			return []string{""}
		},
		Missing: Unasked{
			Outcome:  NotApplicable,
			Reason:   fmt.Sprintf("page %d has no link to a list of this API, so there is no page %d", n-1, n),
			Evidence: from,
		},
	}
}

// pageAddress is what follows /v2.1/ in the address of a list, path and query,
// and "" for any other address: the host is the target's, whichever the link
// names, since a token must not go elsewhere.
func pageAddress(href string) string {
	u, err := url.Parse(href)
	if err != nil {
		return ""
	}
	_, rest, _ := strings.Cut(u.RequestURI(), "/v2.1/")
	if !listForm.MatchString(rest) {
		return ""
	}
	return rest
}

// actionElsewhere finds an action that the list which is cut does not have,
// among those of the other servers.
func (f Finder) actionElsewhere() Capture {
	from := append(wholeList().rows(f.scope)[0], f.someActions().From...)
	return Capture{
		Binds: []string{"elsewhere.id"},
		From:  from,
		Pick: func(answers []*match.Answer) []string {
			var own []string
			for _, action := range listAt(answers[0], "instanceActions") {
				id, _ := action["request_id"].(string)
				own = append(own, id)
			}
			for _, a := range answers[1:] {
				for _, action := range listAt(a, "instanceActions") {
					if id, _ := action["request_id"].(string); inQuery(id) != "" && !slices.Contains(own, id) {
						return []string{id}
					}
				}
			}
			return []string{""}
		},
		Missing: Unasked{
			Outcome:  NotApplicable,
			Reason:   fmt.Sprintf("not seen: the %s has no other server with actions", f.owner),
			Evidence: from,
		},
	}
}

// firstPages asks for the whole list and its first pages together.
func firstPages(pages int) Ask {
	all := wholeList()
	for n := 1; n <= pages; n++ {
		all = all.And(page(n))
	}
	return all
}

// eachPage asks for the pages one by one.
func eachPage() Ask {
	all := page(1)
	for n := 2; n <= pagesWalked; n++ {
		all = all.Or(page(n))
	}
	return all
}
