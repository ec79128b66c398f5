package cast

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/osact/osact/suites/claim"
	"github.com/osact/osact/suites/exchange"
	"github.com/osact/osact/suites/match"
	"github.com/osact/osact/suites/plan"
)

// The editions at which lists learned to be cut and filtered.
const (
	PagesSince  = "2.58" // limit, marker and changes-since
	BeforeSince = "2.66" // changes-before
)

// The symbols by which a list is cut into pages and filtered.
const (
	PageLimit  = "{listed.limit}"  // cuts the list into two or three pages
	PageMarker = "{listed.marker}" // an action in the middle of the list
	MiddleTime = "{listed.time}"   // when an action in the middle was last updated
	Elsewhere  = "{elsewhere.id}"  // an action of another server
	LastMarker = "{listed.oldest}" // the last action of the list
	// MiddleTimeEast is the middle time on clocks that are two hours ahead.
	MiddleTimeEast = "{listed.east}"
	// MiddleTimeWest is a second after the middle time on clocks that are five hours
	// behind: without that second, what is taken for UTC would leave nothing out.
	MiddleTimeWest = "{listed.west}"
	bareID         = "{listed.bare}" // the id of the action in the middle without its req-
	// EncodedID is that id with its first character encoded, which means the same.
	EncodedID = "%72eq-" + bareID
	startOfID = "{listed.start}" // the first characters of that id
)

// IsMisspelt reports that a symbol stands for an id that is written as none is.
func IsMisspelt(symbol string) bool { return "{"+symbol+"}" == bareID || "{"+symbol+"}" == startOfID }

// WholeList asks for all the actions of the server whose list is cut.
func WholeList() claim.Ask { return claim.List(Finished.Server).At(PagesSince) }

// wholeList is how discovery asks for them: below /v2 where the profile asks there
// alone, though nothing is known there of when an action was updated.
func (f Finder) wholeList() []exchange.Probe {
	list := WholeList().Rows(f.Scope)[0]
	if f.Legacy {
		return []exchange.Probe{f.OnLegacy(list[0])}
	}
	return list
}

// Query asks for the list with a query.
func Query(q string) claim.Ask {
	return claim.Get("/v2.1/servers/" + Finished.Server + "/os-instance-actions?" + q)
}

// ofLists captures what is needed to cut and to filter a list.
func (f Finder) ofLists() []plan.Capture {
	all := []plan.Capture{f.middleOfList(), f.endOfList()}
	for n := 2; n <= PagesRead; n++ {
		all = append(all, f.nextPage(n))
	}
	return all
}

// middleOfList chooses by what a list is cut and filtered, so that something
// is left on either side where the list has two actions.
func (f Finder) middleOfList() plan.Capture {
	return plan.Capture{
		Binds: []string{"listed.limit", "listed.marker", "listed.time", "listed.east", "listed.west", "listed.bare", "listed.start"},
		From:  f.wholeList(),
		Pick: func(answers []*match.Answer) []string {
			actions := answers[0].List("instanceActions")
			if len(actions) == 0 {
				return make([]string, 7)
			}
			middle := actions[(len(actions)-1)/2]
			marker, _ := middle["request_id"].(string)
			updated, _ := middle["updated_at"].(string)
			return []string{
				strconv.Itoa(len(actions)/3 + 1), inQuery(marker), inQuery(updated), onClock(updated, 2*time.Hour), onClock(updated, time.Second-5*time.Hour),
				bareOf(marker), startOf(marker),
			}
		},
		Missing: plan.Unasked{
			Outcome:  claim.NotApplicable,
			Reason:   "not seen: the action in the middle of the list does not say when it was updated",
			Evidence: f.wholeList(),
		},
	}
}

// onClock is a time on clocks that are ahead by as much, and nothing for what is no
// time.
func onClock(text string, ahead time.Duration) string {
	const layout = "2006-01-02T15:04:05.000000"
	t, err := time.Parse(layout, text)
	if err != nil {
		return ""
	}
	return t.Add(ahead).Format(layout)
}

// bareOf is a request id without its req-, and nothing where that is all there is.
func bareOf(id string) string {
	bare, ok := strings.CutPrefix(id, "req-")
	if !ok {
		return ""
	}
	return bare
}

// startOf is enough of a request id to find it by, if beginnings were looked for.
func startOf(id string) string { return id[:min(len(id), len("req-01234567-89ab"))] }

// endOfList finds the action after which nothing follows. An id that the list
// has twice may be that of the other action.
func (f Finder) endOfList() plan.Capture {
	return plan.Capture{
		Binds: []string{"listed.oldest"},
		From:  f.wholeList(),
		Pick: func(answers []*match.Answer) []string {
			var ids []string
			for _, action := range answers[0].List("instanceActions") {
				id, _ := action["request_id"].(string)
				ids = append(ids, id)
			}
			end := len(ids) - 1
			if end < 0 || slices.Index(ids, ids[end]) < end || len(answers[0].List("links")) > 0 {
				return []string{""}
			}
			return []string{inQuery(ids[end])}
		},
		Missing: plan.Unasked{
			Outcome:  claim.NotApplicable,
			Reason:   "not seen: the list goes on, or its last action has no id of its own",
			Evidence: f.wholeList(),
		},
	}
}

// actionElsewhere finds an action that the list which is cut does not have,
// among those of the other servers.
func (f Finder) actionElsewhere() plan.Capture {
	from := append(f.wholeList(), f.someActions().From...)
	return plan.Capture{
		Binds: []string{"elsewhere.id"},
		From:  from,
		Pick: func(answers []*match.Answer) []string {
			// max_limit may cut the list, which is whole at an older edition then.
			var own, others []string
			whole := false
			for i, a := range answers {
				if a == nil || answers[0] == nil {
					continue
				}
				is := a.ServerAsked() == answers[0].ServerAsked()
				actions := a.List("instanceActions")
				whole = whole || is && len(actions) > 0 && len(a.List("links")) == 0
				for _, action := range actions {
					id, _ := action["request_id"].(string)
					switch {
					case is:
						own = append(own, id)
					case i > 0 && inQuery(id) != "":
						others = append(others, id)
					}
				}
			}
			for _, id := range others {
				if whole && !slices.Contains(own, id) {
					return []string{id}
				}
			}
			return []string{""}
		},
		Missing: plan.Unasked{
			Outcome:  claim.NotApplicable,
			Reason:   fmt.Sprintf("not seen: the %s has no other server with actions", f.Owner),
			Evidence: from,
		},
	}
}
