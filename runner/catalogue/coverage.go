package catalogue

import (
	"context"
	"fmt"
	"io"
	"strings"
	"text/tabwriter"

	"github.com/osact/osact/openapi"
	"github.com/osact/osact/runner/coverage"
	"github.com/osact/osact/runner/exit"
	"github.com/osact/osact/suites/exchange"
)

// ListCoverage prints what the answers of a recording hold of the contract, and
// which faults prove that.
func ListCoverage(ctx context.Context, w io.Writer, contract *openapi.Contract, recording exchange.Recording, progress func(done, total int)) error {
	all, err := coverage.Measure(ctx, contract, recording, progress)
	if err != nil {
		return exit.Defectf("%w", err)
	}
	gaps, err := contract.Gaps()
	if err != nil {
		return exit.Defectf("the list of gaps does not load: %w", err)
	}
	reasons := map[string]string{}
	for _, g := range gaps {
		for _, item := range g.Items {
			reasons[item] = g.Because
		}
	}
	table := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintf(table, "ITEM\tANSWERS\tPROVED BY\n")
	whole := 0
	for _, c := range all {
		if c.Whole() {
			whole++
		}
		fmt.Fprintf(table, "%s\t%d\t%s\n", c.Item, c.Answers, provedBy(c, reasons))
	}
	fmt.Fprintf(table, "\n%d of %d items are judged and proven; the answers are those that a claim judged\n", whole, len(all))
	return table.Flush()
}

// provedBy names the first faults that prove an item, or says why none does.
func provedBy(c coverage.Covered, reasons map[string]string) string {
	const shown = 3
	names := c.Faults
	if len(names) > shown {
		names = append(names[:shown:shown], fmt.Sprintf("%d more", len(names)-shown))
	}
	text := strings.Join(names, ", ")
	status := c.Item
	status.At = ""
	for _, item := range []openapi.Item{c.Item, status} {
		if because := reasons[item.String()]; because != "" {
			return strings.TrimPrefix(text+"; uncovered: "+because, "; ")
		}
	}
	return text
}
