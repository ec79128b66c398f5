package catalogue

import (
	"fmt"
	"io"
	"strings"

	"github.com/osact/osact/openapi"
	"github.com/osact/osact/runner/exit"
	"github.com/osact/osact/runner/suggest"
)

// sourceDocuments reads the source documents that osact was built with.
func sourceDocuments(contract *openapi.Contract) ([]openapi.SourceDocument, error) {
	all, err := contract.SourceDocuments()
	switch {
	case err == nil:
	case contract.IsEmbedded():
		return nil, exit.Defectf("the source documents do not load: %w", err)
	default:
		return nil, exit.Usagef("the source documents do not fit the requirements of this contract: %w: put others into sources/ of its folder", err)
	}
	return all, nil
}

// ListSource prints each statement of a source document, and what covers it.
func ListSource(w io.Writer, contract *openapi.Contract, name string) error {
	all, err := sourceDocuments(contract)
	if err != nil {
		return err
	}
	var names []string
	for _, d := range all {
		if d.Name == name {
			fmt.Fprintf(w, "%s: %s\n", d.Name, d.Title)
			for _, s := range d.Statements {
				fmt.Fprintf(w, "\n%s: %s\n", s.Place, s.Says)
				fmt.Fprint(w, coverageOf(s))
			}
			return nil
		}
		names = append(names, d.Name)
	}
	return suggest.Unknown("source", name, names)
}

// coverageOf says what covers a statement, a line each.
func coverageOf(s openapi.Statement) string {
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

// sayings are what the source documents say about a requirement, a line each: name
// and text.
func sayings(documents []openapi.SourceDocument, requirement string) [][2]string {
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
