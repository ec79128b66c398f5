package openapi

import (
	"slices"

	"go.yaml.in/yaml/v3"
)

// rule reads one rule. It speaks in the words that were read before, and comes after the rules that were.
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
