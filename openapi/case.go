package openapi

import (
	"slices"

	"go.yaml.in/yaml/v3"
)

// when reads the cases of a rule, and refuses one that the rules before it, or the cases before it, leave nothing of.
func (r *precedenceReader) when(at, n *yaml.Node, rule *Rule) error {
	cases := []*yaml.Node{n}
	switch {
	case n == nil:
		cases = []*yaml.Node{{Kind: yaml.MappingNode, Line: at.Line}}
	case n.Kind == yaml.SequenceNode:
		cases = n.Content
	}
	for _, n := range cases {
		c, b, err := r.readCase(behindAlias(n))
		if err != nil {
			return err
		}
		if b.covered(slices.Concat(r.decided, rule.boxes)) {
			return r.errorf(n, "%s is never reached: the rules before it decide whatever it is about", rule.Name)
		}
		if len(c) > 0 {
			rule.When = append(rule.When, c)
		}
		rule.boxes = append(rule.boxes, b)
	}
	if rule.Level == Must {
		r.decided = append(r.decided, rule.boxes...)
	}
	return nil
}

func (r *precedenceReader) readCase(n *yaml.Node) (Case, box, error) {
	c, all := Case{}, box{}
	all[factorCount] = 1<<(len(r.document.starts)-legacyEra) - 1
	known := map[string]func(*yaml.Node) error{
		editionFactor: func(n *yaml.Node) error {
			texts, eras, err := r.eras(n)
			c[editionFactor], all[factorCount] = texts, eras
			return err
		},
	}
	for i, f := range r.into.Factors {
		all[i] = 1<<len(f.Values) - 1
		known[f.Name] = func(n *yaml.Node) error {
			chosen, bits, err := r.values(n, f)
			c[f.Name], all[i] = chosen, bits
			return err
		}
	}
	err := r.fields(n, known)
	return c, all, err
}

// values reads a value of a factor, or a list of them.
func (r *precedenceReader) values(n *yaml.Node, f Factor) (chosen []string, bits uint32, err error) {
	one := func(n *yaml.Node) error {
		var name string
		if err := r.text(&name)(n); err != nil {
			return err
		}
		i := indexOf(f.Values, name)
		if i < 0 {
			return r.errorf(n, "%s has no value %q; known are %s", f.Name, name, listed(f.Values))
		}
		if bits>>i&1 == 1 {
			return r.errorf(n, "the value %q is given twice", name)
		}
		chosen, bits = append(chosen, name), bits|1<<i
		return nil
	}
	if n = behindAlias(n); n.Kind != yaml.SequenceNode {
		return chosen, bits, one(n)
	}
	if err = r.items(n, one); err == nil && bits == 0 {
		err = r.errorf(n, "name a value here")
	}
	return chosen, bits, err
}

// eras reads "legacy", or a range of editions. A range begins and ends where the document says that something changes,
// so that one list of editions serves both.
func (r *precedenceReader) eras(n *yaml.Node) (texts []string, bits uint32, err error) {
	const legacyBit = 1
	if n = behindAlias(n); n.Kind == yaml.ScalarNode && n.Value == legacyName {
		return []string{legacyName}, legacyBit, nil
	}
	var asked Range
	if err := r.reader.editions(n, &asked); err != nil {
		return nil, 0, err
	}
	starts := r.document.starts
	changes := func(v Version) bool { return slices.Contains(starts, v) || v == r.document.newest.Next() }
	switch {
	case !asked.Min.IsZero() && !changes(asked.Min):
		return nil, 0, r.errorf(n, "%s does not say that anything changes at %s", documentFile, asked.Min)
	case !asked.Max.IsZero() && !changes(asked.Max.Next()):
		return nil, 0, r.errorf(n, "%s does not say that anything changes after %s", documentFile, asked.Max)
	}
	if asked.Legacy {
		texts, bits = append(texts, legacyName), legacyBit
	}
	for era, start := range starts {
		if asked.ContainsVersion(start) {
			bits |= 1 << (era - legacyEra)
		}
	}
	asked.Legacy = false
	return append(texts, asked.String()), bits, nil
}
