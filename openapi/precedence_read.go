package openapi

import (
	"cmp"
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
	err = cmp.Or(r.factors(parts["factors"]), r.wordsOf(parts["names"], &r.into.Names), r.editions(parts["named"], &r.into.Named))
	if err == nil {
		err = r.rules(parts["rules"])
	}
	return r.into, err
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
	if eras := len(r.document.starts) - legacyEra; eras > maxWords {
		return r.errorf(n, "%s changes something at %d editions: rules know %d at most", documentFile, eras, maxWords)
	}
	for _, f := range r.into.Factors {
		if len(f.Values) == 0 {
			return r.errorf(n, "the factor %s is missing, or has no values", f.Name)
		}
	}
	return nil
}

// maxWords is how many words there may be for one thing, and how many eras: a box has a bit for each.
const maxWords = 32

// wordsOf reads a map of words and what each of them means.
func (r *precedenceReader) wordsOf(n *yaml.Node, into *[]Word) error {
	n = behindAlias(n)
	if n.Kind != yaml.MappingNode {
		return r.errorf(n, "a map of words and their meanings is needed here")
	}
	for key, value := range pairs(n) {
		var w Word
		if err := cmp.Or(r.text(&w.Name)(key), r.text(&w.Meaning)(value)); err != nil {
			return err
		}
		if indexOf(*into, w.Name) >= 0 {
			return r.errorf(key, "the word %q is given twice", w.Name)
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

// listed writes words for an error.
func listed(words []Word) string {
	list := make([]string, len(words))
	for i, w := range words {
		list[i] = w.Name
	}
	return strings.Join(list, ", ")
}
