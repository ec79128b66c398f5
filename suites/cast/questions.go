package cast

import (
	"slices"

	"github.com/osact/osact/openapi"
	"github.com/osact/osact/suites/claim"
	"github.com/osact/osact/suites/exchange"
	"github.com/osact/osact/suites/plan/covering"
)

// The values of factors that say of a question where it can be asked.
const (
	legacyPath = "legacy" // an edition: what lies below /v2
	none       = "none"
	show       = "show" // an operation; the others list
)

// questions says in which respects the questions of a scope can differ, and which of
// these cannot go together. Its editions are those where the description changes, and
// just before.
func questions(s claim.Scope) covering.Model {
	var editions []string
	if !s.Legacy {
		editions = []string{none, "latest"}
		for _, e := range s.Editions {
			if !e.IsLegacy() {
				editions = append(editions, e.String())
			}
		}
	}
	if s.AsksLegacy {
		editions = append(editions, legacyPath)
	}
	return questionsAt(s, editions)
}

// between are questions at editions between those, at which nothing changes: where no action
// is shown (EachMicroversion), by those who are given none; and for a list at one of four.
func between(s claim.Scope) []covering.Model {
	m := questionsAt(s, slices.DeleteFunc(slices.Clone(s.Microversions), func(v string) bool { return s.Legacy || isEdge(s, v) }))
	seed := int(s.Covering.Seed % 2)
	at := func(m covering.Model, is func(minor int) bool) covering.Model {
		return narrowed(m, "edition", editionsOf(m, func(v openapi.Version) bool { return is(v.Minor) })...)
	}
	return []covering.Model{
		at(narrowed(by(exchange.Anonymous, strange(m), none, "own"), "query", none, "empty"), showsNone),
		at(narrowed(by(exchange.Outsider, strange(m), none), "operation", "list", "page"), func(minor int) bool { return showsNone(minor) && minor%8 == 3 }),
		at(narrowed(usual(m), "operation", "list"), func(minor int) bool { return (minor+seed)%8 == 3 || (minor+seed)%8 == 7 }),
	}
}

func questionsAt(s claim.Scope, editions []string) covering.Model {
	projects := []string{none, "own", "nobody"}
	if slices.Contains(s.Actors, exchange.Outsider) {
		projects = append(projects, "other")
	}
	m := covering.Model{
		Factors: []covering.Factor{
			{Name: "actor", Values: words(s.Actors)},
			{Name: "edition", Values: editions},
			{Name: "version", Values: []string{"served", "malformed", "unoffered"}},
			{Name: "operation", Values: []string{show, "list", "page", "since", "before", "after", "changed-after"}},
			{Name: "subject", Values: []string{
				"finished", "failed", "running", "deleted", "foreign", "misplaced", "unknown-of-deleted",
				"unknown-action", "malformed-action", "unknown-server", "malformed-server",
			}},
			{Name: "project", Values: projects},
			{Name: "query", Values: []string{none, "empty", "unknown", "bad-limit", "bad-since", "unknown-marker"}},
			{Name: "header", Values: headers()},
		},
		Forbidden: []covering.Combination{
			// Below /v2 every path names a project.
			{"edition": {legacyPath}, "project": {none}},
			// Either the one or the other says which microversion is asked for.
			{"edition": except(editions, none), "version": {"malformed", "unoffered"}},
			// A list is that of a server, whichever of its actions is meant, and a marker one of it.
			{"operation": {"list", "page", "since", "before"}, "subject": {"failed", "running", "foreign", "misplaced", "unknown-of-deleted", "unknown-action", "malformed-action"}},
			{"operation": {"after", "changed-after"}, "subject": {
				"failed", "running", "deleted", "foreign", "misplaced", "unknown-of-deleted", "unknown-action", "malformed-action", "unknown-server", "malformed-server",
			}},
			{"operation": {"page", "since", "before", "after", "changed-after"}, "query": {"empty", "unknown", "bad-limit", "bad-since", "unknown-marker"}},
			{"operation": {show}, "query": {"bad-limit", "bad-since", "unknown-marker"}},
		},
		Strength: 1,
	}
	m.Forbidden = within(m, m.Forbidden) // a scope may leave values out
	if s.Legacy {
		return belowLegacy(m)
	}
	return m
}

// belowLegacy are the questions that tell anything of what lies below /v2: its lists are
// not cut, and neither what is deleted nor what runs is found there.
func belowLegacy(m covering.Model) covering.Model {
	m = narrowed(m, "version", "served")
	m = narrowed(m, "operation", show, "list")
	m = narrowed(m, "subject", "finished", "failed", "foreign", "misplaced", "unknown-action", "malformed-action", "unknown-server", "malformed-server")
	return narrowed(m, "query", none, "empty", "unknown", "bad-limit")
}

