package openapi_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/osact/osact/openapi"
)

// dependsOnEachRule leaves out one rule after another: the cloud differs from what is left, or that does not load.
func dependsOnEachRule(t *testing.T, answers []asked) {
	f := fileOfRules(t)
	var unneeded []string
	for i := range f.rules {
		if !f.noticed(slices.Delete(slices.Clone(f.rules), i, i+1), answers) {
			unneeded = append(unneeded, nameOf(f.rules[i]))
		}
	}
	equal(t, "the rules that can be left out", []string{
		"token-below-v2",            // the reference cloud says it in JSON
		"project-left-out-below-v2", // it needs no project there
		"unknown-policy",            // its policy is known
	}, unneeded)
}

// dependsOnTheirOrder exchanges each rule with the next one.
func dependsOnTheirOrder(t *testing.T, answers []asked) {
	f := fileOfRules(t)
	var free []string
	for i := range f.rules[1:] {
		other := slices.Clone(f.rules)
		other[i], other[i+1] = other[i+1], other[i]
		if !f.noticed(other, answers) {
			free = append(free, nameOf(f.rules[i])+" "+nameOf(f.rules[i+1]))
		}
	}
	equal(t, "the neighbours whose order does not matter", []string{
		// There is no route, whichever says so.
		"method head",
		"head path",
		"path no-project",
		"no-project project-left-out-below-v2",
		// No question is about both.
		"project-left-out-below-v2 malformed-version",
		"malformed-version unoffered-version",
		"content-type content-type-below-v2",
		"query-of-an-action query-of-a-list",
		// There is no such server, whichever says so.
		"server server-of-another-project",
		"server-of-another-project deleted-server",
		// The policy is known.
		"policy unknown-policy",
		"unknown-policy reversed-period",
		// The messages differ, but need not name anything.
		"reversed-period marker",
		// No question is about both.
		"marker action",
	}, free)
}

// ruleFile is the file of the precedence, cut into what comes before its rules, and the rules.
type ruleFile struct {
	before string
	rules  []string
}

const ruleStart = "  - rule: "

func fileOfRules(tb testing.TB) ruleFile {
	tb.Helper()
	parts := strings.Split(string(openapi.Embedded().Precedence), "\n"+ruleStart)
	if len(parts) < 20 {
		tb.Fatalf("the file was cut into %d parts", len(parts))
	}
	f := ruleFile{before: parts[0] + "\n"}
	for _, part := range parts[1:] {
		f.rules = append(f.rules, ruleStart+strings.TrimRight(part, "\n")+"\n")
	}
	return f
}

func nameOf(rule string) string {
	line, _, _ := strings.Cut(rule, "\n")
	return strings.TrimPrefix(line, ruleStart)
}

// noticed tells whether other rules do not load, or say something else than the answers.
func (f ruleFile) noticed(rules []string, answers []asked) bool {
	files := openapi.Embedded()
	files.Precedence = []byte(f.before + strings.Join(rules, "\n"))
	c, err := openapi.Load(files)
	if err != nil {
		return true
	}
	for i := range answers { // by place, since each answer is large and all are looked at many times
		if answers[i].differs(c) {
			return true
		}
	}
	return false
}
