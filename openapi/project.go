package openapi

import (
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"
)

// project makes the plain OpenAPI document that holds in one edition for one audience: what does not exist there is
// gone, and with it every reference to it, every name in a list of required properties, every collection that it leaves
// empty and every component that nothing refers to any more.
func (d *document) project(e Edition, a Audience) *yaml.Node {
	p := projector{d, e, a}
	root, _ := p.clone(d.root)
	dropUnused(root)
	return root
}

type projector struct {
	*document
	edition  Edition
	audience Audience
}

// visible tells whether n exists in this projection, and whether it must be there. A reference exists if its target does.
func (p projector) visible(n *yaml.Node) (may, must bool) {
	may, must = true, true
	for range maxDepth {
		if m, marked := p.marks[n]; marked {
			seen, demanded := m.visible(p.edition, p.audience)
			may, must = may && seen, must && demanded
		}
		ref := field(n, "$ref")
		if ref == nil {
			break
		}
		n = p.at[target(ref)]
	}
	return may, must
}

// clone copies what is visible of n, without marks, aliases and comments. It is false if nothing of n is left.
func (p projector) clone(n *yaml.Node) (*yaml.Node, bool) {
	n = behindAlias(n)
	c := &yaml.Node{Kind: n.Kind, Style: n.Style, Tag: n.Tag, Value: n.Value}
	lost := false
	switch n.Kind {
	case yaml.MappingNode:
		properties := field(n, "properties")
		for key, value := range pairs(n) {
			value = behindAlias(value)
			if isMark(key.Value) {
				continue
			}
			if key.Value == "required" && value.Kind == yaml.SequenceNode && properties != nil {
				value = p.demanded(value, properties)
				if len(value.Content) == 0 {
					continue
				}
			}
			v, left := p.clone(value)
			if may, _ := p.visible(value); !may || !left {
				lost = true
				continue
			}
			c.Content = append(c.Content, &yaml.Node{Kind: key.Kind, Style: key.Style, Tag: key.Tag, Value: key.Value}, v)
		}
	case yaml.SequenceNode:
		for _, item := range n.Content {
			item = behindAlias(item)
			v, left := p.clone(item)
			if may, _ := p.visible(item); !may || !left {
				lost = true
				continue
			}
			c.Content = append(c.Content, v)
		}
	}
	return c, !lost || len(c.Content) > 0
}

// demanded is the list of required properties without those that need not be there.
func (p projector) demanded(required, properties *yaml.Node) *yaml.Node {
	list := *required
	list.Content = slices.DeleteFunc(slices.Clone(required.Content), func(name *yaml.Node) bool {
		property := field(properties, name.Value)
		if property == nil {
			return false
		}
		_, must := p.visible(property)
		return !must
	})
	return &list
}

// dropUnused removes the components that no reference reaches from outside of the components. Security schemes are
// referred to by name and stay.
func dropUnused(root *yaml.Node) {
	components := field(root, "components")
	if components == nil {
		return
	}
	used := map[string]bool{}
	var follow func(n *yaml.Node)
	follow = func(n *yaml.Node) {
		if n == components {
			return
		}
		if ref := field(n, "$ref"); ref != nil {
			parts := strings.Split(target(ref), "/") // "", "components", section, name, ...
			if len(parts) > 3 && !used[parts[2]+"/"+parts[3]] {
				used[parts[2]+"/"+parts[3]] = true
				if component := field(field(components, parts[2]), pointerUnescape.Replace(parts[3])); component != nil {
					follow(component)
				}
			}
		}
		for _, child := range n.Content {
			follow(child)
		}
	}
	follow(root)
	keep(components, func(section string, members *yaml.Node) bool {
		if section == "securitySchemes" {
			return true
		}
		keep(members, func(name string, _ *yaml.Node) bool {
			return used[section+"/"+pointerEscape.Replace(name)]
		})
		return len(members.Content) > 0
	})
}

// keep removes the members of a map for which wanted is false.
func keep(n *yaml.Node, wanted func(name string, value *yaml.Node) bool) {
	var content []*yaml.Node
	for key, value := range pairs(n) {
		if wanted(key.Value, value) {
			content = append(content, key, value)
		}
	}
	n.Content = content
}
