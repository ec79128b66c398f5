package openapi

import "go.yaml.in/yaml/v3"

// Gap is a group of items that nothing covers, for one reason.
type Gap struct {
	Because string
	// Items are written as Item.String does. A status stands for everything below it too: a status that never comes has
	// no headers and no body to look at.
	Items []string
}

// Gaps reads the contract's list of gaps.
func (c *Contract) Gaps() ([]Gap, error) { return ReadGaps(c.files.path(gapsFile), c.files.Uncovered) }

// ReadGaps reads a list of gaps. Whether its items are any of the contract is not looked at. Errors name the file and the
// line.
func ReadGaps(file string, data []byte) ([]Gap, error) {
	r := reader{file}
	root, err := r.parse(data)
	if err != nil {
		return nil, err
	}
	var list []Gap
	err = r.fields(root, map[string]func(*yaml.Node) error{
		"uncovered": func(n *yaml.Node) error {
			return r.items(n, func(group *yaml.Node) error {
				g, err := r.gap(group)
				list = append(list, g)
				return err
			})
		},
	})
	return list, err
}

func (r reader) gap(n *yaml.Node) (Gap, error) {
	var g Gap
	err := r.fields(n, map[string]func(*yaml.Node) error{
		"because": r.text(&g.Because),
		"items": func(n *yaml.Node) error {
			return r.items(n, func(item *yaml.Node) error {
				var name string
				err := r.text(&name)(item)
				g.Items = append(g.Items, name)
				return err
			})
		},
	})
	if err == nil && (g.Because == "" || len(g.Items) == 0) {
		err = r.errorf(n, "a group of gaps needs both of because and items")
	}
	return g, err
}
