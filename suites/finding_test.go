package suites

import (
	"testing"

	"pgregory.net/rapid"

	"github.com/osact/osact/openapi"
	"github.com/osact/osact/suites/exchange"
)

// findings are one of each outcome.
func findings() []Finding {
	violation := func(kind, at string) openapi.Violation {
		return openapi.Violation{Kind: kind, At: at, Rule: "#/a", Requirement: "a.b", Want: "this", Got: "that"}
	}
	about := func(id string, outcome Outcome, violations ...openapi.Violation) Finding {
		return Finding{
			Requirement: id, Level: openapi.Must, Subject: "a thing", Probe: exchange.Probe{As: exchange.Anonymous, Method: "GET", Path: "/" + id},
			Outcome: outcome, Reason: "for this", Violations: violations, Evidence: []int{1},
		}
	}
	return []Finding{
		about("a", Satisfied),
		about("b", Violated, violation("type", "/x"), violation("required", "/y")),
		about("c", Inconclusive),
		about("d", NotApplicable),
		about("e", Untested),
	}
}

func TestDigestHeeds(t *testing.T) {
	usual := Digest(findings())
	for name, change := range map[string]func([]Finding) []Finding{
		"a requirement":             func(f []Finding) []Finding { f[0].Requirement = "aa"; return f },
		"a path":                    func(f []Finding) []Finding { f[0].Probe.Path = "/aa"; return f },
		"an actor":                  func(f []Finding) []Finding { f[0].Probe.As = exchange.Admin; return f },
		"a version":                 func(f []Finding) []Finding { f[0].Probe.Version = "2.1"; return f },
		"a variant":                 func(f []Finding) []Finding { f[0].Probe.Variant = "Accept:"; return f },
		"a repetition":              func(f []Finding) []Finding { f[0].Probe.Nth = 1; return f },
		"an outcome":                func(f []Finding) []Finding { f[0].Outcome = Untested; return f },
		"the place of a violation":  func(f []Finding) []Finding { f[1].Violations[0].At = "/z"; return f },
		"the kind of a violation":   func(f []Finding) []Finding { f[1].Violations[1].Kind = "enum"; return f },
		"one more violation":        func(f []Finding) []Finding { f[1].Violations = append(f[1].Violations, f[1].Violations[0]); return f },
		"one violation less":        func(f []Finding) []Finding { f[1].Violations = f[1].Violations[:1]; return f },
		"a violation without place": func(f []Finding) []Finding { f[1].Violations[0].At = ""; return f },
		"one finding less":          func(f []Finding) []Finding { return f[1:] },
		"one finding twice":         func(f []Finding) []Finding { return append(f, f[0]) },
		"none":                      func([]Finding) []Finding { return nil },
	} {
		if Digest(change(findings())) == usual {
			t.Errorf("the digest does not heed %s", name)
		}
	}
}

func TestDigestHeedsNoValue(t *testing.T) {
	usual := Digest(findings())
	for name, change := range map[string]func(*Finding){
		"reasons":  func(f *Finding) { f.Reason = "for that" },
		"evidence": func(f *Finding) { f.Evidence = []int{7, 8} },
		"subjects": func(f *Finding) { f.Subject = "another thing" },
		"values": func(f *Finding) {
			for i := range f.Violations {
				f.Violations[i].Want, f.Violations[i].Got = "other", "values"
			}
		},
	} {
		changed := findings()
		for i := range changed {
			change(&changed[i])
		}
		if Digest(changed) != usual {
			t.Errorf("the digest heeds %s", name)
		}
	}
}

func TestDigestHeedsNoOrder(t *testing.T) {
	usual := Digest(findings())
	rapid.Check(t, func(t *rapid.T) {
		shuffled := rapid.Permutation(findings()).Draw(t, "findings")
		for i := range shuffled {
			if len(shuffled[i].Violations) > 0 {
				shuffled[i].Violations = rapid.Permutation(shuffled[i].Violations).Draw(t, "violations")
			}
		}
		if Digest(shuffled) != usual {
			t.Fatal("the digest heeds the order")
		}
	})
}
