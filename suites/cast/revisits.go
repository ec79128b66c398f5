package cast

import (
	"github.com/osact/osact/suites/claim"
	"github.com/osact/osact/suites/exchange"
	"github.com/osact/osact/suites/plan"
)

// revisits returns what is looked at once more at the end. Below /v2 the
// answers about a part would not tell what went on, and nothing of it is asked.
func (f Finder) revisits() []plan.Revisit {
	all := []plan.Revisit{{Probe: f.LastServers(), About: "{" + ServersFound}}
	if f.Legacy {
		return all
	}
	for _, part := range Parts() {
		all = append(all, plan.Revisit{Probe: f.LastServer(part), About: Named(part).Server})
		if part != "deleted" {
			all = append(all, plan.Revisit{Probe: f.LastAction(part), About: Named(part).Server, Compared: Named(part).ID})
		}
	}
	return all
}

// LastAction looks at the action of a part of the cast, at the newest
// microversion, where its events are shown.
func (f Finder) LastAction(part string) exchange.Probe {
	return f.last(claim.Show(Named(part)).At("{" + claim.TargetNewest + "}"))
}

// LastServer asks for the actions of a part's server, at the edition from which
// those of a deleted one can be read.
func (f Finder) LastServer(part string) exchange.Probe {
	return f.last(claim.List(Named(part).Server).At(DeletedReadable))
}

// LastServers asks which servers there are still of those that discovery looks
// through.
func (f Finder) LastServers() exchange.Probe {
	probe := f.someServers().From[0]
	probe.Nth = exchange.Last
	return probe
}

func (f Finder) last(a claim.Ask) exchange.Probe {
	probe := a.Rows(f.Scope)[0][0]
	probe.Nth = exchange.Last
	return probe
}
