package suites

import (
	"fmt"
	"net/http"
	"regexp"
	"slices"
	"strings"

	"github.com/osact/osact/openapi"
	"github.com/osact/osact/suites/exchange"
	"github.com/osact/osact/suites/match"
)

// Bounds of discovery: of the owner's servers, the first so many are looked
// at, and of the actions of these, so many are read.
const (
	serversLookedAt = 8
	actionsRead     = 24
)

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
func (s scope) captures(newest openapi.Version, byHand bool) []Capture {
	all := []Capture{offeredVersions(newest), offeredLegacy()}
	if byHand {
		all = append(all, s.othersByHand()...)
	} else {
		all = append(all, s.someServers(), s.someActions(), s.finishedAction(), s.failedAction(), s.runningAction())
	}
	for _, actor := range exchange.Actors() {
		if actor.HasAccount() {
			all = append(all, s.ownProject(actor))
		}
	}
	return all
}

// othersByHand says of the actions that were not given by hand what that makes
// of the claims about them.
func (s scope) othersByHand() []Capture {
	none := func([]*match.Answer) []string { return nil }
	read := Capture{Binds: s.someActions().Binds, Pick: none, Missing: Unasked{
		Outcome: NotApplicable,
		Reason:  "the actions are given by hand, so no others were read",
	}}
	failed := s.failedAction()
	failed.Missing = Unasked{
		Outcome: Untested,
		Reason:  "the actions are given by hand, and none that failed is among them: give one",
	}
	running := s.runningAction()
	running.Missing = Unasked{
		Outcome: NotApplicable,
		Reason:  "not seen: the actions are given by hand, and none that is running is among them",
	}
	failed.From, running.From = nil, nil
	failed.Pick, running.Pick = none, none
	return []Capture{read, failed, running}
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
	}
}

// ownProject reads an actor's project from the refusal of a URL that names
// another one: a token alone does not tell its project.
func (s scope) ownProject(actor exchange.Actor) Capture {
	probe := exchange.Probe{
		As: actor, Method: http.MethodGet,
		Path: "/v2.1/" + nobodysProject + "/servers/" + nobodysServer + "/os-instance-actions/" + nobodysAction,
	}
	if rest, ok := strings.CutPrefix(probe.Path, "/v2.1/"); ok && s.legacy {
		probe.Path = "/v2/" + rest
	}
	context := regexp.MustCompile(`Context's project_id '([0-9A-Za-z-]+)'`)
	return Capture{
		Binds: []string{projectOf(actor)},
		From:  []exchange.Probe{probe},
		Pick: func(answers []*match.Answer) []string {
			if m := context.FindStringSubmatch(textAt(answers[0], "/badRequest/message")); m != nil {
				return m[1:]
			}
			return []string{""}
		},
		Missing: Unasked{
			Outcome: Untested,
			Reason:  fmt.Sprintf("the project of %s is not known: give --project %s=ID", actor, actor),
		},
	}
}

// someServers lists servers: the member's, or those of all projects where it
// is the admin who discovers.
func (s scope) someServers() Capture {
	query := fmt.Sprintf("limit=%d", serversLookedAt)
	if s.owner == exchange.Admin {
		query = "all_tenants=1&" + query
	}
	c := Capture{
		From: []exchange.Probe{s.asks("/v2.1/servers?" + query)},
		Pick: func(answers []*match.Answer) []string {
			var ids []string
			for _, server := range listAt(answers[0], "servers") {
				id, _ := server["id"].(string)
				ids = append(ids, id)
			}
			return exactly(serversLookedAt, ids)
		},
		Missing: Unasked{Outcome: NotApplicable, Reason: fmt.Sprintf("the %s has no further servers", s.owner)},
	}
	for i := range serversLookedAt {
		c.Binds = append(c.Binds, fmt.Sprintf("server.%d", i))
	}
	c.Missing.Evidence = c.From
	return c
}

// someActions chooses the actions that are read: of each server in turn the
// failed ones, the newest (which may be running), those known to take several
// events, and then the rest, newest first.
func (s scope) someActions() Capture {
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
		Missing: Unasked{Outcome: NotApplicable, Reason: fmt.Sprintf("the %s's servers have no further actions", s.owner)},
	}
	for i := range serversLookedAt {
		c.From = append(c.From, s.asks(fmt.Sprintf("/v2.1/servers/{server.%d}/os-instance-actions", i)))
	}
	for i := range actionsRead {
		c.Binds = append(c.Binds, fmt.Sprintf("read.%d.server", i), fmt.Sprintf("read.%d.id", i))
	}
	c.Missing.Evidence = slices.Concat(s.someServers().From, c.From)
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

