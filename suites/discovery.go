package suites

import (
	"fmt"
	"net/http"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/osact/osact/openapi"
	"github.com/osact/osact/suites/exchange"
	"github.com/osact/osact/suites/match"
)

// Bounds of discovery: of the owner's servers, the first so many are looked
// at, and of the actions of these, so many are read.
const (
	serversLookedAt = 8
	actionsRead     = 18
)

// lookedAt begins the symbols of the servers that are looked at.
const lookedAt = "server."

// The symbols that the version documents bind.
const (
	targetOldest  = "target.oldest"  // as stated
	targetMaximum = "target.maximum" // as stated
	targetNewest  = "target.newest"  // the newest that the contract knows too
	targetBeyond  = "target.beyond"  // one more than the maximum
	targetLegacy  = "target.legacy"  // the id of the legacy version, where it is offered
)

// captures returns what discovery captures, for a contract whose newest
// microversion is given. Each capture is planned only if something needs it.
// If the cast is given by hand, nobody else is looked for.
func (f Finder) captures(newest openapi.Version, byHand bool) []Capture {
	all := []Capture{offeredVersions(newest), offeredLegacy()}
	if byHand {
		all = append(all, f.othersByHand()...)
	} else {
		all = append(all, f.someServers(), f.someActions(), f.finishedAction(), f.failedAction(), f.runningAction(), f.foreignAction(), f.actionElsewhere(), f.misplacedAction())
		all = append(all, f.ofDeleted()...)
	}
	all = append(all, f.ofLists()...)
	all = append(all, f.ownServers()...)
	for _, actor := range exchange.Actors() {
		if actor.HasAccount() {
			all = append(all, f.ownProject(actor))
		}
	}
	return all
}

// versionsProbe and rootProbe ask for the version documents, which need no token.
func versionsProbe() exchange.Probe { return document("/v2.1/") }
func rootProbe() exchange.Probe     { return document("/") }

func document(path string) exchange.Probe {
	return exchange.Probe{As: exchange.Anonymous, Method: http.MethodGet, Path: path}
}

func offeredVersions(newest openapi.Version) Capture {
	return Capture{
		Binds: []string{targetOldest, targetMaximum, targetNewest, targetBeyond},
		From:  []exchange.Probe{versionsProbe()},
		Pick: func(answers []*match.Answer) []string {
			oldest, err1 := openapi.ParseVersion(textAt(answers[0], "/version/min_version"))
			maximum, err2 := openapi.ParseVersion(textAt(answers[0], "/version/version"))
			if err1 != nil || err2 != nil {
				return make([]string, 4)
			}
			known := maximum
			if known.Compare(newest) > 0 {
				known = newest
			}
			return []string{oldest.String(), maximum.String(), known.String(), maximum.Next().String()}
		},
		Missing: Unasked{
			Outcome: Untested,
			Reason:  "the version document at /v2.1/ does not say which microversions the target offers",
		},
	}
}

func offeredLegacy() Capture {
	return Capture{
		Binds: []string{targetLegacy},
		From:  []exchange.Probe{rootProbe()},
		Pick: func(answers []*match.Answer) []string {
			for _, v := range listAt(answers[0], "versions") {
				if id, _ := v["id"].(string); id == "v2.0" {
					return []string{id}
				}
			}
			return []string{""}
		},
		Missing: Unasked{
			Outcome:  NotApplicable,
			Reason:   "the version document at / lists no v2.0, so the target does not offer the legacy path",
			Evidence: []exchange.Probe{rootProbe()},
		},
		Refused: func(first *match.Answer) (Unasked, bool) {
			return Unasked{
				Outcome:  NotApplicable,
				Reason:   "nothing is at /, not even a document that lists v2.0, so the target does not offer the legacy path",
				Evidence: []exchange.Probe{rootProbe()},
			}, first.Response.Status == http.StatusNotFound
		},
	}
}

// noProject is what a refusal names in the place of the project of a token
// that is for none: one for the whole system.
const noProject = "None"

// isOfNoProject reports that a token is for no project, by the refusal of a URL
// that names one.
func isOfNoProject(refusal *match.Answer) bool {
	return strings.Contains(textAt(refusal, "/badRequest/message"), "Context's project_id '"+noProject+"'")
}

// contextForm is how a refusal names the project of the token.
var contextForm = regexp.MustCompile(`Context's project_id '([0-9A-Za-z_-]+)'`)

// ownProject reads an actor's project from the refusal of a URL that names
// another one: a token alone does not tell its project.
func (f Finder) ownProject(actor exchange.Actor) Capture {
	version := "/v2.1/"
	if f.legacy {
		version = "/v2/"
	}
	probe := exchange.Probe{
		As: actor, Method: http.MethodGet,
		Path: version + nobodysProject + "/servers/" + nobodysServer + "/os-instance-actions/" + nobodysAction,
	}
	missing := Unasked{
		Outcome: Untested,
		Reason:  fmt.Sprintf("the project of %s is not known: give --project %s=ID", actor, actor),
	}
	return Capture{
		Binds: []string{projectOf(actor)},
		From:  []exchange.Probe{probe},
		Pick: func(answers []*match.Answer) []string {
			m := contextForm.FindStringSubmatch(textAt(answers[0], "/badRequest/message"))
			if m == nil || m[1] == noProject {
				return []string{""}
			}
			return m[1:]
		},
		Missing: missing,
		Refused: func(first *match.Answer) (Unasked, bool) {
			if !isOfNoProject(first) {
				return missing, unreliable(first.Exchange) == ""
			}
			return Unasked{
				Outcome:  NotApplicable,
				Reason:   fmt.Sprintf("the token of %s is for the whole system, so it has no project to name in a URL", actor),
				Evidence: []exchange.Probe{probe},
			}, true
		},
	}
}

