package openapi

import (
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"
)

// SmokeProfile is the profile that is a quick look, and certifies nothing.
const SmokeProfile = "smoke"

// Profile is a named demand: the requirements that a verdict is about, and the actors needed to ask for them.
type Profile struct {
	Name        string   // one word, as on a command line
	Title       string   // a few words for a heading
	Description string   // what it demands and of whom, for a reader
	Actors      []string // of admin, member, reader, bystander, outsider, anonymous, intruder
	// Optional are those of the actors whom nobody need play: what takes them is not applicable then.
	Optional []string
	Editions Editions // at which it asks
	// Moved: what others ask below /v2.1 without a microversion is asked below /v2. It asks there alone.
	Moved bool
	// Requirements are the ids of what it demands, in the order of the catalogue.
	Requirements []string
	// Covering is how many questions that cover the factors it asks at most, beside those of single claims.
	Covering int
	// Questions are all that it asks beside what finds out what there is to ask about, as osact plan prints them.
	// Empty: whatever its requirements take.
	Questions []string
	// Except are the ids of what it leaves out though it could ask, with the reason, or "" if none is given.
	Except map[string]string
}

// Editions are the editions at which a profile asks.
type Editions string

// The choices of editions.
const (
	AllEditions   Editions = "all"
	LegacyAlone   Editions = "legacy"
	Microversions Editions = "microversions"
)

// Asks tells whether the profile asks at an edition.
func (p Profile) Asks(e Edition) bool {
	return p.Editions == AllEditions || e.IsLegacy() == (p.Editions == LegacyAlone)
}

// canAsk tells whether anything asks for a requirement, at any edition of the profile.
func (p Profile) canAsk(q Requirement) bool {
	return q.Unclaimed == "" && (p.Editions != LegacyAlone || q.Asked.Legacy)
}

// actors are those who can ask.
var actors = []string{"admin", "member", "reader", "bystander", "outsider", "anonymous", "intruder"}

// readProfiles reads the profiles and resolves their selections of requirements.
func readProfiles(file string, data []byte, catalogue []Requirement) ([]Profile, error) {
	r := reader{file}
	root, err := r.parse(data)
	if err != nil {
		return nil, err
	}
	var list []Profile
	err = r.fields(root, map[string]func(*yaml.Node) error{
		"profiles": func(n *yaml.Node) error {
			return r.items(n, func(item *yaml.Node) error {
				p, err := r.profile(item, catalogue)
				if err != nil {
					return err
				}
				if slices.ContainsFunc(list, func(q Profile) bool { return q.Name == p.Name }) {
					return r.errorf(item, "the profile %s is given twice", p.Name)
				}
				list = append(list, p)
				return nil
			})
		},
	})
	if err == nil && len(list) == 0 {
		err = r.errorf(root, "there are no profiles")
	}
	return list, err
}

