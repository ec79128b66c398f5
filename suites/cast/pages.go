package cast

import (
	"fmt"
	"net/url"
	"regexp"
	"strings"

	"github.com/osact/osact/suites/claim"
	"github.com/osact/osact/suites/match"
	"github.com/osact/osact/suites/plan"
)

// PagesRead is how many pages are asked for. With a limit of more than a
// third of the list there are two full pages at the most, and one that is not.
const PagesRead = 3

// Page asks for a page of the list: the first one by its limit, each later one
// by the link of the page before, as it was given.
func Page(n int) claim.Ask {
	if n == 1 {
		return Query("limit=" + PageLimit).At(PagesSince)
	}
	return claim.Get("/v2.1/{" + pageSymbol(n) + "}").At(PagesSince)
}

func pageSymbol(n int) string { return fmt.Sprintf("page.%d", n) }

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
func (f Finder) nextPage(n int) plan.Capture {
	from := Page(n - 1).Rows(f.Scope)[0]
	return plan.Capture{
		Binds: []string{pageSymbol(n)},
		From:  from,
		Pick: func(answers []*match.Answer) []string {
			for _, link := range answers[0].List("links") {
				if href, _ := link["href"].(string); link["rel"] == "next" {
					return []string{pageAddress(href)}
				}
			}
			return []string{""}
		},
		Missing: plan.Unasked{
			Outcome:  claim.NotApplicable,
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

// FirstPages asks for the whole list and its first pages together.
func FirstPages(pages int) claim.Ask {
	all := WholeList()
	for n := 1; n <= pages; n++ {
		all = all.And(Page(n))
	}
	return all
}

// EachPage asks for the pages one by one.
func EachPage() claim.Ask {
	all := Page(1)
	for n := 2; n <= PagesRead; n++ {
		all = all.Or(Page(n))
	}
	return all
}
