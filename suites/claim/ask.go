package claim

import (
	"net/http"
	"slices"

	"github.com/osact/osact/openapi"
	"github.com/osact/osact/suites/exchange"
	"github.com/osact/osact/suites/match"
)

// Ask is what a claim asks: rows of probes, one claim a row. Its methods each
// return a further Ask, so that it reads as a sentence:
//
//	Show(finished).As(Admin, Member).AtEachEdition()
type Ask struct {
	// drafts are the rows in which {own.project} stands for the project of
	// whoever asks in the end.
	drafts func(Scope) [][]exchange.Probe
	// every is the kind of answers that are judged beside those to the rows.
	every match.Kind
}

// AndEvery asks the same, and has every other answer of a kind judged too,
// whoever asked for it and why. It comes last: what is built from it is about
// the rows alone.
func (a Ask) AndEvery(kind match.Kind) Ask { return Ask{a.drafts, kind} }

// Rows returns what is asked, as it stands in a plan.
func (a Ask) Rows(s Scope) [][]exchange.Probe {
	var out [][]exchange.Probe
	for _, draft := range a.drafts(s) {
		row := make([]exchange.Probe, len(draft))
		for i, p := range draft {
			row[i] = s.Owned(p)
		}
		out = append(out, row)
	}
	return out
}

// Asking returns what asks the rows that a scope makes of it.
func Asking(rows func(Scope) [][]exchange.Probe) Ask { return Ask{drafts: rows} }

// vary replaces each row by the rows that change makes of its probes.
func (a Ask) vary(n func(Scope) int, change func(p exchange.Probe, i int, s Scope) exchange.Probe) Ask {
	return Ask{drafts: func(s Scope) [][]exchange.Probe {
		var out [][]exchange.Probe
		for _, row := range a.drafts(s) {
			for i := range n(s) {
				changed := make([]exchange.Probe, len(row))
				for j, p := range row {
					changed[j] = change(p, i, s)
				}
				out = append(out, changed)
			}
		}
		return out
	}}
}

func times[T any](values []T) func(Scope) int {
	return func(Scope) int { return len(values) }
}

// As lets each of the actors ask.
func (a Ask) As(actors ...exchange.Actor) Ask {
	return a.vary(times(actors), func(p exchange.Probe, i int, _ Scope) exchange.Probe {
		p.As = actors[i]
		return p
	})
}

// At asks at each of the microversions, as they are written in the header.
func (a Ask) At(versions ...string) Ask {
	return a.vary(times(versions), func(p exchange.Probe, i int, _ Scope) exchange.Probe {
		p.Version = versions[i]
		return p
	})
}

// AtEachEdition asks at each edition of the requirement where the description
// changes, and at the one before: the legacy path where that is asked too.
func (a Ask) AtEachEdition() Ask {
	return a.atEditions(func(s Scope) []openapi.Edition { return s.Editions })
}

// AtEditions asks as AtEachEdition does, but of the microversions at the given
// ones alone: for what a few of them show as well as all.
func (a Ask) AtEditions(versions ...string) Ask {
	return a.atEditions(func(s Scope) []openapi.Edition {
		return slices.DeleteFunc(slices.Clone(s.Editions), func(e openapi.Edition) bool {
			return !e.IsLegacy() && !slices.Contains(versions, e.String())
		})
	})
}

// AtMicroversions asks as AtEditions does, but not on the legacy path.
func (a Ask) AtMicroversions(versions ...string) Ask {
	return a.atEditions(func(s Scope) []openapi.Edition {
		return slices.DeleteFunc(slices.Clone(s.Editions), func(e openapi.Edition) bool {
			return e.IsLegacy() || !slices.Contains(versions, e.String())
		})
	})
}

func (a Ask) atEditions(chosen func(Scope) []openapi.Edition) Ask {
	count := func(s Scope) int { return len(chosen(s)) }
	return a.vary(count, func(p exchange.Probe, i int, s Scope) exchange.Probe {
		e := chosen(s)[i]
		if e.IsLegacy() {
			return toLegacy(p)
		}
		p.Version = e.String()
		return p
	})
}

// OnEachPath asks without a version, and where the requirement is asked on the
// legacy path, there too.
func (a Ask) OnEachPath() Ask {
	count := func(s Scope) int {
		if slices.Contains(s.Editions, openapi.Legacy()) {
			return 2
		}
		return 1
	}
	return a.vary(count, func(p exchange.Probe, i int, s Scope) exchange.Probe {
		if i == 1 {
			return toLegacy(p)
		}
		return p
	})
}

// OnLegacyPath asks below /v2 where the requirement is asked there, and nothing
// where it is not.
func (a Ask) OnLegacyPath() Ask {
	count := func(s Scope) int {
		if slices.Contains(s.Editions, openapi.Legacy()) {
			return 1
		}
		return 0
	}
	return a.vary(count, func(p exchange.Probe, _ int, s Scope) exchange.Probe { return s.OnLegacy(p) })
}

// InHeader asks for a microversion by each of the header lines instead of the
// usual one.
func (a Ask) InHeader(lines ...string) Ask {
	return a.At("").With(lines...)
}

// Plus asks with each of the texts after the path: a query, or more path.
func (a Ask) Plus(texts ...string) Ask {
	return a.vary(times(texts), func(p exchange.Probe, i int, _ Scope) exchange.Probe {
		p.Path += texts[i]
		return p
	})
}