// played casts one part: which of the actions that were read fits it best.
// fits says how well an action does, 0 if it does not.
func (s scope) played(part string, fits func(*match.Answer) int, missing Unasked) Capture {
	c := Capture{
		Binds: []string{part + ".server", part + ".id"},
		Pick: func(answers []*match.Answer) []string {
			best, score := []string{"", ""}, 0
			for _, a := range answers {
				if fit := fits(a); fit > score {
					score = fit
					best = askedFor(a)
				}
			}
			return best
		},
		Missing: missing,
	}
	for i := range actionsRead {
		c.From = append(c.From, s.reading(i))
	}
	c.Missing.Evidence = slices.Concat(s.someServers().From, c.From)
	return c
}

func (s scope) finishedAction() Capture {
	return s.played("finished", fitsFinished, Unasked{
		Outcome: Untested,
		Reason:  fmt.Sprintf("no action among the first %d of the %s's servers ended well: stop and start a server, or give --server and --action", actionsRead, s.owner),
	})
}

func (s scope) failedAction() Capture {
	return s.played("failed", fitsFailed, Unasked{
		Outcome: Untested,
		Reason:  fmt.Sprintf("no action among the first %d of the %s's servers failed: resize a server to a flavor that fits no host", actionsRead, s.owner),
	})
}

// runningAction casts a part that nobody can be asked to play.
func (s scope) runningAction() Capture {
	return s.played("running", fitsRunning, Unasked{
		Outcome: NotApplicable,
		Reason:  "not seen: none of the actions read was running",
	})
}

// reading is how discovery reads its nth action: at the newest microversion,
// where the events are shown, unless the profile asks on the legacy path alone.
func (s scope) reading(n int) exchange.Probe {
	probe := Show(read(n)).At("{" + targetNewest + "}").rows(s)[0][0]
	if s.legacy {
		return s.onLegacy(probe)
	}
	return probe
}

// askedFor returns the server and the request id in the path of a question:
// what was asked for, whatever the body of the answer says.
func askedFor(a *match.Answer) []string {
	_, path, _ := strings.Cut(a.Exchange.Request.URL, "/servers/")
	server, id, _ := strings.Cut(path, "/os-instance-actions/")
	return []string{server, id}
}

// fitsFinished prefers actions without a message over the rest, and among
// these actions of several events over actions of one. Where the target is too
// old to show events, an action without a message will do.
func fitsFinished(a *match.Answer) int {
	action := objectAt(a, "instanceAction")
	if action == nil {
		return 0
	}
	silent := 0
	if action["message"] == nil || action["message"] == "" {
		silent = 1
	}
	events, shown := action["events"].([]any)
	if !shown {
		return silent
	}
	var names []string
	for _, e := range events {
		event, _ := e.(map[string]any)
		name, _ := event["event"].(string)
		if event["finish_time"] == nil || event["result"] != "Success" || slices.Contains(names, name) {
			return 0
		}
		names = append(names, name)
	}
	if len(names) == 0 {
		return 0
	}
	return min(len(names), 3) + 3*silent
}

// fitsFailed goes by the message, or else by the events, so that an action
// which contradicts itself is judged all the same.
func fitsFailed(a *match.Answer) int {
	action := objectAt(a, "instanceAction")
	events, _ := action["events"].([]any)
	fit := 1 + min(len(events), 3)
	if action["message"] == "Error" {
		return fit + 4
	}
	for _, e := range events {
		if event, _ := e.(map[string]any); event["result"] == "Error" {
			return fit
		}
	}
	return 0
}

func fitsRunning(a *match.Answer) int {
	events, _ := objectAt(a, "instanceAction")["events"].([]any)
	for _, e := range events {
		if event, _ := e.(map[string]any); event != nil && event["finish_time"] == nil {
			return 1
		}
	}
	return 0
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

// Parts returns the names of the parts that discovery casts: each binds the
// symbols NAME.server and NAME.id, and is not looked for where these are given.
func Parts() []string {
	return []string{"finished", "failed", "running"}
}
