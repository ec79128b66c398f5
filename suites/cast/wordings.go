package cast

import (
	"maps"
	"net/http"
	"slices"

	"github.com/osact/osact/openapi"
	"github.com/osact/osact/suites/claim"
	"github.com/osact/osact/suites/exchange"
	"github.com/osact/osact/suites/plan/covering"
)

// worded is a value that can be written in several ways, and the editions from which it
// means something.
type worded struct {
	factor, value, operation string
	since                    int // the minor number
}

func wordings() []worded {
	return []worded{
		{"version", "malformed", show, 1},
		{"version", "unoffered", show, 1},
		{"subject", "unknown-action", show, 1},
		{"subject", "unknown-of-deleted", show, 21},
		{"subject", "malformed-action", show, 1},
		{"subject", "malformed-server", show, 1},
		{"subject", "malformed-server", "list", 1},
		{"operation", "page", "page", 58},
		{"operation", "since", "since", 58},
		{"operation", "before", "before", 66},
		{"operation", "after", "after", 58},
		{"query", "unknown", show, 102},
		{"query", "unknown", "list", 58},
		{"query", "bad-limit", "list", 58},
		{"query", "bad-since", "list", 58},
		{"query", "unknown-marker", "list", 58},
	}
}

// eachWording asks for each way to write each value but the first, which is asked
// anyway, with nothing else that is unusual. Those who may see ask in turn, each at
// another edition; of ids that are none below /v2 too.
func eachWording(s claim.Scope) []exchange.Probe {
	if s.Legacy {
		return nil
	}
	asking := slices.DeleteFunc(insiders(), func(a exchange.Actor) bool { return !slices.Contains(s.Actors, a) })
	usual := covering.Row{
		"version": "served", "operation": show, "subject": "finished", "project": none, "query": none, "header": "usual",
	}
	var probes []exchange.Probe
	turn := int(s.Covering.Seed % (1 << 16))
	inProject := []string{none, "own"}
	for _, w := range wordings() {
		editions := editionsSince(s, w.since)
		row := maps.Clone(usual)
		row["operation"] = w.operation
		row[w.factor] = w.value
		for nth := 1; nth < len(wordingsOf(row)); nth++ {
			if len(asking) == 0 || len(editions) == 0 {
				break
			}
			row["actor"] = string(asking[turn%len(asking)])
			row["edition"] = editions[turn*7%len(editions)]
			row["project"] = inProject[turn/len(asking)%len(inProject)]
			if row["version"] != "served" {
				row["edition"] = none
			}
			probes = append(probes, questionIn(row, nth))
			turn++
			if w.factor == "subject" && w.operation == show && s.AsksLegacy && w.since == 1 {
				row["edition"], row["project"] = legacyPath, "own"
				probes = append(probes, questionIn(row, nth))
			}
		}
	}
	return probes
}

// eachMethod has every actor ask by HEAD, and by a method that changes things, of a server
// that there is not; the admin by each. The admin sends an empty token too, and the reader.
func eachMethod(s claim.Scope) []exchange.Probe {
	editions := editionsSince(s, 1)
	if s.Legacy || len(editions) == 0 {
		return nil
	}
	changing := []string{http.MethodPost, http.MethodPut, http.MethodPatch, http.MethodDelete}
	var probes []exchange.Probe
	for i, actor := range s.Actors {
		row := covering.Row{
			"actor": string(actor), "edition": editions[i*11%len(editions)], "version": "served", "operation": []string{show, "list"}[i%2], "subject": "finished",
			"project": none, "query": none, "header": "usual",
		}
		asked := questionIn(row, 0)
		head, empty := asked, asked
		head.Method, empty.Variant = http.MethodHead, "X-Auth-Token;"
		probes = append(probes, head)
		if actor == exchange.Admin || actor == exchange.Reader {
			probes = append(probes, empty)
		}
		row["subject"] = "unknown-server"
		if actor == exchange.Admin {
			probes = append(probes, byEach(changing, row)...)
			continue
		}
		change := questionIn(row, 0)
		change.Method = changing[i%len(changing)]
		probes = append(probes, change)
	}
	return probes
}

// byEach are the questions of a row by each of some methods: of one action by every other
// one from the last on, of a list by the rest.
func byEach(methods []string, row covering.Row) []exchange.Probe {
	var probes []exchange.Probe
	for i, method := range methods {
		row["operation"] = []string{"list", show}[i%2]
		p := questionIn(row, 0)
		p.Method = method
		probes = append(probes, p)
	}
	return probes
}

// editionsSince are the microversions of a scope from a minor number on.
func editionsSince(s claim.Scope, minor int) []string {
	return slices.DeleteFunc(slices.Clone(s.Microversions), func(text string) bool {
		v, err := openapi.ParseVersion(text)
		return err != nil || v.Minor < minor
	})
}
