// Package accessrule says which access rules an application credential needs, so that its
// token is accepted for what a run asks.
package accessrule

import (
	"encoding/json"
	"io"
	"slices"
	"strings"

	"github.com/osact/osact/suites/exchange"
)

// Rule is an access rule as the identity service takes it.
type Rule struct {
	Service string `json:"service"`
	Method  string `json:"method"`
	Path    string `json:"path"` // * is one part of a path, ** any number of them
}

// For returns the rules that cover some questions, each once and in order. Questions
// that need no token take none.
func For(probes []exchange.Probe) []Rule {
	var rules []Rule
	for _, p := range probes {
		if !p.As.HasAccount() {
			continue
		}
		rules = append(rules, Rule{"compute", p.Method, pattern(p.Path)})
	}
	slices.SortFunc(rules, func(r, s Rule) int { return strings.Compare(r.Path+" "+r.Method, s.Path+" "+s.Method) })
	return slices.Compact(rules)
}

// Write writes rules as the file that openstack application credential create
// --access-rules takes.
func Write(w io.Writer, rules []Rule) error {
	encoder := json.NewEncoder(w)
	encoder.SetIndent("", "  ")
	return encoder.Encode(rules)
}

// pattern covers a path, whatever its ids are. What is not written as the API writes it
// may be read in more than one way: it takes anything below the servers.
func pattern(path string) string {
	path, _, _ = strings.Cut(path, "?")
	if path == "/" {
		return path
	}
	parts := strings.Split(strings.Trim(path, "/"), "/")
	at := slices.Index(parts, "servers")
	switch {
	case at < 0 && len(parts) == 2:
		return "/" + parts[0] + "/*"
	case at < 0 || at > 2:
		return "/" + parts[0] + "/**"
	case at == 2:
		parts[1] = "*"
	}
	rest := parts[at+1:]
	switch {
	case len(rest) == 0 || len(rest) == 1 && rest[0] == "detail":
	case len(rest) == 1:
		rest[0] = "*"
	case len(rest) == 2 && (rest[1] == "os-instance-actions" || rest[1] == "action"):
		rest[0] = "*"
	case len(rest) == 3 && rest[1] == "os-instance-actions" && rest[2] != "." && rest[2] != ".." && !strings.Contains(rest[2], "%"):
		rest[0], rest[2] = "*", "*"
	default:
		return "/" + strings.Join(parts[:at+1], "/") + "/**"
	}
	return "/" + strings.Join(parts, "/")
}
