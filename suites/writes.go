package suites

import (
	"net/http"
	"slices"

	"github.com/osact/osact/suites/exchange"
	"github.com/osact/osact/suites/match"
)

// OwnName begins the name of every server that osact makes. The id of the run
// follows, so that no two runs share a name.
const OwnName = "osact-"

// RunID is the symbol of the run's id. Only a run that may write has it: what
// writes needs it, and without it is not asked.
const RunID = "run.id"

// The symbols of what osact's servers are made of. They are given, or found.
const (
	OwnImage    = "own.image"    // id of an image
	OwnFlavor   = "own.flavor"   // id of a flavor
	OwnNetworks = "own.networks" // JSON: "none", or [{"uuid": "…"}]
	ownLargest  = "own.largest"  // id of the flavor with the most memory
)

// The servers that osact makes, by the symbols of their ids: two, by one
// request. The first is the one that the answer names.
const (
	ownFirst  = "own.first"
	ownSecond = "own.second"
	ownUser   = "own.user" // id of who made them
)

// madeAt is the microversion at which osact writes. It is the oldest at which
// a server can be made without a network.
const madeAt = "2.37"

// write is a question that changes a server of osact's own, and is recorded as
// an action of that server.
type write struct {
	name  string // of its symbols
	probe exchange.Probe
	// on are the servers that it is about. What is written about one server
	// is written in turn.
	on []string
	// watcher looks, after it, whether the action has ended. Empty: nobody does.
	watcher exchange.Actor
	// sought tells the end that claims are about, where a cloud may also bring
	// the action to another; missed says that it did.
	sought func(*match.Answer) bool
	missed string
}

// writes returns what is done to osact's own servers, in order.
func (f Finder) writes() []write {
	const servers, first, second = "/v2.1/servers", "/v2.1/servers/{" + ownFirst + "}", "/v2.1/servers/{" + ownSecond + "}"
	post := func(as exchange.Actor, path, body string) exchange.Probe {
		return exchange.Probe{As: as, Method: http.MethodPost, Path: path, Version: madeAt, Body: body}
	}
	watched := func(name string, probe exchange.Probe, on ...string) write {
		return write{name: name, probe: probe, on: on, watcher: f.owner}
	}
	// The caller names its request, which must not name the action.
	lock := post(f.owner, first+"/action", `{"lock": null}`)
	lock.Variant = callersID + "6"
	resize := watched("resize", post(f.owner, second+"/action", `{"resize": {"flavorRef": "{`+ownLargest+`}"}}`), ownSecond)
	resize.sought, resize.missed = hasFailed, "the resize to the largest flavor did not fail"
	remove := watched("delete", exchange.Probe{As: f.owner, Method: http.MethodDelete, Path: first, Version: madeAt}, ownFirst)
	remove.sought, remove.missed = isForGood, "the deletion did not end, or is one that can be undone"
	return []write{
		watched("create", post(f.owner, servers, `{"server": {"name": "`+OwnName+`{`+RunID+`}-pair", "imageRef": "{`+OwnImage+`}", "flavorRef": "{`+
			OwnFlavor+`}", "networks": {`+OwnNetworks+`}, "min_count": 2, "max_count": 2}}`), ownFirst, ownSecond),
		{name: "refuse", probe: post(f.owner, first+"/action", `{"os-start": null}`), on: []string{ownFirst}},
		watched("lock", lock, ownFirst),
		watched("unlock", post(f.owner, first+"/action", `{"unlock": null}`), ownFirst),
		watched("reboot", post(f.owner, first+"/action", `{"reboot": {"type": "HARD"}}`), ownFirst),
		watched("stop", post(f.owner, first+"/action", `{"os-stop": null}`), ownFirst),
		watched("start", post(exchange.Admin, first+"/action", `{"os-start": null}`), ownFirst),
		resize,
		remove,
	}
}

