package cast

import (
	"fmt"
	"slices"
	"sync"

	"github.com/osact/osact/suites/claim"
	"github.com/osact/osact/suites/exchange"
	"github.com/osact/osact/suites/plan/covering"
)

// Covering asks questions that cover the factors as the scope of a book has them asked:
// those that show an action, and those that list. What the book asks anyway covers some.
// It refuses a scope whose factors leave no question.
func Covering(b *claim.Book) (shows, lists claim.Ask) {
	rows := sync.OnceValue(func() []covering.Row { // it takes a while, and narrow runs do without
		all, err := coveringRows(b.Scope(), b.Asked())
		if err != nil {
			b.Refuse(fmt.Errorf("questions that cover the factors: %w", err))
		}
		return all
	})
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

// part is some of the questions, how many of those that are left are asked at most, in
// hundredths, and what they combine.
type part struct {
	model  covering.Model
	share  int
	groups []covering.Group
}

// parts are what is asked, for each strength. First every two values meet. But what is
// wrong with a question hides what else is, so then come questions with nothing wrong
// but who asks, at the editions where the description changes and between them.
func parts(s claim.Scope) []part {
	edges, others := questions(s), between(s)
	strangers := append(pairs(factors()...), covering.Group{Factors: []string{"actor", "edition", "subject"}, Strength: 3})
	all := []part{
		{edges, 60, pairs(factors()...)},
		{served(edges), 27, pairs(factors()...)},
		{narrowed(usual(others), "operation", "list"), 26, pairs("edition", "operation")},
		{narrowed(usual(others), "subject", "failed"), 34, pairs("edition", "subject")},
		{narrowed(narrowed(strange(others), "actor", string(exchange.Anonymous)), "query", none, "empty"), 51, pairs("edition", "actor")},
		{narrowed(strange(others), "actor", string(exchange.Outsider)), 100, pairs("edition", "actor")},
		{strange(edges), 100, strangers},
	}
	for i := range all {
		switch s.Covering.Strength {
		case 1:
			all[i].groups = nil
		case 3:
			all[i].groups = append(all[i].groups, covering.Group{Factors: []string{"actor", "edition", "operation", "subject"}, Strength: 3})
		}
	}
	return all
}

func pairs(names ...string) []covering.Group { return []covering.Group{{Factors: names, Strength: 2}} }

func factors() []string {
	return []string{"actor", "edition", "version", "operation", "subject", "project", "query", "header"}
}

// coveringRows are the rows that a scope asks beside what is asked anyway; none where
// there is nobody to ask.
func coveringRows(s claim.Scope, asked []exchange.Probe) ([]covering.Row, error) {
	if s.Covering.Most == 0 {
		return nil, nil
	}
	known, rows := rowsAsked(s, asked), []covering.Row(nil)
	for _, p := range parts(s) {
		if slices.ContainsFunc(p.model.Factors, func(f covering.Factor) bool { return len(f.Values) == 0 }) {
			continue // the scope has nobody who asks so
		}
		p.model.Stronger = p.groups
		array, err := p.model.Rows(s.Covering.Seed, rowsOf(p.model, slices.Concat(known, rows)), (s.Covering.Most-len(rows))*p.share/100)
		if err != nil {
			return nil, err
		}
		rows = append(rows, array.Rows...)
	}
	return rows, nil
}

// rowsAsked are the rows of which questions are asked, each once.
func rowsAsked(s claim.Scope, asked []exchange.Probe) []covering.Row {
	read, met := newReader(s, questions(s)), map[exchange.Probe]bool{}
	var rows []covering.Row
	for _, p := range asked {
		if row, ok := read.row(p); ok && !met[p] {
			met[p] = true
			rows = append(rows, row)
		}
	}
	return rows
}

// rowsOf leaves of some rows those that a model has.
func rowsOf(m covering.Model, rows []covering.Row) []covering.Row {
	return slices.DeleteFunc(rows, func(row covering.Row) bool {
		return forbids(m, row) || slices.ContainsFunc(m.Factors, func(f covering.Factor) bool { return !slices.Contains(f.Values, row[f.Name]) })
	})
}

// Coverage says how many combinations of two and of three factors the given
// questions hold, of all that are possible, and which values none of them has.
func (f Finder) Coverage(asked []exchange.Probe) (pairs, triples covering.Coverage, unmet []covering.Tuple) {
	model, rows := questions(f.Scope), rowsAsked(f.Scope, asked)
	values, _ := model.Coverage(rows)
	model.Strength = 2
	pairs, _ = model.Coverage(rows)
	model.Strength = 3
	triples, _ = model.Coverage(rows)
	return pairs, triples, slices.Collect(values.Missing())
}
