package suites

import (
	"github.com/osact/osact/suites/exchange"
)

// What a plan asks to find things out can be claimed of too: these ask again for nothing.

// everyActionRead asks for the actions that discovery reads.
func everyActionRead() Ask {
	all := nthActionRead(0)
	for n := 1; n < actionsRead; n++ {
		all = all.Or(nthActionRead(n))
	}
	return all
}

// nthActionRead is one of these.
func nthActionRead(n int) Ask {
	return oneRow(func(f Finder) []exchange.Probe { return []exchange.Probe{f.reading(n)} })
}

// listsJudged is how many of the lists that discovery reads are judged. Each is
// of another server; more of them would say no more.
const listsJudged = 4

// everyListRead asks for lists by which discovery finds actions.
func everyListRead() Ask {
	return Ask{func(s scope) [][]exchange.Probe {
		var all [][]exchange.Probe
		for _, probe := range (Finder{s}).someActions().From[:listsJudged] {
			all = append(all, []exchange.Probe{probe})
		}
		return all
	}}
}

// theWrite asks a write by its name.
func theWrite(name string) Ask {
	return oneRow(func(f Finder) []exchange.Probe { return []exchange.Probe{f.writeNamed(name).probe} })
}

// looksAt asks, all together, the questions that look whether an action has
// ended.
func looksAt(server, name string) Ask {
	return oneRow(func(f Finder) []exchange.Probe { return f.writeNamed(name).looksOn(server) })
}

// ownList lists the actions of the first server, once all of them are over.
func ownList() Ask {
	return oneRow(func(f Finder) []exchange.Probe { return f.quietly()[:1] })
}

// quietly lists the actions of a server, reads one, and lists them again.
func quietly() Ask {
	return oneRow(Finder.quietly)
}

// oneRow asks one row.
func oneRow(row func(Finder) []exchange.Probe) Ask {
	return Ask{func(s scope) [][]exchange.Probe { return [][]exchange.Probe{row(Finder{s})} }}
}
