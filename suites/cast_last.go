package suites

import (
	"github.com/osact/osact/suites/exchange"
)

// revisits returns what is looked at once more at the end. Below /v2 the
// answers about a part would not tell what went on, and nothing of it is asked.
func (f Finder) revisits() []Revisit {
	all := []Revisit{{Probe: f.lastServers(), About: "{" + lookedAt}}
	if f.legacy {
		return all
	}
	for _, part := range Parts() {
		all = append(all, Revisit{Probe: f.lastServer(part), About: named(part).server})
		if part != "deleted" {
			all = append(all, Revisit{Probe: f.lastAction(part), About: named(part).server, Compared: named(part).id})
		}
	}
	return all
}

// lastAction looks at the action of a part of the cast, at the newest
// microversion, where its events are shown.
func (f Finder) lastAction(part string) exchange.Probe {
	return f.last(Show(named(part)).At("{" + targetNewest + "}"))
}

// lastServer asks for the actions of a part's server, at the edition from which
// those of a deleted one can be read.
func (f Finder) lastServer(part string) exchange.Probe {
	return f.last(List(named(part).server).At(deletedReadable))
}

// lastServers asks which servers there are still of those that discovery looks
// through.
func (f Finder) lastServers() exchange.Probe {
	probe := f.someServers().From[0]
	probe.Nth = exchange.Last
	return probe
}

func (f Finder) last(a Ask) exchange.Probe {
	probe := a.rows(f.scope)[0][0]
	probe.Nth = exchange.Last
	return probe
}
