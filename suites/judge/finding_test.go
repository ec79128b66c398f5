package judge_test

import (
	"testing"

	"pgregory.net/rapid"

	"github.com/osact/osact/openapi"
	"github.com/osact/osact/suites/claim"
	"github.com/osact/osact/suites/exchange"
	"github.com/osact/osact/suites/judge"
)

// findings are one of each outcome.
func findings() []judge.Finding {
	violation := func(kind, at string) openapi.Violation {
		return openapi.Violation{Kind: kind, At: at, Rule: "#/a", Requirement: "a.b", Want: "this", Got: "that"}
	}
	about := func(id string, outcome claim.Outcome, violations ...openapi.Violation) judge.Finding {
		return judge.Finding{
			Requirement: id, Level: openapi.Must, Subject: "a thing", Probe: exchange.Probe{As: exchange.Anonymous, Method: "GET", Path: "/" + id},
			Outcome: outcome, Reason: "for this", Violations: violations, Evidence: []int{1},
		}
	}
	return []judge.Finding{
		about("a", claim.Satisfied),
		about("b", claim.Violated, violation("type", "/x"), violation("required", "/y")),
		about("c", claim.Inconclusive),
		about("d", claim.NotApplicable),
		about("e", claim.Untested),
	}
}

func TestDigestHeeds(t *testing.T) {
	usual := judge.Digest(findings())
	for name, change := range map[string]func([]judge.Finding) []judge.Finding{
		"a requirement":            func(f []judge.Finding) []judge.Finding { f[0].Requirement = "aa"; return f },
		"a path":                   func(f []judge.Finding) []judge.Finding { f[0].Probe.Path = "/aa"; return f },
		"an actor":                 func(f []judge.Finding) []judge.Finding { f[0].Probe.As = exchange.Admin; return f },
		"a version":                func(f []judge.Finding) []judge.Finding { f[0].Probe.Version = "2.1"; return f },
		"a variant":                func(f []judge.Finding) []judge.Finding { f[0].Probe.Variant = "Accept:"; return f },
		"a repetition":             func(f []judge.Finding) []judge.Finding { f[0].Probe.Nth = 1; return f },
		"an outcome":               func(f []judge.Finding) []judge.Finding { f[0].Outcome = claim.Untested; return f },
		"the place of a violation": func(f []judge.Finding) []judge.Finding { f[1].Violations[0].At = "/z"; return f },
		"the kind of a violation":  func(f []judge.Finding) []judge.Finding { f[1].Violations[1].Kind = "enum"; return f },
		"one more violation": func(f []judge.Finding) []judge.Finding {
			f[1].Violations = append(f[1].Violations, f[1].Violations[0])
			return f
		},
		"one violation less":        func(f []judge.Finding) []judge.Finding { f[1].Violations = f[1].Violations[:1]; return f },
		"a violation without place": func(f []judge.Finding) []judge.Finding { f[1].Violations[0].At = ""; return f },
		"one finding less":          func(f []judge.Finding) []judge.Finding { return f[1:] },
		"one finding twice":         func(f []judge.Finding) []judge.Finding { return append(f, f[0]) },
		"none":                      func([]judge.Finding) []judge.Finding { return nil },
	} {
		if judge.Digest(change(findings())) == usual {
			t.Errorf("the digest does not heed %s", name)
		}
	}
}

func TestDigestHeedsNoValue(t *testing.T) {
	usual := judge.Digest(findings())
	for name, change := range map[string]func(*judge.Finding){
		"reasons":  func(f *judge.Finding) { f.Reason = "for that" },
		"evidence": func(f *judge.Finding) { f.Evidence = []int{7, 8} },
		"subjects": func(f *judge.Finding) { f.Subject = "another thing" },
		"values": func(f *judge.Finding) {
			for i := range f.Violations {
				f.Violations[i].Want, f.Violations[i].Got = "other", "values"
			}
		},
	} {
		changed := findings()
		for i := range changed {
			change(&changed[i])
		}
		if judge.Digest(changed) != usual {
			t.Errorf("the digest heeds %s", name)
		}
	}
}

func TestDigestHeedsNoOrder(t *testing.T) {
	usual := judge.Digest(findings())
	rapid.Check(t, func(t *rapid.T) {
		shuffled := rapid.Permutation(findings()).Draw(t, "findings")
		for i := range shuffled {
			if len(shuffled[i].Violations) > 0 {
				shuffled[i].Violations = rapid.Permutation(shuffled[i].Violations).Draw(t, "violations")
			}
		}
		if judge.Digest(shuffled) != usual {
			t.Fatal("the digest heeds the order")
		}
	})
}
