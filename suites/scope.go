package suites

import (
	"net/http"
	"slices"
	"strings"

	"github.com/osact/osact/openapi"
	"github.com/osact/osact/suites/exchange"
)

// scope is what a profile says about how its questions are asked.
type scope struct {
	// owner is who asks where a claim names nobody, and who discovers.
	owner exchange.Actor
	// legacy: nothing is asked but below /v2, discovery included.
	legacy bool
	// editions are those at which a requirement is asked.
	editions []openapi.Edition
	// microversions are all that the contract describes, the oldest first.
	microversions []string
}

// scopeOf returns the scope of a profile. Its owner is the first account that
// can see the servers: the member, else the admin.
func scopeOf(p openapi.Profile) scope {
	s := scope{owner: exchange.Member, legacy: !p.Asks(oldestEdition())}
	if !slices.Contains(p.Actors, string(exchange.Member)) && slices.Contains(p.Actors, string(exchange.Admin)) {
		s.owner = exchange.Admin
	}
	return s
}

// asks returns the question for a path below /v2.1 as discovery asks it.
func (s scope) asks(path string) exchange.Probe {
	p := exchange.Probe{As: s.owner, Method: http.MethodGet, Path: path}
	if s.legacy {
		return s.onLegacy(p)
	}
	return p
}

// onLegacy moves a question to the legacy path, where the project stands in
// the URL.
func (s scope) onLegacy(p exchange.Probe) exchange.Probe {
	return s.owned(toLegacy(p))
}

// toLegacy moves a question to the legacy path below its actor's own project.
func toLegacy(p exchange.Probe) exchange.Probe {
	p.Version = ""
	if rest, ok := strings.CutPrefix(p.Path, "/v2.1/"); ok {
		p.Path = "/v2/" + ownProject + "/" + rest
	}
	return p
}

// owned names the actor's own project where a probe asks for it, or the owner's
// if the actor has no account.
func (s scope) owned(p exchange.Probe) exchange.Probe {
	whose := p.As
	if !whose.HasAccount() {
		whose = s.owner
	}
	own := "{" + projectOf(whose) + "}"
	p.Path, p.Variant = strings.ReplaceAll(p.Path, ownProject, own), strings.ReplaceAll(p.Variant, ownProject, own)
	return p
}
