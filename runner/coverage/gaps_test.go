package coverage_test

import (
	"bytes"
	"slices"

	"go.yaml.in/yaml/v3"

	"github.com/osact/osact/openapi"
	"github.com/osact/osact/runner/coverage"
)

// uncovered returns the items that are not both looked at and proven. Below a
// status that never came there is nothing to look at: the status stands for it.
func uncovered(all []coverage.Covered) []coverage.Covered {
	never := map[openapi.Item]bool{}
	for _, c := range all {
		if c.Item.Status != "" && c.Item.At == "" && c.Answers == 0 {
			never[c.Item] = true
		}
	}
	return slices.DeleteFunc(slices.Clone(all), func(c coverage.Covered) bool {
		status := c.Item
		status.At = ""
		return c.Whole() || c.Item.At != "" && never[status]
	})
}

// why says in a few words what an uncovered item lacks.
func why(c coverage.Covered) string {
	switch {
	case c.Whole():
		return ""
	case c.Answers > 0:
		return "it is looked at, and no fault changes it"
	case len(c.Faults) > 0:
		return "a fault changes it, and no claim of the requirement that it belongs to looks at it"
	default:
		return "no judged answer holds it"
	}
}

// renewed returns the gaps for what is uncovered now: those that were known keep
// their reason, others get what can be said of them.
func renewed(known []openapi.Gap, left []coverage.Covered) []openapi.Gap {
	reasons := map[string]string{}
	var gaps []openapi.Gap
	for _, g := range known {
		gaps = append(gaps, openapi.Gap{Because: g.Because})
		for _, item := range g.Items {
			reasons[item] = g.Because
		}
	}
	for _, c := range left {
		name := c.Item.String()
		because, ok := reasons[name]
		if !ok {
			because = why(c)
		}
		at := slices.IndexFunc(gaps, func(g openapi.Gap) bool { return g.Because == because })
		if at < 0 {
			at = len(gaps)
			gaps = append(gaps, openapi.Gap{Because: because})
		}
		gaps[at].Items = append(gaps[at].Items, name)
	}
	return slices.DeleteFunc(gaps, func(g openapi.Gap) bool { return len(g.Items) == 0 })
}

// compare says which lines of the list of gaps have to go and which are
// missing, a sentence each; none if the list is right.
func compare(known []openapi.Gap, all []coverage.Covered) []string {
	var wrong []string
	left := map[string]coverage.Covered{}
	for _, c := range uncovered(all) {
		left[c.Item.String()] = c
	}
	for _, g := range known {
		for _, item := range g.Items {
			if _, ok := left[item]; !ok {
				wrong = append(wrong, "drop the line \"- "+item+"\": "+how(all, item))
			}
			delete(left, item)
		}
	}
	for _, c := range all {
		if lacking, ok := left[c.Item.String()]; ok {
			wrong = append(wrong, "add the line \"- "+c.Item.String()+"\" and say why, or cover it: "+why(lacking))
		}
	}
	return wrong
}

// how says why an item is no gap.
func how(all []coverage.Covered, item string) string {
	at := slices.IndexFunc(all, func(c coverage.Covered) bool { return c.Item.String() == item })
	switch {
	case at < 0:
		return "the document has no such item"
	case all[at].Whole():
		return "it is covered now, for instance by the fault " + all[at].Faults[0]
	case all[at].Item.At == "":
		return "it stands there twice"
	default:
		return "it stands there twice, or its status never comes and stands for it"
	}
}

// gapsHead is what the file says about itself.
const gapsHead = `# What no run covers: items of instance-actions.yaml that no judged answer of a run on the reference cloud holds, or that
# no fault changes so that it is reported. A test refuses an item that is covered, and an uncovered one that is not here.
# A status stands for everything below it. "make uncovered" writes this file anew and keeps the reasons.
`

// writeGaps writes what openapi.ReadGaps reads.
func writeGaps(list []openapi.Gap) ([]byte, error) {
	out := bytes.NewBufferString(gapsHead)
	type group struct {
		Because string   `yaml:"because"`
		Items   []string `yaml:"items"`
	}
	groups := []group{}
	for _, g := range list {
		groups = append(groups, group(g))
	}
	enc := yaml.NewEncoder(out)
	enc.SetIndent(2)
	if err := enc.Encode(map[string][]group{"uncovered": groups}); err != nil {
		return nil, err
	}
	if err := enc.Close(); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}
