package cast

import (
	"strconv"

	"github.com/osact/osact/suites/claim"
	"github.com/osact/osact/suites/exchange"
)

// What a plan asks to find things out can be claimed of too: these ask again for nothing.

// EachActionRead asks for the actions that discovery reads.
func EachActionRead() claim.Ask {
	all := NthActionRead(0)
	for n := 1; n < ActionsRead; n++ {
		all = all.Or(NthActionRead(n))
	}
	return all
}

// NthActionRead is one of these.
func NthActionRead(n int) claim.Ask {
	return oneRow(func(f Finder) []exchange.Probe { return []exchange.Probe{f.Reading(n)} })
}

// ActionsReadBy asks another actor for the same actions, at the newest microversion.
func ActionsReadBy(actor exchange.Actor) claim.Ask {
	all := claim.Show(Read(0))
	for n := 1; n < ActionsRead; n++ {
		all = all.Or(claim.Show(Read(n)))
	}
	return all.As(actor).At("{" + claim.TargetNewest + "}")
}

// ListsOfServers asks for some of the lists that discovery reads once more, at the newest
// microversion, which tells when each action was last updated.
func ListsOfServers() claim.Ask {
	return claim.Asking(func(s claim.Scope) [][]exchange.Probe {
		var all [][]exchange.Probe
		for n := range listsJudged {
			all = append(all, claim.List("{"+ServersFound+strconv.Itoa(n)+"}").At("{"+claim.TargetNewest+"}").Rows(s)...)
		}
		return all
	})
}

// LongestList lists the actions of the server that has the most, with a query.
func LongestList(query string) claim.Ask {
	return claim.List("{longest.server}").Plus(query)
}

// listsJudged is how many of the lists that discovery reads are judged. Each is
// of another server; more of them would say no more.
const listsJudged = 4

// EachListRead asks for lists by which discovery finds actions.
func EachListRead() claim.Ask {
	return claim.Asking(func(s claim.Scope) [][]exchange.Probe {
		var all [][]exchange.Probe
		for _, probe := range (Finder{s}).someActions().From[:listsJudged] {
			all = append(all, []exchange.Probe{probe})
		}
		return all
	})
}

// TheWrite asks a write by its name.
func TheWrite(name string) claim.Ask {
	return oneRow(func(f Finder) []exchange.Probe { return []exchange.Probe{f.writeNamed(name).probe} })
}

// Polls asks, all together, the questions that look whether an action has
// ended.
func Polls(server, name string) claim.Ask {
	return oneRow(func(f Finder) []exchange.Probe { return f.writeNamed(name).polls(server) })
}

// OwnList lists the actions of the first server, once all of them are over.
func OwnList() claim.Ask {
	return oneRow(func(f Finder) []exchange.Probe { return f.quietly()[:1] })
}

// OwnServerTo shows the first server to an actor, once all its actions are over.
func OwnServerTo(actor exchange.Actor) claim.Ask {
	return oneRow(func(Finder) []exchange.Probe { return []exchange.Probe{ownServer(actor)} })
}

// Quiet lists the actions of a server, reads one, and lists them again.
func Quiet() claim.Ask {
	return oneRow(Finder.quietly)
}

// ByOtherMethods lists the actions of a server, asks for them by methods that would
// change something, and lists them again.
func ByOtherMethods() claim.Ask {
	return oneRow(Finder.byOtherMethods)
}

// oneRow asks one row.
func oneRow(row func(Finder) []exchange.Probe) claim.Ask {
	return claim.Asking(func(s claim.Scope) [][]exchange.Probe { return [][]exchange.Probe{row(Finder{s})} })
}
