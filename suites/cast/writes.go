package cast

import (
	"net/http"
	"slices"
	"strings"

	"github.com/osact/osact/suites/claim"
	"github.com/osact/osact/suites/exchange"
	"github.com/osact/osact/suites/match"
	"github.com/osact/osact/suites/plan"
)

// OwnName begins the name of every server that osact makes. The id of the run
// follows, so that no two runs share a name.
const OwnName = "osact-"

// ownLargest is the symbol of the id of the flavor with the most memory.
const ownLargest = "own.largest"

// The servers that osact makes, by the symbols of their ids: two, by one
// request. The first is the one that the answer names.
const (
	FirstServer  = "own.first"
	SecondServer = "own.second"
	OwnUser      = "own.user" // id of who made them
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
	const servers, first, second = "/v2.1/servers", "/v2.1/servers/{" + FirstServer + "}", "/v2.1/servers/{" + SecondServer + "}"
	post := func(as exchange.Actor, path, body string) exchange.Probe {
		return exchange.Probe{As: as, Method: http.MethodPost, Path: path, Version: madeAt, Body: body}
	}
	watched := func(name string, probe exchange.Probe, on ...string) write {
		return write{name: name, probe: probe, on: on, watcher: f.Owner}
	}
	// The caller names its request, which must not name the action.
	lock := post(f.Owner, first+"/action", `{"lock": null}`)
	lock.Variant = claim.CallersHeader + "6"
	resize := watched("resize", post(f.Owner, second+"/action", `{"resize": {"flavorRef": "{`+ownLargest+`}"}}`), SecondServer)
	resize.sought, resize.missed = hasFailed, "the resize to the largest flavor did not fail"
	remove := watched("delete", exchange.Probe{As: f.Owner, Method: http.MethodDelete, Path: first, Version: madeAt}, FirstServer)
	remove.sought, remove.missed = isForGood, "the deletion did not end, or is one that can be undone"
	return []write{
		watched("create", post(f.Owner, servers, `{"server": {"name": "`+OwnName+`{`+claim.RunID+`}-pair", "imageRef": "{`+claim.OwnImage+`}", "flavorRef": "{`+
			claim.OwnFlavor+`}", "networks": {`+claim.OwnNetworks+`}, "min_count": 2, "max_count": 2}}`), FirstServer, SecondServer),
		{name: "refuse", probe: post(f.Owner, first+"/action", `{"os-start": null}`), on: []string{FirstServer}},
		watched("lock", lock, FirstServer),
		watched("unlock", post(f.Owner, first+"/action", `{"unlock": null}`), FirstServer),
		watched("reboot", post(f.Owner, first+"/action", `{"reboot": {"type": "HARD"}}`), FirstServer),
		watched("stop", post(f.Owner, first+"/action", `{"os-stop": null}`), FirstServer),
		watched("start", post(exchange.Admin, first+"/action", `{"os-start": null}`), FirstServer),
		resize,
		remove,
	}
}

// planned returns a write as the plan takes it.
func (w write) planned() plan.Write {
	out := plan.Write{Probe: w.probe, Servers: w.on, Needs: []string{claim.TargetEvents}, Binds: w.binds()}
	for _, server := range w.on {
		if w.watcher != "" {
			out.Polls = append(out.Polls, w.polls(server))
		}
	}
	return out
}

// writeNamed returns a write by its name.
func (f Finder) writeNamed(name string) write {
	all := f.writes()
	return all[slices.IndexFunc(all, func(w write) bool { return w.name == name })]
}

// polls are the questions that look whether the action on a server has
// ended: one that is asked again and again.
func (w write) polls(server string) []exchange.Probe {
	return polled(exchange.Probe{
		As: w.watcher, Method: http.MethodGet, Version: "{" + claim.TargetNewest + "}",
		Path: "/v2.1/servers/{" + server + "}/os-instance-actions/{" + RequestID(w.name) + "}",
	})
}

// binds are the symbols that tell of the action that a write causes.
func (w write) binds() []string {
	all := []string{RequestID(w.name)}
	for _, server := range w.on {
		all = append(all, writeLooked(server, w.name), writeEnded(server, w.name), writeSought(server, w.name))
	}
	return all
}

// Writers are those without whose writes a probe has nothing to ask about.
func (f Finder) Writers(probe exchange.Probe) []exchange.Actor {
	var actors []exchange.Actor
	symbols := probe.Symbols()
	if !slices.ContainsFunc(symbols, func(symbol string) bool { return strings.HasPrefix(symbol, "own.") }) {
		return nil
	}
	for _, w := range f.writes() {
		binds := w.binds()
		if slices.ContainsFunc(symbols, func(symbol string) bool { return slices.Contains(binds, symbol) }) {
			actors = append(actors, w.probe.As)
		}
	}
	return actors
}