func (r reader) profile(n *yaml.Node, catalogue []Requirement) (Profile, error) {
	var (
		p        = Profile{Editions: AllEditions, Except: map[string]string{}}
		selected []string
		editions = string(AllEditions)
	)
	err := r.fields(n, map[string]func(*yaml.Node) error{
		"name":        r.text(&p.Name),
		"title":       r.text(&p.Title),
		"description": r.text(&p.Description),
		"actors": func(n *yaml.Node) error {
			return r.items(n, func(item *yaml.Node) error {
				var actor string
				if err := r.text(&actor)(item); err != nil {
					return err
				}
				if !slices.Contains(actors, actor) {
					return r.errorf(item, "unknown actor %q; known are %s", actor, strings.Join(actors, ", "))
				}
				p.Actors = append(p.Actors, actor)
				return nil
			})
		},
		"optional": func(n *yaml.Node) error {
			return r.items(n, func(item *yaml.Node) error {
				var actor string
				err := r.text(&actor)(item)
				p.Optional = append(p.Optional, actor)
				return err
			})
		},
		"moved": func(n *yaml.Node) error {
			if n.Value != "true" && n.Value != "false" {
				return r.errorf(n, "moved is true or false, not %q", n.Value)
			}
			p.Moved = n.Value == "true"
			return nil
		},
		"questions": func(n *yaml.Node) error {
			return r.items(n, func(item *yaml.Node) error {
				var question string
				err := r.text(&question)(item)
				p.Questions = append(p.Questions, question)
				return err
			})
		},
		"requirements": r.selection(&selected, catalogue),
		"editions":     r.text(&editions),
		"covering": func(n *yaml.Node) error {
			most, err := strconv.Atoi(n.Value)
			if err != nil || most < 0 {
				return r.errorf(n, "covering is a number of questions, not %q", n.Value)
			}
			p.Covering = most
			return nil
		},
		"except": func(n *yaml.Node) error {
			return r.items(n, func(item *yaml.Node) error { return r.exception(item, p.Except, catalogue) })
		},
	})
	p.Editions = Editions(editions)
	switch {
	case err != nil:
		return p, err
	case !slices.Contains([]Editions{AllEditions, LegacyAlone, Microversions}, p.Editions):
		return p, r.errorf(n, "%s: the editions %q are unknown: choose all, legacy or microversions", p.Name, editions)
	case p.Moved && p.Editions != LegacyAlone:
		return p, r.errorf(n, "%s: questions are moved below /v2 where a profile asks there alone: give it editions: legacy", p.Name)
	}
	for _, actor := range p.Optional {
		if !slices.Contains(p.Actors, actor) {
			return p, r.errorf(n, "%s: %q is optional, but none of its actors", p.Name, actor)
		}
	}
	if p.Name == "" || p.Title == "" || p.Description == "" || len(p.Actors) == 0 || len(selected) == 0 {
		return p, r.errorf(n, "the profile %q needs all of name, title, description, actors and requirements", p.Name)
	}
	for _, q := range catalogue {
		if _, excepted := p.Except[q.ID]; slices.Contains(selected, q.ID) && !excepted && p.canAsk(q) {
			p.Requirements = append(p.Requirements, q.ID)
		}
	}
	if len(p.Requirements) == 0 {
		return p, r.errorf(n, "the profile %s demands nothing: all of its requirements are excepted", p.Name)
	}
	return p, nil
}

// exception reads what is left out: an id or the beginning of some, alone or with a reason.
func (r reader) exception(n *yaml.Node, into map[string]string, catalogue []Requirement) error {
	var wanted, because string
	if n = behindAlias(n); n.Kind != yaml.MappingNode {
		if err := r.text(&wanted)(n); err != nil {
			return err
		}
	} else if err := r.fields(n, map[string]func(*yaml.Node) error{"id": r.text(&wanted), "because": r.text(&because)}); err != nil {
		return err
	}
	ids, err := r.selected(n, wanted, catalogue)
	for _, id := range ids {
		into[id] = because
	}
	return err
}

// selected returns the ids that are wanted or begin so.
func (r reader) selected(n *yaml.Node, wanted string, catalogue []Requirement) ([]string, error) {
	var ids []string
	for _, q := range catalogue {
		if q.ID == wanted || strings.HasPrefix(q.ID, wanted+".") {
			ids = append(ids, q.ID)
		}
	}
	if len(ids) == 0 {
		return nil, r.errorf(n, "%q selects no requirement", wanted)
	}
	return ids, nil
}

// selection reads "all", or a list of ids and of their beginnings ("show.times"), into the ids that they stand for.
func (r reader) selection(into *[]string, catalogue []Requirement) func(*yaml.Node) error {
	return func(n *yaml.Node) error {
		if n = behindAlias(n); n.Kind == yaml.ScalarNode && n.Value == "all" {
			for _, q := range catalogue {
				*into = append(*into, q.ID)
			}
			return nil
		}
		return r.items(n, func(item *yaml.Node) error {
			var wanted string
			if err := r.text(&wanted)(item); err != nil {
				return err
			}
			ids, err := r.selected(item, wanted, catalogue)
			*into = append(*into, ids...)
			return err
		})
	}
}