// someServers lists servers: the member's, or those of all projects where it
// is the admin who discovers.
func (f Finder) someServers() Capture {
	query := fmt.Sprintf("limit=%d", serversLookedAt)
	if f.owner == exchange.Admin {
		query = "all_tenants=1&" + query
	}
	c := Capture{
		From: []exchange.Probe{f.asks("/v2.1/servers?" + query)},
		Pick: func(answers []*match.Answer) []string {
			var ids []string
			for _, server := range listAt(answers[0], "servers") {
				// Those that another run has made will soon be gone.
				if !strings.HasPrefix(textIn(server, "name"), OwnName) {
					ids = append(ids, textIn(server, "id"))
				}
			}
			return exactly(serversLookedAt, ids)
		},
		Missing: Unasked{Outcome: NotApplicable, Reason: fmt.Sprintf("the %s has no further servers", f.owner)},
	}
	for i := range serversLookedAt {
		c.Binds = append(c.Binds, lookedAt+strconv.Itoa(i))
	}
	c.Missing.Evidence = c.From
	return c
}

// someActions chooses the actions that are read: of each server in turn the
// failed ones, the newest (which may be running), those known to take several
// events, and then the rest, newest first.
func (f Finder) someActions() Capture {
	c := Capture{
		Pick: func(answers []*match.Answer) []string {
			var queues [][][]string
			for _, a := range answers {
				queues = append(queues, ranked(listAt(a, "instanceActions")))
			}
			var chosen []string
			for depth := 0; len(chosen) < 2*actionsRead; depth++ {
				found := false
				for _, queue := range queues {
					if depth < len(queue) {
						chosen = append(chosen, queue[depth]...)
						found = true
					}
				}
				if !found {
					break
				}
			}
			return exactly(2*actionsRead, chosen)
		},
		Missing: Unasked{Outcome: NotApplicable, Reason: fmt.Sprintf("the %s's servers have no further actions", f.owner)},
	}
	for i := range serversLookedAt {
		c.From = append(c.From, f.asks("/v2.1/servers/{"+lookedAt+strconv.Itoa(i)+"}/os-instance-actions"))
	}
	for i := range actionsRead {
		c.Binds = append(c.Binds, fmt.Sprintf("read.%d.server", i), fmt.Sprintf("read.%d.id", i))
	}
	c.Missing.Evidence = slices.Concat(f.someServers().From, c.From)
	return c
}

// ranked orders the actions of one list for reading, as pairs of server and id.
func ranked(list []map[string]any) [][]string {
	stepwise := []string{"resize", "migrate", "live-migration", "rebuild", "evacuate", "shelve", "unshelve"}
	rank := func(i int) int {
		name, _ := list[i]["action"].(string)
		switch {
		case list[i]["message"] != nil:
			return 0
		case i == 0:
			return 1
		case slices.Contains(stepwise, name):
			return 2
		default:
			return 3
		}
	}
	order := make([]int, len(list))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return rank(a) - rank(b) })
	var out [][]string
	for _, i := range order {
		server, _ := list[i]["instance_uuid"].(string)
		id, _ := list[i]["request_id"].(string)
		if server != "" && id != "" {
			out = append(out, []string{server, id})
		}
	}
	return out
}

// objectAt returns an object of a 200 answer's body by its key; nil where
// there is none.
func objectAt(a *match.Answer, key string) map[string]any {
	if a == nil || a.Response.Status != http.StatusOK {
		return nil
	}
	return objectOf(a, key)
}

// listAt returns the objects of a list in a body by its key, of whichever
// status: the version document at / is a 200 or a 300.
func listAt(a *match.Answer, key string) []map[string]any {
	if a == nil {
		return nil
	}
	doc, _ := a.Document()
	envelope, _ := doc.(map[string]any)
	list, _ := envelope[key].([]any)
	var objects []map[string]any
	for _, item := range list {
		if object, ok := item.(map[string]any); ok {
			objects = append(objects, object)
		}
	}
	return objects
}

// textAt returns a text in a body by a path of two keys; empty where there is none.
func textAt(a *match.Answer, pointer string) string {
	if a == nil {
		return ""
	}
	outer, inner, _ := strings.Cut(strings.TrimPrefix(pointer, "/"), "/")
	doc, _ := a.Document()
	envelope, _ := doc.(map[string]any)
	object, _ := envelope[outer].(map[string]any)
	value, _ := object[inner].(string)
	return value
}

// exactly cuts or pads values to n.
func exactly(n int, values []string) []string {
	out := make([]string, n)
	copy(out, values)
	return out
}
