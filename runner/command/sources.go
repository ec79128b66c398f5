package command

import (
	"fmt"
	"io"
	"strings"

	"github.com/osact/osact/openapi"
)

// sourceDocuments reads the source documents that osact was built with.
func sourceDocuments(contract *openapi.Contract) ([]openapi.SourceDocument, error) {
	all, err := openapi.SourceDocuments(contract)
	if err != nil {
		return nil, defect("the source documents do not load: %w", err)
	}
	return all, nil
}

// listSource writes each statement of a source document, and what covers it.
func listSource(out io.Writer, contract *openapi.Contract, name string) error {
	all, err := sourceDocuments(contract)
	if err != nil {
		return err
	}
	var names []string
	for _, d := range all {
		if d.Name == name {
			fmt.Fprintf(out, "%s: %s\n", d.Name, d.Title)
			for _, s := range d.Statements {
				fmt.Fprintf(out, "\n%s: %s\n", s.Place, s.Says)
				fmt.Fprint(out, fate(s))
			}
			return nil
		}
		names = append(names, d.Name)
	}
	return unknown("source", name, names)
}

// fate is what became of a statement, a line each.
func fate(s openapi.Statement) string {
	switch {
	case s.Differs != nil:
		return fmt.Sprintf("  differs     clouds %s\n  osact       %s\n  concerned   %s\n",
			s.Differs.Clouds, s.Differs.Osact, strings.Join(s.Differs.Requirements, ", "))
	case s.Uncovered != "":
		return fmt.Sprintf("  uncovered   %s\n", s.Uncovered)
	default:
		return fmt.Sprintf("  covered by  %s\n", strings.Join(s.Requirements, ", "))
	}
}

// said is what the source documents say about a requirement, a line each: name
// and text.
func said(documents []openapi.SourceDocument, requirement string) [][2]string {
	var lines [][2]string
	for _, d := range documents {
		for _, s := range d.Says(requirement) {
			text := s.Place + ": " + s.Says
			if s.Differs != nil {
				text += " But clouds " + s.Differs.Clouds + "."
			}
			lines = append(lines, [2]string{d.Name + " says", text})
		}
	}
	return lines
}