// To asks for each of the paths instead.
func (a Ask) To(paths ...string) Ask {
	return a.vary(times(paths), func(p exchange.Probe, i int, _ Scope) exchange.Probe {
		p.Path = paths[i]
		return p
	})
}

// Sending sends each of the bodies with the question.
func (a Ask) Sending(bodies ...string) Ask {
	return a.vary(times(bodies), func(p exchange.Probe, i int, _ Scope) exchange.Probe {
		p.Body = bodies[i]
		return p
	})
}

// Beside asks pairs: each row, and beside it the same with one factor changed
// to each of the values, as in
//
//	Show(finished).Beside(Ask.With, "Accept: text/html", "Accept:")
func (a Ask) Beside(factor func(Ask, ...string) Ask, values ...string) Ask {
	return Ask{drafts: func(s Scope) [][]exchange.Probe {
		var out [][]exchange.Probe
		for _, row := range a.drafts(s) {
			same := Ask{drafts: func(Scope) [][]exchange.Probe { return [][]exchange.Probe{row} }}
			for _, changed := range factor(same, values...).drafts(s) {
				out = append(out, slices.Concat(row, changed))
			}
		}
		return out
	}}
}

// With asks with each of the header lines in place of the usual ones.
func (a Ask) With(variants ...string) Ask {
	return a.vary(times(variants), func(p exchange.Probe, i int, _ Scope) exchange.Probe {
		p.Variant = variants[i]
		return p
	})
}

// By uses each of the methods.
func (a Ask) By(methods ...string) Ask {
	return a.vary(times(methods), func(p exchange.Probe, i int, _ Scope) exchange.Probe {
		p.Method = methods[i]
		return p
	})
}

// Or asks everything that either asks.
func (a Ask) Or(b Ask) Ask {
	return Ask{drafts: func(s Scope) [][]exchange.Probe {
		return append(a.drafts(s), b.drafts(s)...)
	}}
}

// And asks pairs: the first row of a with the first of b, and so on. A row
// that finds no partner is left empty, and no claim may be about nothing.
func (a Ask) And(b Ask) Ask {
	return Ask{drafts: func(s Scope) [][]exchange.Probe {
		left, right := a.drafts(s), b.drafts(s)
		out := make([][]exchange.Probe, max(len(left), len(right)))
		for i := range min(len(left), len(right)) {
			out[i] = slices.Concat(left[i], right[i])
		}
		return out
	}}
}

// Again asks each question a second time, and gives both to the check.
func (a Ask) Again() Ask {
	again := a.vary(times([]int{1}), func(p exchange.Probe, _ int, _ Scope) exchange.Probe {
		p.Nth = 1
		return p
	})
	return a.And(again)
}

// Repeats asks each question that only reads for the second time, the third and so on,
// as often as the scope wants; each is a row of its own. Mostly that is never.
func (a Ask) Repeats() Ask {
	return Ask{drafts: func(s Scope) [][]exchange.Probe {
		var out [][]exchange.Probe
		for _, row := range a.onlyReading(s) {
			for nth := 1; nth < s.Covering.Repeat; nth++ {
				p := row[0]
				p.Nth = nth
				out = append(out, []exchange.Probe{p})
			}
		}
		return out
	}}
}

// WithRepeats gives all answers to a question that is repeated to the check.
func (a Ask) WithRepeats() Ask {
	return Ask{drafts: func(s Scope) [][]exchange.Probe {
		var out [][]exchange.Probe
		for _, row := range a.onlyReading(s) {
			all := slices.Clone(row)
			for nth := 1; nth < s.Covering.Repeat; nth++ {
				p := row[0]
				p.Nth = nth
				all = append(all, p)
			}
			out = append(out, all)
		}
		return out
	}}
}

// onlyReading returns the questions that stand alone, read, and are asked for the first
// time.
func (a Ask) onlyReading(s Scope) [][]exchange.Probe {
	if s.Covering.Repeat < 2 {
		return nil // to make them takes time
	}
	return slices.DeleteFunc(a.drafts(s), func(row []exchange.Probe) bool {
		return len(row) != 1 || row[0].Nth != 0 || row[0].Method != http.MethodGet && row[0].Method != http.MethodHead
	})
}

// ThenEach asks each row of b after each row of a, and gives both to the check.
func (a Ask) ThenEach(b Ask) Ask {
	return Ask{drafts: func(s Scope) [][]exchange.Probe {
		var out [][]exchange.Probe
		for _, first := range a.drafts(s) {
			for _, then := range b.drafts(s) {
				out = append(out, slices.Concat(first, then))
			}
		}
		return out
	}}
}

// Times gives each row n times, to be laid beside as many others.
func (a Ask) Times(n int) Ask {
	return a.vary(func(Scope) int { return n }, func(p exchange.Probe, _ int, _ Scope) exchange.Probe { return p })
}

// Together asks each question n times by each of the actors in turn, in one
// row. All of a row can be sent at once, so they are in flight together as far
// as the player lets as many be.
func (a Ask) Together(n int, actors ...exchange.Actor) Ask {
	return Ask{drafts: func(s Scope) [][]exchange.Probe {
		var out [][]exchange.Probe
		for _, row := range a.drafts(s) {
			var together []exchange.Probe
			for _, p := range row {
				for nth := 1; nth <= n; nth++ {
					for _, actor := range actors {
						p.As, p.Nth = actor, nth
						together = append(together, p)
					}
				}
			}
			out = append(out, together)
		}
		return out
	}}
}
