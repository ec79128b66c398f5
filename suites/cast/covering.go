package cast

import (
	"slices"
	"sync"

	"github.com/osact/osact/suites/claim"
	"github.com/osact/osact/suites/exchange"
	"github.com/osact/osact/suites/plan/covering"
)

// Covering asks questions that cover the factors as a scope has them asked: those
// that show an action, and those that list.
func Covering(s claim.Scope) (shows, lists claim.Ask) {
	rows := sync.OnceValue(func() []covering.Row { return coveringRows(s) }) // it takes a while, and narrow runs do without
	asking := func(shown bool) claim.Ask {
		return claim.Asking(func(claim.Scope) [][]exchange.Probe {
			var asked [][]exchange.Probe
			for _, row := range rows() {
				if (row["operation"] == show) == shown {
					asked = append(asked, []exchange.Probe{question(row)})
				}
			}
			return asked
		})
	}
	return asking(true), asking(false)
}

// few are all factors but the edition, of which there are a hundred.
func few() []string {
	return []string{"actor", "version", "operation", "subject", "project", "query", "header"}
}

// part is a share of the questions, in hundredths, and what they combine.
type part struct {
	model  func(claim.Scope) covering.Model
	share  int
	groups []covering.Group
}

// parts are what is asked, for each strength. What is wrong with a question hides
// what else is, so most have nothing wrong with them, or one thing: who asks.
func parts(strength int) []part {
	with := func(factor string, others ...string) []covering.Group {
		var groups []covering.Group
		for _, other := range others {
			groups = append(groups, covering.Group{Factors: []string{factor, other}, Strength: 2})
		}
		return groups
	}
	pairs := covering.Group{Factors: few(), Strength: 2}
	all := []part{
		{usual, 43, with("edition", "operation", "subject")},
		{served, 11, []covering.Group{pairs}},
		{strange, 32, append(with("edition", "actor", "operation"), pairs)},
		{questions, 14, []covering.Group{pairs}},
	}
	switch strength {
	case 1:
		for i := range all {
			all[i].groups = nil
		}
	case 3:
		for i := range all {
			all[i].groups = append(all[i].groups[:len(all[i].groups):len(all[i].groups)],
				covering.Group{Factors: []string{"actor", "edition", "operation", "subject"}, Strength: 3}, covering.Group{Factors: few(), Strength: 3})
		}
	}
	return all
}

// coveringRows are the rows that a scope asks; none where there is nobody to ask.
// What a part leaves of its share goes to the next.
func coveringRows(s claim.Scope) []covering.Row {
	var rows []covering.Row
	share, all := 0, parts(s.Covering.Strength)
	for i, p := range all {
		model := p.model(s)
		share += p.share
		if slices.ContainsFunc(model.Factors, func(f covering.Factor) bool { return len(f.Values) == 0 }) {
			continue
		}
		model.Stronger = p.groups
		most := s.Covering.Most*share/100 - len(rows)
		var given []covering.Row
		if i == len(all)-1 {
			given = rows // what the parts before it combine too
		}
		array, err := model.Rows(s.Covering.Seed, given, most)
		if err != nil {
			continue // the scope leaves nothing to combine
		}
		rows = append(rows, array.Rows...)
	}
	return rows
}

// Coverage says how many combinations of two and of three factors the questions
// that were answered hold, of all that are possible, and which pairs are missing.
func (f Finder) Coverage(answered func(exchange.Probe) bool) (pairs, triples covering.Coverage) {
	var rows []covering.Row
	for _, row := range coveringRows(f.Scope) {
		if answered(f.Owned(question(row))) {
			rows = append(rows, row)
		}
	}
	model := questions(f.Scope)
	model.Strength = 2
	pairs, _ = model.Coverage(rows)
	model.Strength = 3
	triples, _ = model.Coverage(rows)
	return pairs, triples
}
