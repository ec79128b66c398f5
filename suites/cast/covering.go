package cast

import (
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/osact/osact/suites/claim"
	"github.com/osact/osact/suites/exchange"
	"github.com/osact/osact/suites/plan/covering"
)

// Covering asks questions that cover the factors as the scope of a book has them asked:
// those that show an action, and those that list. What the book asks anyway covers some.
// It refuses a scope whose factors leave no question.
func Covering(b *claim.Book) (shows, lists claim.Ask) {
	probes := sync.OnceValue(func() []exchange.Probe { // it takes a while, and narrow runs do without
		all, err := coveringProbes(b.Scope(), b.Asked())
		if err != nil {
			b.Refuse(fmt.Errorf("questions that cover the factors: %w", err))
		}
		return all
	})
	asking := func(shown bool) claim.Ask {
		return claim.Asking(func(claim.Scope) [][]exchange.Probe {
			var asked [][]exchange.Probe
			for _, p := range probes() {
				path, _, _ := strings.Cut(p.Path, "?")
				if strings.HasSuffix(path, "/os-instance-actions") != shown {
					asked = append(asked, []exchange.Probe{p})
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

// parts are what is asked, for each strength. What is wrong with a question hides what
// else is, so first come questions with nothing wrong but who asks, at the editions where
// the description changes: each actor about each kind of action. Then every two values
// meet, and a few questions are asked at the editions between those.
func parts(s claim.Scope) []part {
	edges := questions(s)
	whole := append(pairs(factors()...), whoseAndWhen())
	all := []part{
		{served(edges), 38, whole},
		{strange(edges), 56, whole},
		{edges, 100, pairs(factors()...)},
	}
	for _, m := range between(s) {
		all = append(all, part{m, 100, nil})
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

// by are the questions of a model that one actor asks, with one of some projects in the
// path.
func by(actor exchange.Actor, m covering.Model, projects ...string) covering.Model {
	return narrowed(narrowed(m, "actor", string(actor)), "project", projects...)
}

func pairs(names ...string) []covering.Group { return []covering.Group{{Factors: names, Strength: 2}} }

// whoseAndWhen are the triples that tokens, projects and policies can depend on.
func whoseAndWhen() covering.Group {
	return covering.Group{Factors: []string{"actor", "edition", "subject"}, Strength: 3}
}

func factors() []string {
	return []string{"actor", "edition", "version", "operation", "subject", "project", "query", "header"}
}

// coveringProbes are what a scope asks beside what is asked anyway: each way to write a
// value, and the rows that cover.
func coveringProbes(s claim.Scope, asked []exchange.Probe) ([]exchange.Probe, error) {
	if s.Covering.Most == 0 {
		return nil, nil
	}
	worded := slices.DeleteFunc(slices.Concat(eachWording(s), eachMethod(s)), func(p exchange.Probe) bool { return slices.Contains(asked, p) })
	if few := s.Covering.Most / 5; len(worded) > few {
		worded = worded[:few] // the rest of what may be asked is for what goes together
	}
	s.Covering.Most -= len(worded)
	rows, err := coveringRows(s, slices.Concat(asked, worded))
	for _, row := range rows {
		worded = append(worded, question(row))
	}
	return worded, err
}

// coveringRows are the rows that cover, together with what is asked; none where there
// is nobody to ask.
func coveringRows(s claim.Scope, asked []exchange.Probe) ([]covering.Row, error) {
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
