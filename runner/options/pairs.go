package options

import (
	"slices"
	"strings"

	"github.com/osact/osact/runner/exit"
	"github.com/osact/osact/runner/suggest"
	"github.com/osact/osact/suites/cast"
	"github.com/osact/osact/suites/exchange"
)

// byActor reads the values of a flag that are written ACTOR=VALUE.
func byActor(flag, what string, pairs []string) (map[exchange.Actor]string, error) {
	values := map[exchange.Actor]string{}
	for _, pair := range pairs {
		name, value, ok := strings.Cut(pair, "=")
		actor := exchange.Actor(name)
		switch {
		case !ok || value == "":
			return nil, exit.Usagef("--%s %q: write ACTOR=%s, as in --%s outsider=%s", flag, pair, what, flag, strings.ToLower(what))
		case !actor.Known() || !actor.HasAccount():
			var names []string
			for _, a := range slices.DeleteFunc(exchange.Actors(), func(a exchange.Actor) bool { return !a.HasAccount() }) {
				names = append(names, string(a))
			}
			return nil, suggest.Unknown("actor", name, names)
		case values[actor] != "":
			return nil, exit.Usagef("--%s: %s is named twice", flag, actor)
		}
		values[actor] = value
	}
	return values, nil
}

// castOf reads the values of --cast, which are written PART=SERVER/REQUEST_ID.
func castOf(given []string) ([]exchange.Binding, error) {
	var known []exchange.Binding
	for _, text := range given {
		part, ids, _ := strings.Cut(text, "=")
		server, id, ok := strings.Cut(ids, "/")
		if !slices.Contains(cast.Parts(), part) {
			return nil, suggest.Unknown("part", part, cast.Parts())
		}
		if !ok || server == "" || id == "" {
			return nil, exit.Usagef("--cast %q: write %s=SERVER/REQUEST_ID", text, part)
		}
		if !cast.Nameable(server) || !cast.Nameable(id) {
			return nil, exit.Usagef("--cast %q: write %s=SERVER/REQUEST_ID, two ids: %s", text, part, cast.IDForm)
		}
		known = append(known,
			exchange.Binding{Symbol: part + ".server", Value: server, Origin: "flag --cast"},
			exchange.Binding{Symbol: part + ".id", Value: id, Origin: "flag --cast"})
	}
	return known, nil
}
