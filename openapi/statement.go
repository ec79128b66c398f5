package openapi

import (
	"maps"
	"slices"

	"go.yaml.in/yaml/v3"
)

// SourceDocument is one of the two documents that the catalogue began with, taken apart.
type SourceDocument struct {
	Name       string // seed1 or seed2, as a requirement's Source names it
	Title      string // what it is, for a reader
	Statements []Statement
}

// Statement is one thing that a source document says. One of Requirements, Uncovered and Differs is set.
type Statement struct {
	Place        string      // where in the document it stands
	Says         string      // what it says, in our words
	Requirements []string    // the ids of those that cover it
	Uncovered    string      // why none does
	Differs      *Difference // where it does not hold
}

// Difference is what is so on clouds where a document says something else.
type Difference struct {
	Clouds       string   // what clouds do
	Osact        string   // what osact does about it
	Requirements []string // the ids of those concerned
}

// SourceDocuments reads the contract's source documents, by name.
func (c *Contract) SourceDocuments() ([]SourceDocument, error) {
	var all []SourceDocument
	for _, name := range slices.Sorted(maps.Keys(c.files.Sources)) {
		d, err := c.sourceDocument(name)
		if err != nil {
			return nil, err
		}
		all = append(all, d)
	}
	return all, nil
}

// sourceDocument reads the source document of that name.
func (c *Contract) sourceDocument(name string) (SourceDocument, error) {
	return ReadSourceDocument(c, c.files.path(sourceFile(name)), c.files.Sources[name])
}

// ReadSourceDocument reads the statements of one document. Each must be covered by requirements of the catalogue that name
// the document among their sources, or say why it is not covered, or where clouds differ. Errors name the file and the
// line.
func ReadSourceDocument(c *Contract, file string, data []byte) (SourceDocument, error) {
	var d SourceDocument
	r := reader{file}
	root, err := r.parse(data)
	if err != nil {
		return d, err
	}
	var statements *yaml.Node
	err = r.fields(root, map[string]func(*yaml.Node) error{
		"document":   r.text(&d.Name),
		"title":      r.text(&d.Title),
		"statements": func(n *yaml.Node) error { statements = n; return nil },
	})
	switch {
	case err != nil:
		return d, err
	case d.Name == "" || d.Title == "" || statements == nil:
		return d, r.errorf(root, "a source document needs all of document, title and statements")
	}
	err = r.items(statements, func(item *yaml.Node) error {
		s, err := r.statement(item, c, d.Name)
		d.Statements = append(d.Statements, s)
		return err
	})
	if err == nil && len(d.Statements) == 0 {
		err = r.errorf(statements, "%s says nothing: give its statements", d.Name)
	}
	return d, err
}

func (r reader) statement(n *yaml.Node, c *Contract, document string) (Statement, error) {
	var s Statement
	fates := 0
	err := r.fields(n, map[string]func(*yaml.Node) error{
		"place": r.text(&s.Place),
		"says":  r.text(&s.Says),
		"requirements": func(n *yaml.Node) error {
			fates++
			return r.concerned(n, c, &s.Requirements, document)
		},
		"uncovered": func(n *yaml.Node) error {
			fates++
			return r.text(&s.Uncovered)(n)
		},
		"differs": func(n *yaml.Node) error {
			fates++
			s.Differs = &Difference{}
			return r.difference(n, c, s.Differs)
		},
	})
	switch {
	case err != nil:
	case s.Place == "" || s.Says == "":
		err = r.errorf(n, "a statement needs both of place and says")
	case fates == 0:
		err = r.errorf(n, "no requirement covers this statement: name those that do under requirements, or say under "+
			"uncovered why there is none, or under differs what is so instead")
	case fates > 1:
		err = r.errorf(n, "choose one of requirements, uncovered and differs")
	}
	return s, err
}

// concerned reads the ids of requirements, at least one, which must all name the document if there is one.
func (r reader) concerned(n *yaml.Node, c *Contract, into *[]string, document string) error {
	err := r.items(n, func(item *yaml.Node) error {
		var id string
		if err := r.text(&id)(item); err != nil {
			return err
		}
		q, ok := c.Requirement(id)
		if !ok {
			return r.errorf(item, "the catalogue has no requirement %q", id)
		}
		if document != "" && !slices.ContainsFunc(q.Sources, func(s Source) bool { return s.Name == document }) {
			return r.errorf(item, "%s does not name %s among its sources: add it there, or drop the id here", id, document)
		}
		*into = append(*into, id)
		return nil
	})
	if err == nil && len(*into) == 0 {
		err = r.errorf(n, "name a requirement here")
	}
	return err
}

func (r reader) difference(n *yaml.Node, c *Contract, into *Difference) error {
	err := r.fields(n, map[string]func(*yaml.Node) error{
		"clouds":       r.text(&into.Clouds),
		"osact":        r.text(&into.Osact),
		"requirements": func(n *yaml.Node) error { return r.concerned(n, c, &into.Requirements, "") },
	})
	if err == nil && (into.Clouds == "" || into.Osact == "" || len(into.Requirements) == 0) {
		err = r.errorf(n, "a difference needs all of clouds, osact and requirements: what is so, what is done about it, and where")
	}
	return err
}

// Says lists what the document says about a requirement: what it covers, and what does not hold.
func (d SourceDocument) Says(requirement string) []Statement {
	var list []Statement
	for _, s := range d.Statements {
		if slices.Contains(s.Requirements, requirement) || s.Differs != nil && slices.Contains(s.Differs.Requirements, requirement) {
			list = append(list, s)
		}
	}
	return list
}
