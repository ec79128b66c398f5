package html

import (
	"fmt"

	"github.com/osact/osact/runner/render/phrase"
	"github.com/osact/osact/runner/verdict"
)

// latencyRow is how long the answers to one operation took. Its bar is of latencyWidth.
type latencyRow struct {
	Operation              printable
	P50, P95, Max, Answers printable
	Half, Most, All        int // where the bar ends for half of the answers, for 95 of 100 and for all
}

// latencyWidth is the width of a bar whose answers took longest.
const latencyWidth = 1000

func latencyRows(all []verdict.Latency) []latencyRow {
	var longest int64 = 1
	for _, l := range all {
		longest = max(longest, l.Max)
	}
	scaled := func(us int64) int { return int(max(us, 0) * latencyWidth / longest) }
	var rows []latencyRow
	for _, l := range all {
		rows = append(rows, latencyRow{
			Operation: printed(l.Operation), P50: milliseconds(l.P50), P95: milliseconds(l.P95), Max: milliseconds(l.Max),
			Answers: printed(phrase.Count(l.Samples, "answer")),
			Half:    scaled(l.P50), Most: scaled(l.P95), All: scaled(l.Max),
		})
	}
	return rows
}

func milliseconds(us int64) printable { return printed(fmt.Sprintf("%.1f ms", float64(us)/1000)) }
