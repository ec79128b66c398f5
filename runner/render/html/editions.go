package html

import (
	"slices"

	"github.com/osact/osact/openapi"
	"github.com/osact/osact/runner/render/phrase"
	"github.com/osact/osact/runner/verdict"
	"github.com/osact/osact/suites/claim"
)

// table shows how each requirement of a family did at each edition.
type table struct {
	Family  printable
	Tally   printable
	Open    bool
	Columns []printable
	Rows    []tableRow
}

type tableRow struct {
	ID    printable
	All   mark
	Cells []mark
}

// mark is an outcome, as a sign and in words. The zero mark is that of what was
// not asked.
type mark struct {
	Class, Sign, Word printable
}

func markOf(o claim.Outcome) mark {
	sign := map[claim.Outcome]printable{
		claim.Satisfied: "✓", claim.Violated: "✗", claim.Inconclusive: "?", claim.Untested: "–", claim.NotApplicable: "n/a",
	}[o]
	return mark{anchor(o), sign, printed(string(o))}
}

// otherwise marks a MAY that was seen not to be: which is no violation.
func otherwise() mark { return mark{"otherwise", "○", "otherwise"} }

// tables divides requirements by family, in the order of the verdict.
func tables(v verdict.Verdict) []table {
	var order []string
	families := map[string][]verdict.Requirement{}
	for _, r := range v.Requirements {
		name := phrase.Family(r.ID)
		if families[name] == nil {
			order = append(order, name)
		}
		families[name] = append(families[name], r)
	}
	var all []table
	for _, name := range order {
		all = append(all, tableOf(name, families[name]))
	}
	return all
}

func tableOf(name string, requirements []verdict.Requirement) table {
	var counts verdict.Counts
	var columns []column
	found := make([]map[string]mark, len(requirements))
	for i, r := range requirements {
		counts.Add(r.Outcome)
		found[i] = byEdition(r)
		for e := range found[i] {
			columns = append(columns, columnOf(e))
		}
	}
	slices.SortFunc(columns, column.compare)
	columns = slices.Compact(columns)
	columns = merged(columns, found)

	t := table{Family: printed(name), Tally: printed(phrase.Tally(counts)), Open: counts.Violated > 0}
	for _, c := range columns {
		t.Columns = append(t.Columns, printed(c.title()))
	}
	for i, r := range requirements {
		row := tableRow{ID: printed(r.ID), All: markOf(r.Outcome)}
		for _, c := range columns {
			row.Cells = append(row.Cells, found[i][c.edition])
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// byEdition returns the worst of what was found of a requirement at each
// edition.
func byEdition(r verdict.Requirement) map[string]mark {
	worst := map[string]claim.Outcome{}
	for _, f := range r.Findings {
		e := phrase.Edition(f.Probe)
		if before, ok := worst[e]; !ok || rank(f.Outcome) < rank(before) {
			worst[e] = f.Outcome
		}
	}
	marks := map[string]mark{}
	for e, o := range worst {
		marks[e] = markOf(o)
		if o == claim.Violated && r.Level == openapi.May {
			marks[e] = otherwise()
		}
	}
	return marks
}

func rank(o claim.Outcome) int { return slices.Index(claim.Outcomes(), o) }

// legend returns the marks that occur in tables, in the order of the outcomes.
func legend(tables []table) []mark {
	occurs := map[mark]bool{}
	for _, t := range tables {
		for _, row := range t.Rows {
			occurs[row.All] = true
			for _, cell := range row.Cells {
				occurs[cell] = true
			}
		}
	}
	var all []mark
	for _, o := range claim.Outcomes() {
		all = append(all, markOf(o))
	}
	return slices.DeleteFunc(append(all, otherwise()), func(m mark) bool { return !occurs[m] })
}
