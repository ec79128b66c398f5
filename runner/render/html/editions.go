package html

import (
	"slices"

	"github.com/osact/osact/openapi"
	"github.com/osact/osact/runner/render/phrase"
	"github.com/osact/osact/runner/verdict"
	"github.com/osact/osact/suites/claim"
	"github.com/osact/osact/suites/exchange"
)

// table shows how each requirement of a family did at each edition.
type table struct {
	Family  printable
	Anchor  printable
	Tally   printable
	Open    bool
	Columns []printable
	Rows    []tableRow
}

type tableRow struct {
	ID    printable
	All   mark
	Cells []cell
}

// cell is what was found at an edition, and where the page tells of it.
type cell struct {
	mark
	To printable
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

// marks are all that there are, the worst last.
func marks() []mark {
	all := []mark{otherwise()}
	for _, o := range claim.Outcomes() {
		all = append(all, markOf(o))
	}
	slices.Reverse(all)
	return all
}

// tables divides requirements by family, in the order of the verdict. Of each
// requirement the first breaches are shown.
func (m material) tables(l limits) []table {
	var order []string
	families := map[string][]verdict.Requirement{}
	for _, r := range m.verdict.Requirements {
		name := phrase.Family(r.ID)
		if families[name] == nil {
			order = append(order, name)
		}
		families[name] = append(families[name], r)
	}
	var all []table
	for _, name := range order {
		all = append(all, tableOf(name, families[name], m.breaches, l.causes))
	}
	return all
}

func tableOf(name string, requirements []verdict.Requirement, breaches map[string][]verdict.Breach, shown int) table {
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

	t := table{Family: printed(name), Anchor: familyAnchor(name), Tally: printed(phrase.Tally(counts)), Open: counts.Violated > 0}
	for _, c := range columns {
		t.Columns = append(t.Columns, printed(c.title()))
	}
	for i, r := range requirements {
		row := tableRow{ID: printed(r.ID), All: markOf(r.Outcome)}
		broken, _ := phrase.First(breaches[r.ID], shown)
		for _, c := range columns {
			row.Cells = append(row.Cells, cell{found[i][c.edition], foundAt(r.ID, c.edition, broken)})
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
	return marksOf(worst, r.Level)
}

// marksOf marks what was found of a requirement of a level, by whatever it is found at.
func marksOf[K comparable](found map[K]claim.Outcome, level openapi.Level) map[K]mark {
	all := map[K]mark{}
	for at, o := range found {
		all[at] = markOf(o)
		if o == claim.Violated && level == openapi.May {
			all[at] = otherwise()
		}
	}
	return all
}

// foundAt names where the page tells what was found of a requirement at an edition: the
// first place where it is violated there, or the requirement.
func foundAt(id, edition string, breaches []verdict.Breach) printable {
	for n, b := range breaches {
		if slices.ContainsFunc(b.Probes, func(p exchange.Probe) bool { return phrase.Edition(p) == edition }) {
			return breachAnchor(id, n)
		}
	}
	return printed(id)
}

func rank(o claim.Outcome) int { return slices.Index(claim.Outcomes(), o) }

// legend returns the marks that occur in tables, in the order of the outcomes.
func legend(tables []table) []mark {
	occurs := map[mark]bool{}
	for _, t := range tables {
		for _, row := range t.Rows {
			occurs[row.All] = true
			for _, c := range row.Cells {
				occurs[c.mark] = true
			}
		}
	}
	var all []mark
	for _, o := range claim.Outcomes() {
		all = append(all, markOf(o))
	}
	return slices.DeleteFunc(append(all, otherwise()), func(m mark) bool { return !occurs[m] })
}
