package claim

import (
	"fmt"
	"slices"
	"strings"

	"github.com/osact/osact/openapi"
	"github.com/osact/osact/suites/exchange"
)

// moved returns rows as a scope that asks below /v2 alone has them asked, if it is one
// that moves them: those without a microversion there, each once. Of what cannot be
// moved the rows stay as they are, and the scope does without them.
func (s Scope) moved(rows [][]exchange.Probe) [][]exchange.Probe {
	if !s.Moved || !slices.Contains(s.Editions, openapi.Legacy()) {
		return rows
	}
	var all [][]exchange.Probe
	met := map[string]bool{}
	for _, row := range rows {
		below := make([]exchange.Probe, len(row))
		for i, p := range row {
			below[i] = s.moveable(p)
		}
		if key := fmt.Sprint(below); !met[key] {
			met[key] = true
			all = append(all, below)
		}
	}
	return all
}

// moveable moves a question below /v2 where nothing keeps it from that: no microversion
// is asked for, and what it asks for is there as well.
func (s Scope) moveable(p exchange.Probe) exchange.Probe {
	rest, below := strings.CutPrefix(p.Path, "/v2.1/")
	switch {
	case !below || rest == "" || p.Version != "":
		return p
	case strings.HasPrefix(rest, "servers/"):
		return s.OnLegacy(p)
	}
	p.Path = "/v2/" + rest // it names a project already
	return p
}
