package specs

import (
	"fmt"
	"slices"
	"strings"

	"github.com/onsi/ginkgo/v2/types"

	"github.com/osact/osact/runner/suggest"
	"github.com/osact/osact/suites"
	"github.com/osact/osact/suites/claim"
)

// filterOf says by which of Ginkgo's flags specs were left out.
func filterOf(c types.SuiteConfig) string {
	var by []string
	for _, flag := range []struct {
		name   string
		values []string
	}{
		{"label-filter", []string{c.LabelFilter}},
		{"focus", c.FocusStrings},
		{"skip", c.SkipStrings},
		{"focus-file", c.FocusFiles},
		{"skip-file", c.SkipFiles},
	} {
		for _, value := range flag.values {
			if value != "" {
				by = append(by, fmt.Sprintf("--%s='%s'", flag.name, value))
			}
		}
	}
	if len(by) == 0 {
		return "not all specs ran"
	}
	return "filtered by " + strings.Join(by, " ")
}

// CheckFilter refuses a label filter with a word that is no label of the claims'
// specs. What is in a regular expression or a set is not looked at.
func CheckFilter(filter string, claims []claim.Claim) error {
	if strings.ContainsAny(filter, "/:{") {
		return nil
	}
	known := suites.LabelsOf(claims)
	for _, word := range strings.FieldsFunc(filter, func(c rune) bool { return strings.ContainsRune("&|!,()", c) }) {
		word = strings.TrimSpace(word)
		if word != "" && !slices.ContainsFunc(known, func(label string) bool { return strings.EqualFold(label, word) }) {
			return suggest.Unknown("label", word, known)
		}
	}
	return nil
}
