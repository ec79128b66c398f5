// Package witness asks a cloud whether a recorded run happened there. The API that osact
// judges is a log of what was done to servers: it tells who did it, when, and by which
// request, even of servers that are deleted. So the cloud remembers every run that made
// servers, whatever its recording says.
package witness

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/osact/osact/openapi"
	"github.com/osact/osact/runner/verify"
	"github.com/osact/osact/suites/cast"
	"github.com/osact/osact/suites/claim"
	"github.com/osact/osact/suites/exchange"
	"github.com/osact/osact/suites/plan"
)

// Witness is a cloud that is asked.
type Witness struct {
	URL string // root of its compute service
	As  exchange.Actor
	Who exchange.Identity // who plays the actor
	Ask func(context.Context, exchange.Probe) exchange.Exchange
}

// showsEvents is the oldest microversion that shows events to whoever owns a server.
const showsEvents = "2.51"

// Testify asks for the actions that a recorded run caused, or where it caused none for
// some that it read, and says what they show. It asks some 30 questions at most.
func (w Witness) Testify(ctx context.Context, r exchange.Recording) []verify.Point {
	seen, order := shown(r)
	var caused []act // as far as the recording shows that it was told there
	for _, a := range written(r) {
		if a.said = seen[[2]string{a.server, a.request}]; a.said != nil {
			caused = append(caused, a)
		}
	}
	version := version(r)
	switch {
	case len(caused) > 0 && version == "":
		return w.point(verify.NotShown, "the servers that the run made are deleted, and at the microversions that the target offered nothing is told of such")
	case len(caused) > 0:
		return w.ofCaused(ctx, r, caused, version)
	case len(order) > 0:
		return w.ofRead(ctx, read(seen, order), version, r.Public)
	}
	return w.point(verify.NotShown, "the run caused nothing that could be asked for, and read no action")
}

func (w Witness) point(standing verify.Standing, format string, args ...any) []verify.Point {
	return []verify.Point{{Standing: standing, Text: "witness: " + w.URL + ": " + fmt.Sprintf(format, args...)}}
}

// version returns the microversion to ask at: one that the run's target offered, and
// that tells of deleted servers. Empty: there is none.
func version(r exchange.Recording) string {
	for _, b := range r.Bindings {
		if b.Symbol != claim.TargetMaximum {
			continue
		}
		newest, err := openapi.ParseVersion(b.Value)
		for _, wanted := range []string{showsEvents, cast.DeletedReadable} {
			if least, _ := openapi.ParseVersion(wanted); err == nil && newest.Compare(least) >= 0 {
				return wanted
			}
		}
	}
	return ""
}

// testimony is what came of asking for some actions.
type testimony struct {
	told    int
	missing []act
	denied  string // in what the first is told otherwise
	unheard string // why the first was not told, though it may be there
}

func (w Witness) ask(ctx context.Context, acts []act, version string, public bool) testimony {
	var t testimony
	for _, a := range acts {
		x := w.Ask(ctx, exchange.Probe{As: w.As, Method: http.MethodGet, Path: "/v2.1/servers/" + a.server + "/os-instance-actions/" + a.request, Version: version})
		why := plan.Unreliable(&x)
		switch {
		case why == "" && x.Response.Status == http.StatusNotFound:
			t.missing = append(t.missing, a)
			continue
		case why == "" && x.Response.Status != http.StatusOK:
			why = fmt.Sprintf("it was answered %d", x.Response.Status)
		}
		var told map[string]any
		if why == "" {
			if told = action(x.Response.Body); told == nil {
				why = "the answer shows no action"
			}
		}
		if why != "" {
			t.unheard = fmt.Sprintf("the action %s of the server %s: %s", a.request, a.server, why)
			return t // the next would fare no better
		}
		if what := contradiction(a.said, told, public); what != "" {
			t.denied = fmt.Sprintf("of the action %s of the server %s %s", a.request, a.server, what)
			return t
		}
		t.told++
	}
	return t
}

