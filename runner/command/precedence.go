package command

import (
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"github.com/osact/osact/openapi"
	"github.com/osact/osact/runner/exit"
)

// order says whether the order in which the API decides is to be printed, and how.
type order struct{ wanted, asJSON bool }

func (o *order) flags(cmd *cobra.Command) {
	cmd.Flags().BoolVar(&o.wanted, "precedence", false, "print the order in which the API decides: which of several faults of one question wins")
	cmd.Flags().BoolVar(&o.asJSON, "json", false, "print that order as JSON")
	cmd.MarkFlagsMutuallyExclusive("precedence", "edition")
	cmd.MarkFlagsMutuallyExclusive("precedence", "audience")
}

func (o *order) print(to io.Writer, p openapi.Precedence) error {
	var err error
	if o.asJSON {
		encoder := json.NewEncoder(to)
		encoder.SetEscapeHTML(false) // people read it
		encoder.SetIndent("", "  ")
		err = encoder.Encode(struct {
			openapi.Precedence
			Named string `json:"named"`
		}{p, p.Named.String()})
	} else {
		err = writeOrder(to, p)
	}
	if err != nil {
		return exit.Defectf("the order can't be printed: %w", err)
	}
	return nil
}

// writeOrder writes the rules as a table, and then the words that they use.
func writeOrder(to io.Writer, p openapi.Precedence) error {
	table := tabwriter.NewWriter(to, 0, 0, 2, ' ', 0)
	fmt.Fprintf(table, "The first rule that holds decides. One that is a MAY lets the rules below it decide instead, and a\n"+
		"SHOULD does as a warning. Messages have to name what is said here at %s.\n\n", p.Named)
	fmt.Fprintln(table, "rule\tlevel\tanswer\twhen")
	for _, r := range p.Rules {
		answers, cases := answersOf(r), casesOf(r, p)
		name, level := r.Name, string(r.Level)
		for i := range max(len(answers), len(cases)) {
			fmt.Fprintf(table, "%s\t%s\t%s\t%s\n", name, level, line(answers, i), line(cases, i))
			name, level = "", ""
		}
	}
	fmt.Fprintln(table, "\nfactor\tvalue\tmeaning")
	for _, f := range p.Factors {
		name := f.Name
		for _, w := range f.Values {
			fmt.Fprintf(table, "%s\t%s\t%s\n", name, w.Name, w.Meaning)
			name = ""
		}
	}
	fmt.Fprintln(table, "\nname\tmeaning")
	for _, w := range p.Names {
		fmt.Fprintf(table, "%s\t%s\n", w.Name, w.Meaning)
	}
	return table.Flush()
}

// line is one of some lines, or nothing behind the last.
func line(lines []string, i int) string {
	if i < len(lines) {
		return lines[i]
	}
	return ""
}

func answersOf(r openapi.Rule) []string {
	lines := []string{r.Answer.String()}
	for _, a := range r.Or {
		lines = append(lines, "or "+a.String())
	}
	for _, a := range r.Tolerated {
		lines = append(lines, "tolerated: "+a.String())
	}
	return lines
}

func casesOf(r openapi.Rule, p openapi.Precedence) []string {
	if len(r.When) == 0 {
		return []string{"always"}
	}
	lines := make([]string, len(r.When))
	for i, c := range r.When {
		if lines[i] = caseText(c, p.Factors); i > 0 {
			lines[i] = "or " + lines[i]
		}
	}
	return lines
}

// caseText is a case in words: "actor anonymous or intruder; edition legacy". Of a factor with few other values it names
// those.
func caseText(c openapi.Case, factors []openapi.Factor) string {
	var parts []string
	for _, f := range factors {
		var others []string
		for _, w := range f.Values {
			if !slices.Contains(c[f.Name], w.Name) {
				others = append(others, w.Name)
			}
		}
		switch chosen := c[f.Name]; {
		case len(chosen) == 0:
		case len(others) < len(chosen)/2:
			parts = append(parts, f.Name+" any but "+strings.Join(others, " or "))
		default:
			parts = append(parts, f.Name+" "+strings.Join(chosen, " or "))
		}
	}
	if editions := c["edition"]; len(editions) > 0 {
		parts = append(parts, "edition "+strings.Join(editions, " or "))
	}
	return strings.Join(parts, "; ")
}
