package suites

import (
	"github.com/osact/osact/suites/exchange"
)

// revisits returns what is looked at once more at the end. Below /v2 the
// answers about a part would not tell what went on, and nothing of it is asked.
func (s scope) revisits() []Revisit {
	all := []Revisit{{Probe: s.lastServers(), About: "{" + lookedAt}}
	if s.legacy {
		return all
	}
	for _, part := range Parts() {
		all = append(all, Revisit{Probe: s.lastServer(part), About: named(part).server})
		if part != "deleted" {
			all = append(all, Revisit{Probe: s.lastAction(part), About: named(part).server, Compared: named(part).id})
		}
	}
	return all
}

// lastAction looks at the action of a part of the cast, at the newest
// microversion, where its events are shown.
func (s scope) lastAction(part string) exchange.Probe {
	return s.last(Show(named(part)).At("{" + targetNewest + "}"))
}

// lastServer asks for the actions of a part's server, at the edition from which
// those of a deleted one can be read.
func (s scope) lastServer(part string) exchange.Probe {
	return s.last(List(named(part).server).At(deletedReadable))
}

// lastServers asks which servers there are still of those that discovery looks
// through.
func (s scope) lastServers() exchange.Probe {
	probe := s.someServers().From[0]
	probe.Nth = exchange.Last
	return probe
}

func (s scope) last(a Ask) exchange.Probe {
	probe := a.rows(s)[0][0]
	probe.Nth = exchange.Last
	return probe
}