// headers are the header lines, each in place of the usual one, by the words of
// the factor; the first is none.
func headers() []string {
	return append(harmless(), "Content-Type: application/xml")
}

// harmless are those which change nothing.
func harmless() []string {
	return []string{
		"usual", "Accept: text/html", "Accept:", "Accept-Encoding: identity", "Content-Type:",
		"X-Roles: admin", "X-Identity-Status: Confirmed", claim.CallersHeader + "7", exchange.OlderVersionHeader + ": 2.1",
	}
}

// narrowed leaves the given values of a factor alone, in the order of the model.
func narrowed(m covering.Model, factor string, values ...string) covering.Model {
	m.Factors = slices.Clone(m.Factors)
	for i, f := range m.Factors {
		if f.Name == factor {
			m.Factors[i].Values = slices.DeleteFunc(slices.Clone(f.Values), func(v string) bool { return !slices.Contains(values, v) })
		}
	}
	m.Forbidden = within(m, m.Forbidden)
	return m
}

// served are the questions of those who may see, with which nothing is wrong: what
// is wrong with one would hide what else is.
func served(m covering.Model) covering.Model {
	m = narrowed(m, "actor", words(insiders())...)
	m = narrowed(m, "version", "served")
	m = narrowed(m, "subject", "finished", "failed", "running", "deleted", "foreign")
	m = narrowed(m, "project", none, "own")
	m = narrowed(m, "query", none, "empty", "unknown")
	m = narrowed(m, "header", harmless()...)
	m.Forbidden = within(m, append(m.Forbidden,
		covering.Combination{"operation": {"list"}, "query": {"unknown"}},
		covering.Combination{"edition": strictEditions(m), "query": {"unknown"}},
		covering.Combination{"operation": {"before"}, "edition": editionsOf(m, func(v openapi.Version) bool { return v.Minor >= 58 && v.Minor < 66 })},
		covering.Combination{"edition": earlyEditions(m), "subject": {"deleted"}}))
	return m
}

// strictEditions are those at which a show refuses a query that it does not know.
func strictEditions(m covering.Model) []string {
	return append(editionsOf(m, func(v openapi.Version) bool { return v.Minor >= 102 }), "latest")
}

// earlyEditions are those at which a deleted server is not found.
func earlyEditions(m covering.Model) []string {
	return append(editionsOf(m, func(v openapi.Version) bool { return v.Minor < 21 }), none, legacyPath)
}

// editionsOf are the microversions of a model of which something holds.
func editionsOf(m covering.Model, holds func(openapi.Version) bool) []string {
	var all []string
	for _, f := range m.Factors {
		for _, value := range f.Values {
			if version, err := openapi.ParseVersion(value); f.Name == "edition" && err == nil && holds(version) {
				all = append(all, value)
			}
		}
	}
	return all
}

// usual are those of them that a member and an operator ask, for an action or a list.
func usual(m covering.Model) covering.Model {
	m = served(m)
	m = narrowed(m, "actor", words([]exchange.Actor{exchange.Member, exchange.Admin})...)
	m = narrowed(m, "operation", show, "list")
	return narrowed(m, "subject", "finished", "failed", "running", "deleted")
}

// strange are the questions of those who may see nothing, with which nothing else is
// wrong.
func strange(m covering.Model) covering.Model {
	m = narrowed(m, "actor", words([]exchange.Actor{exchange.Anonymous, exchange.Intruder, exchange.Outsider})...)
	m = narrowed(m, "version", "served")
	m = narrowed(m, "subject", "finished", "failed", "running", "deleted")
	m = narrowed(m, "project", none, "own")
	m = narrowed(m, "query", none, "empty", "bad-limit")
	return narrowed(m, "header", harmless()...)
}

// insiders are those who may see something.
func insiders() []exchange.Actor {
	return []exchange.Actor{exchange.Admin, exchange.Member, exchange.Reader, exchange.Bystander}
}

// within leaves of the combinations what the values of a model can make of them.
func within(m covering.Model, all []covering.Combination) []covering.Combination {
	var out []covering.Combination
	for _, c := range all {
		less, possible := covering.Combination{}, true
		for factor, values := range c {
			i := slices.IndexFunc(m.Factors, func(f covering.Factor) bool { return f.Name == factor })
			less[factor] = slices.DeleteFunc(slices.Clone(values), func(v string) bool { return !slices.Contains(m.Factors[i].Values, v) })
			possible = possible && len(less[factor]) > 0
		}
		if possible {
			out = append(out, less)
		}
	}
	return out
}

// words are actors as values of a factor.
func words(actors []exchange.Actor) []string {
	all := make([]string, len(actors))
	for i, a := range actors {
		all[i] = string(a)
	}
	return all
}

func except(values []string, one string) []string {
	return slices.DeleteFunc(slices.Clone(values), func(v string) bool { return v == one })
}
