package openapi

import (
	"regexp"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"
)

// Level is how much a requirement binds, in the words of RFC 2119.
type Level string

// The levels. A MAY is an observation: it is never violated.
const (
	Must   Level = "MUST"
	Should Level = "SHOULD"
	May    Level = "MAY"
)

// Requirement is one testable sentence about the API.
type Requirement struct {
	ID        string   // permanent, never reused: "show.tenancy.mismatch-is-400"
	Level     Level    // MUST, SHOULD or MAY
	Asked     Range    // the editions in which it may be asked
	Offered   Range    // what the newest microversion that the target offers must be; open if that does not matter
	WhenSeen  bool     // its situation cannot be made on demand, only met
	ByAnyone  bool     // a refusal by what stands in front of the API fulfils it too
	OwnAlone  bool     // it is about answers of the API alone, not of what stands in front of it
	Statement string   // the sentence
	Sources   []Source // where it comes from, at least one
	Tempest   string   // the test of OpenStack's own suite that it subsumes, or ""
	Unclaimed string   // why no claim covers it, or ""
}

// Source is where a requirement comes from.
type Source struct {
	Name  string `json:"source"` // seed1, seed2, api-ref, nova-history, observed, or a section of a standard: "RFC 9110 §8.6"
	Place string `json:"place"`  // a short pointer into it
}

var (
	requirementID = regexp.MustCompile(`^[a-z0-9]+(\.[a-z0-9-]+)+$`)
	sourceName    = regexp.MustCompile(`^(seed1|seed2|api-ref|nova-history|observed|RFC [0-9]+ §[0-9]+(\.[0-9]+)*)$`)
)

// readRequirements reads the catalogue. Its order is kept.
func readRequirements(file string, data []byte) ([]Requirement, error) {
	r := reader{file}
	root, err := r.parse(data)
	if err != nil {
		return nil, err
	}
	var (
		list []Requirement
		seen = map[string]bool{}
	)
	err = r.fields(root, map[string]func(*yaml.Node) error{
		"requirements": func(n *yaml.Node) error {
			return r.items(n, func(item *yaml.Node) error {
				q, err := r.requirement(item)
				if err != nil {
					return err
				}
				if seen[q.ID] {
					return r.errorf(item, "the id %s is given twice", q.ID)
				}
				seen[q.ID] = true
				list = append(list, q)
				return nil
			})
		},
	})
	if err == nil && len(list) == 0 {
		err = r.errorf(root, "the catalogue holds no requirements")
	}
	return list, err
}

func (r reader) requirement(n *yaml.Node) (Requirement, error) {
	var (
		q                       Requirement
		level, when, who, whose string
		asked                   bool
	)
	err := r.fields(n, map[string]func(*yaml.Node) error{
		"id":    r.text(&q.ID),
		"level": r.text(&level),
		"asked": func(n *yaml.Node) error {
			asked = true
			return r.editions(n, &q.Asked)
		},
		"offered": func(n *yaml.Node) error {
			return r.fields(n, map[string]func(*yaml.Node) error{
				"min-ver": r.version(&q.Offered.Min),
				"max-ver": r.version(&q.Offered.Max),
			})
		},
		"when":       r.text(&when),
		"refused-by": r.text(&who),
		"answers":    r.text(&whose),
		"statement":  r.text(&q.Statement),
		"sources": func(n *yaml.Node) error {
			return r.items(n, func(item *yaml.Node) error {
				s, err := r.source(item)
				q.Sources = append(q.Sources, s)
				return err
			})
		},
		"tempest":   r.text(&q.Tempest),
		"unclaimed": r.text(&q.Unclaimed),
	})
	q.Level, q.WhenSeen, q.ByAnyone, q.OwnAlone = Level(level), when == "seen", who == "anyone", whose == "own"
	switch {
	case err != nil:
	case !requirementID.MatchString(q.ID):
		err = r.errorf(n, "the id %q is malformed: use words of a-z, 0-9 and -, joined by dots", q.ID)
	case !slices.Contains([]Level{Must, Should, May}, q.Level):
		err = r.errorf(n, "%s: the level %q is unknown: choose MUST, SHOULD or MAY", q.ID, level)
	case !asked:
		err = r.errorf(n, "%s: asked is missing", q.ID)
	case when != "" && when != "seen":
		err = r.errorf(n, "%s: when is %q: it can only be seen", q.ID, when)
	case who != "" && who != "anyone":
		err = r.errorf(n, "%s: refused-by is %q: it can only be anyone", q.ID, who)
	case whose != "" && whose != "own":
		err = r.errorf(n, "%s: answers is %q: it can only be own", q.ID, whose)
	case q.Statement == "":
		err = r.errorf(n, "%s: the statement is missing", q.ID)
	case q.Level != May && !strings.Contains(q.Statement, string(q.Level)+" "):
		err = r.errorf(n, "%s: the statement does not say %s, its level", q.ID, q.Level)
	case len(q.Sources) == 0:
		err = r.errorf(n, "%s: the sources are missing", q.ID)
	}
	return q, err
}

// editions reads {min-ver, max-ver, legacy}. Legacy must be said: nothing about it follows from the bounds.
func (r reader) editions(n *yaml.Node, into *Range) error {
	said := false
	err := r.fields(n, map[string]func(*yaml.Node) error{
		"min-ver": r.version(&into.Min),
		"max-ver": r.version(&into.Max),
		"legacy": func(n *yaml.Node) error {
			said = true
			return r.truth(&into.Legacy)(n)
		},
	})
	if err != nil {
		return err
	}
	if !said {
		return r.errorf(n, "say whether the legacy edition is asked: legacy: true or false")
	}
	if !into.Min.IsZero() && !into.Max.IsZero() && into.Min.Compare(into.Max) > 0 {
		return r.errorf(n, "the range %s holds no version: exchange its bounds", into)
	}
	return nil
}

func (r reader) source(n *yaml.Node) (Source, error) {
	var s Source
	err := r.fields(n, map[string]func(*yaml.Node) error{"source": r.text(&s.Name), "place": r.text(&s.Place)})
	switch {
	case err != nil:
	case !sourceName.MatchString(s.Name):
		err = r.errorf(n, "the source %q is unknown: choose seed1, seed2, api-ref, nova-history, observed, or write RFC 9110 §8.6",
			s.Name)
	case s.Place == "":
		err = r.errorf(n, "the place in %s is missing", s.Name)
	}
	return s, err
}
