package command

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"
	"text/tabwriter"

	"github.com/osact/osact/openapi"
	"github.com/osact/osact/runner/coverage"
	"github.com/osact/osact/runner/rehearse"
	"github.com/osact/osact/suites/exchange"
)

// listCoverage writes what the answers of a run hold of the contract: of the
// recording that is named, else of a run on the reference cloud.
func listCoverage(ctx context.Context, w *world, contract *openapi.Contract, args []string) error {
	recording, err := recordingToCover(ctx, contract, args)
	if err != nil {
		return err
	}
	if _, err := demanded(contract, recording.Profile, recording.Only); err != nil {
		return err
	}
	all, err := coverage.Measure(ctx, contract, recording)
	if err != nil {
		return defect("%w", err)
	}
	gaps, err := openapi.Gaps()
	if err != nil {
		return defect("the list of gaps does not load: %w", err)
	}
	reasons := map[string]string{}
	for _, g := range gaps {
		for _, item := range g.Items {
			reasons[item] = g.Because
		}
	}
	table := tabwriter.NewWriter(w.stdout, 0, 0, 2, ' ', 0)
	fmt.Fprintf(table, "ITEM\tANSWERS\tPROVED BY\n")
	whole := 0
	for _, c := range all {
		if c.Whole() {
			whole++
		}
		fmt.Fprintf(table, "%s\t%d\t%s\n", c.Item, c.Answers, provedBy(c, reasons))
	}
	fmt.Fprintf(table, "\n%d of %d items are looked at and proven; the answers are those that a claim judged\n", whole, len(all))
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

// recordingToCover reads the recording that is named, the one beside the
// verdict that is named, or makes one.
func recordingToCover(ctx context.Context, contract *openapi.Contract, args []string) (exchange.Recording, error) {
	if len(args) == 0 {
		recording, err := rehearse.Reference(ctx, contract)
		if err != nil {
			return recording, defect("%w", err)
		}
		return recording, nil
	}
	path := args[0]
	if filepath.Base(path) == verdictFile {
		path = filepath.Join(filepath.Dir(path), recordingFile)
	}
	return openRecording(path)
}