// planned returns a write as the plan takes it.
func (w write) planned() Write {
	out := Write{Probe: w.probe, Servers: w.on, Binds: []string{writeAsked(w.name)}}
	for _, server := range w.on {
		out.Binds = append(out.Binds, writeLooked(server, w.name), writeEnded(server, w.name), writeSought(server, w.name))
		if w.watcher != "" {
			out.Polls = append(out.Polls, w.looksOn(server))
		}
	}
	return out
}

// writeNamed returns a write by its name.
func (f Finder) writeNamed(name string) write {
	all := f.writes()
	return all[slices.IndexFunc(all, func(w write) bool { return w.name == name })]
}

// looksOn are the questions that look whether the action on a server has
// ended: one that is asked again and again.
func (w write) looksOn(server string) []exchange.Probe {
	return polled(exchange.Probe{
		As: w.watcher, Method: http.MethodGet, Version: "{" + targetNewest + "}",
		Path: "/v2.1/servers/{" + server + "}/os-instance-actions/{" + writeAsked(w.name) + "}",
	})
}

// writers are those without whose writes a probe has nothing to ask about.
func (f Finder) writers(probe exchange.Probe) []exchange.Actor {
	var actors []exchange.Actor
	symbols := probe.Symbols()
	for _, w := range f.writes() {
		if slices.ContainsFunc(symbols, w.planned().Bound) {
			actors = append(actors, w.probe.As)
		}
	}
	return actors
}

// The symbols that a write binds, by its name: the request id that its answer
// carries; the same, once osact has stopped looking; the same, once the action
// has ended; and once it has ended as sought.
func writeAsked(write string) string          { return "own." + write + ".asked" }
func writeLooked(server, write string) string { return server + "." + write + ".id" }
func writeEnded(server, write string) string  { return server + "." + write + ".ended" }
func writeSought(server, write string) string { return server + "." + write + ".sought" }

// caused, ended and sought are the action that a write causes on a server:
// however far it has come when osact stops looking, only once it has ended, and
// only once it has ended as sought.
func caused(server, write string) action {
	return action{"{" + server + "}", "{" + writeLooked(server, write) + "}"}
}

func ended(server, write string) action {
	return action{"{" + server + "}", "{" + writeEnded(server, write) + "}"}
}

func sought(server, write string) action {
	return action{"{" + server + "}", "{" + writeSought(server, write) + "}"}
}

// looksAtMost is how often a question is asked again. With the pauses that the
// player makes that is about two minutes.
const looksAtMost = 60

// polled returns a question as often as it may be asked.
func polled(p exchange.Probe) []exchange.Probe {
	all := make([]exchange.Probe, looksAtMost)
	for i := range all {
		all[i] = p
		all[i].Nth = i
	}
	return all
}

// hasEnded reports that an action has events and all of them have finished.
func hasEnded(a *match.Answer) bool {
	events, _ := objectAt(a, "instanceAction")["events"].([]any)
	return len(events) > 0 && allEvents(a, func(event map[string]any) bool { return event["finish_time"] != nil })
}

// hasFailed reports that an action has ended, and not well by all that it says.
func hasFailed(a *match.Answer) bool {
	well := func(event map[string]any) bool { return event["result"] == "Success" }
	return hasEnded(a) && (objectAt(a, "instanceAction")["message"] == "Error" || !allEvents(a, well))
}

// isForGood reports that a deletion has ended, and that it is none after which
// the server is kept for a while, as upstream does where it is so configured.
func isForGood(a *match.Answer) bool {
	return hasEnded(a) && allEvents(a, func(event map[string]any) bool { return event["event"] != "compute_soft_delete_instance" })
}

func allEvents(a *match.Answer, hold func(event map[string]any) bool) bool {
	events, _ := objectAt(a, "instanceAction")["events"].([]any)
	return !slices.ContainsFunc(events, func(e any) bool {
		event, _ := e.(map[string]any)
		return !hold(event)
	})
}
