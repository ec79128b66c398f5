package openapi

import (
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"
)

// precedenceReader reads the rules by which the API decides.
type precedenceReader struct {
	reader
	*Contract
	into    Precedence
	decided []box // what the rules read so far have decided
}

// readPrecedence reads the precedence of a contract whose document and catalogue are read. The order of the rules is kept.
func readPrecedence(file string, data []byte, c *Contract) (Precedence, error) {
	r := precedenceReader{reader: reader{file}, Contract: c}
	root, err := r.parse(data)
	if err != nil {
		return Precedence{}, err
	}
	parts := map[string]*yaml.Node{}
	part := func(name string) func(*yaml.Node) error {
		return func(n *yaml.Node) error { parts[name] = n; return nil }
	}
	known := map[string]func(*yaml.Node) error{}
	for _, name := range []string{"factors", "names", "named", "rules"} {
		known[name] = part(name)
	}
	if err := r.fields(root, known); err != nil {
		return Precedence{}, err
	}
	for name := range known {
		if parts[name] == nil {
			return Precedence{}, r.errorf(root, "the precedence needs all of %s", names(known))
		}
	}
	// The rules speak in the words of the other parts.
	for _, step := range []error{
		r.factors(parts["factors"]),
		r.wordsOf(parts["names"], &r.into.Names),
		r.editions(parts["named"], &r.into.Named),
	} {
		if step != nil {
			return Precedence{}, step
		}
	}
	return r.into, r.rules(parts["rules"])
}

// factors reads the words for each factor. They are brought into the order of Question.
func (r *precedenceReader) factors(n *yaml.Node) error {
	known := map[string]func(*yaml.Node) error{}
	for i, name := range factorNames() {
		r.into.Factors = append(r.into.Factors, Factor{Name: name})
		known[name] = func(n *yaml.Node) error { return r.wordsOf(n, &r.into.Factors[i].Values) }
	}
	if err := r.fields(n, known); err != nil {
		return err
	}
	for _, f := range r.into.Factors {
		if len(f.Values) == 0 {
			return r.errorf(n, "the factor %s is missing, or has no values", f.Name)
		}
	}
	return nil
}

// maxWords is how many words there may be for one thing: a box has a bit for each.
const maxWords = 32

// wordsOf reads a map of words and what each of them means.
func (r *precedenceReader) wordsOf(n *yaml.Node, into *[]Word) error {
	n = behindAlias(n)
	if n.Kind != yaml.MappingNode {
		return r.errorf(n, "a map of words and their meanings is needed here")
	}
	for key, value := range pairs(n) {
		w := Word{Name: key.Value}
		if indexOf(*into, w.Name) >= 0 {
			return r.errorf(key, "the word %q is given twice", w.Name)
		}
		if err := r.text(&w.Meaning)(value); err != nil {
			return err
		}
		*into = append(*into, w)
	}
	if len(*into) > maxWords {
		return r.errorf(n, "there are more than %d words", maxWords)
	}
	return nil
}

func (r *precedenceReader) rules(n *yaml.Node) error {
	if err := r.items(n, func(item *yaml.Node) error {
		rule, err := r.rule(item)
		if err != nil {
			return err
		}
		if slices.ContainsFunc(r.into.Rules, func(other Rule) bool { return other.Name == rule.Name }) {
			return r.errorf(item, "the rule %s is given twice", rule.Name)
		}
		r.into.Rules = append(r.into.Rules, rule)
		return nil
	}); err != nil {
		return err
	}
	if rules := r.into.Rules; len(rules) == 0 || rules[len(rules)-1].Level != Must || len(rules[len(rules)-1].When) > 0 {
		return r.errorf(n, "the last rule must decide what is left: give it the level MUST, and no when")
	}
	return nil
}

func (r *precedenceReader) rule(n *yaml.Node) (Rule, error) {
	var (
		rule       Rule
		level, who string
		when       *yaml.Node
	)
	err := r.fields(n, map[string]func(*yaml.Node) error{
		"rule":       r.text(&rule.Name),
		"level":      r.text(&level),
		"when":       func(n *yaml.Node) error { when = behindAlias(n); return nil },
		"says":       r.text(&rule.Says),
		"answer":     func(n *yaml.Node) error { return r.answer(n, &rule.Answer) },
		"or":         r.answers(&rule.Or),
		"tolerated":  r.answers(&rule.Tolerated),
		"refused-by": r.text(&who),
		"requirements": func(n *yaml.Node) error {
			return r.concerned(n, r.Contract, &rule.Requirements, "")
		},
		"sources": func(n *yaml.Node) error {
			return r.items(n, func(item *yaml.Node) error {
				s, err := r.source(item)
				rule.Sources = append(rule.Sources, s)
				return err
			})
		},
	})
	rule.Level, rule.ByAnyone = Level(level), who == "anyone"
	switch {
	case err != nil:
		return rule, err
	case rule.Name == "" || rule.Says == "" || rule.Answer.Status == 0:
		return rule, r.errorf(n, "the rule %q needs all of rule, level, says, answer and sources", rule.Name)
	case !slices.Contains([]Level{Must, Should, May}, rule.Level):
		return rule, r.errorf(n, "%s: the level %q is unknown: choose MUST, SHOULD or MAY", rule.Name, level)
	case who != "" && who != "anyone":
		return rule, r.errorf(n, "%s: refused-by is %q: it can only be anyone", rule.Name, who)
	case len(rule.Sources) == 0:
		return rule, r.errorf(n, "%s: the sources are missing", rule.Name)
	}
	rule.shape()
	return rule, r.when(n, when, &rule)
}

func (r *precedenceReader) answers(into *[]Reply) func(*yaml.Node) error {
	return func(n *yaml.Node) error {
		return r.items(n, func(item *yaml.Node) error {
			var a Reply
			err := r.answer(item, &a)
			*into = append(*into, a)
			return err
		})
	}
}

// noFault is how an answer without a fault is written.
const noFault = "none"

func (r *precedenceReader) answer(n *yaml.Node, into *Reply) error {
	err := r.fields(n, map[string]func(*yaml.Node) error{
		"status": r.status(&into.Status),
		"fault":  r.text(&into.Fault),
		"names": func(n *yaml.Node) error {
			return r.items(n, func(item *yaml.Node) error {
				var name string
				if err := r.text(&name)(item); err != nil {
					return err
				}
				if indexOf(r.into.Names, name) < 0 {
					return r.errorf(item, "unknown name %q; known are %s", name, listed(r.into.Names))
				}
				into.Names = append(into.Names, name)
				return nil
			})
		},
	})
	switch {
	case err != nil:
		return err
	case into.Status == 0 || into.Fault == "":
		return r.errorf(n, "an answer needs both of status and fault; the fault of a body that is none is %s", noFault)
	case into.Fault == noFault && len(into.Names) > 0:
		return r.errorf(n, "what is no fault has no message to name anything")
	case into.Fault == noFault:
		into.Fault = ""
	}
	return nil
}

// status reads a status of HTTP.
func (r reader) status(into *int) func(*yaml.Node) error {
	return func(n *yaml.Node) error {
		n = behindAlias(n)
		if n.Tag != "!!int" || n.Decode(into) != nil || *into < 100 || *into > 599 {
			return r.errorf(n, "a status from 100 to 599 is needed here")
		}
		return nil
	}
}

// listed writes words for an error.
func listed(words []Word) string {
	list := make([]string, len(words))
	for i, w := range words {
		list[i] = w.Name
	}
	return strings.Join(list, ", ")
}
