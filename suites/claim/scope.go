package claim

import (
	"net/http"
	"slices"
	"strings"

	"github.com/osact/osact/openapi"
	"github.com/osact/osact/suites/exchange"
)

// Scope is what a profile says about how its questions are asked.
type Scope struct {
	// Owner is who asks where a claim names nobody, and who discovers.
	Owner exchange.Actor
	// Legacy: nothing is asked but below /v2, discovery included.
	Legacy bool
	// Editions are those at which a requirement is asked.
	Editions []openapi.Edition
	// Microversions are all that the contract describes, the oldest first.
	Microversions []string
}

// ScopeOf returns the scope of a profile. Its owner is the first account that
// can see the servers: the member, else the admin.
func ScopeOf(p openapi.Profile) Scope {
	s := Scope{Owner: exchange.Member, Legacy: !p.Asks(OldestEdition())}
	if !slices.Contains(p.Actors, string(exchange.Member)) && slices.Contains(p.Actors, string(exchange.Admin)) {
		s.Owner = exchange.Admin
	}
	return s
}

// Asks returns the question for a path below /v2.1 as discovery asks it.
func (s Scope) Asks(path string) exchange.Probe {
	p := exchange.Probe{As: s.Owner, Method: http.MethodGet, Path: path}
	if s.Legacy {
		return s.OnLegacy(p)
	}
	return p
}

// OnLegacy moves a question to the legacy path, where the project stands in
// the URL.
func (s Scope) OnLegacy(p exchange.Probe) exchange.Probe {
	return s.owned(toLegacy(p))
}

// toLegacy moves a question to the legacy path below its actor's own project.
func toLegacy(p exchange.Probe) exchange.Probe {
	p.Version = ""
	if rest, ok := strings.CutPrefix(p.Path, "/v2.1/"); ok {
		p.Path = "/v2/" + OwnProject + "/" + rest
	}
	return p
}

// owned names the actor's own project where a probe asks for it, or the owner's
// if the actor has no account.
func (s Scope) owned(p exchange.Probe) exchange.Probe {
	whose := p.As
	if !whose.HasAccount() {
		whose = s.Owner
	}
	own := "{" + ProjectOf(whose) + "}"
	p.Path, p.Variant = strings.ReplaceAll(p.Path, OwnProject, own), strings.ReplaceAll(p.Variant, OwnProject, own)
	return p
}