// ofCaused says whether a cloud remembers what a run caused.
func (w Witness) ofCaused(ctx context.Context, r exchange.Recording, caused []act, version string) []verify.Point {
	t := w.ask(ctx, caused, version, r.Public)
	switch {
	case t.denied != "":
		return w.point(verify.Refused, "it tells otherwise what the run caused: %s", t.denied)
	case len(t.missing) > 0 && !w.seesAll(r):
		return w.point(verify.NotShown, "it does not show %s %d of the %d actions that the run caused, and that account is not known to be in the run's project: ask as one that is, or as an admin", w.As, len(t.missing), len(caused))
	case len(t.missing) > 0:
		return w.point(verify.Refused, "it does not know %d of the %d actions that the run caused, such as %s of the server %s: the run did not happen there, or that cloud has archived or lost since what it knew of deleted servers",
			len(t.missing), len(caused), t.missing[0].request, t.missing[0].server)
	case t.unheard != "":
		return w.point(verify.NotShown, "it can't be asked what the run caused: %s", t.unheard)
	}
	by := "request id, user, project, times and events"
	if r.Public {
		by = "request id, times and events"
	}
	points := w.point(verify.Shown, "this run happened there: the %d actions that it caused are told as they were recorded, by %s", len(caused), by)
	if r.Public {
		points = append(points, w.point(verify.NotShown, "by which user, in which project and on which hosts cannot be compared: they have pseudonyms, since the bundle was made to be published")...)
	}
	return append(points, w.names(ctx, r, caused)...)
}

// ofRead says whether a cloud tells what a run read.
func (w Witness) ofRead(ctx context.Context, acts []act, version string, public bool) []verify.Point {
	t := w.ask(ctx, acts, version, public)
	switch {
	case t.denied != "":
		return w.point(verify.Refused, "it tells otherwise what the run read: %s", t.denied)
	case t.told == 0:
		return w.point(verify.NotShown, "the run wrote nothing, so there is nothing to remember of it, and none of %d actions that it read is told any more%s", len(acts), because(t.unheard))
	}
	return w.point(verify.NotShown, "the run wrote nothing, so there is nothing to remember of it; %d actions that it read are told as they were recorded, so the recording is of that cloud's data, and by whom and when it was made is not shown", t.told)
}

func because(why string) string {
	if why == "" {
		return ""
	}
	return " (" + why + ")"
}

// seesAll reports that whoever asks is shown every action that the run caused: those of
// its project, or all.
func (w Witness) seesAll(r exchange.Recording) bool {
	if slices.Contains(w.Who.Roles, "admin") {
		return true
	}
	for _, b := range r.Bindings {
		if b.Symbol == claim.ProjectOf(exchange.Member) {
			return w.Who.Project == b.Value
		}
	}
	return false
}

// span is by how much a cloud's clock may differ from that of the run.
const span = 24 * time.Hour

// names says whether a cloud knows the servers that a run made by names that follow from
// its challenge: who has answered it later has not made them.
func (w Witness) names(ctx context.Context, r exchange.Recording, caused []act) []verify.Point {
	if r.Challenge == "" {
		return nil
	}
	servers := map[string]bool{}
	for _, a := range caused {
		servers[a.server] = true
	}
	query := "changes-since=" + r.Started.Add(-span).UTC().Format("2006-01-02T15:04:05Z")
	if slices.Contains(w.Who.Roles, "admin") {
		query = "all_tenants=1&" + query
	}
	for _, b := range r.Bindings {
		if b.Symbol == claim.RunID && cast.Nameable(b.Value) {
			name := b.Value
			if r.Public { // the half of it that does not follow from the challenge is a pseudonym
				name, _, _ = strings.Cut(name, "-")
			}
			query += "&name=" + cast.OwnName + name + "-"
		}
	}
	x := w.Ask(ctx, exchange.Probe{As: w.As, Method: http.MethodGet, Path: "/v2.1/servers/detail?" + query, Version: cast.DeletedReadable})
	var list struct {
		Servers []struct{ ID, Name string }
	}
	if plan.Unreliable(&x) == "" && x.Response.Status == http.StatusOK && json.Unmarshal(x.Response.Body, &list) == nil {
		for _, s := range list.Servers {
			run, _ := strings.CutPrefix(s.Name, cast.OwnName)
			if servers[s.ID] && r.Challenge.MadeRun(run) {
				delete(servers, s.ID)
			}
		}
	}
	if len(servers) > 0 {
		return w.point(verify.NotShown, "that the names of %d of its servers follow from the challenge is not told", len(servers))
	}
	return w.point(verify.Shown, "it knows the servers that the run made by names that follow from the challenge, so they are younger than it")
}
