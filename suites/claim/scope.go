package claim

import (
	"cmp"
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
	// Moved: what is asked without a microversion elsewhere is asked below /v2.
	Moved bool
	// Few: what there is to ask about is looked for among few servers and actions,
	// since few questions are asked at all.
	Few bool
	// AsksLegacy: what lies below /v2 is asked too.
	AsksLegacy bool
	// Actors are those who ask.
	Actors []exchange.Actor
	// Optional are those of them whom nobody need play.
	Optional []exchange.Actor
	// Covering says which questions that cover the factors are asked.
	Covering exchange.Covering
	// Editions are those at which a requirement is asked; where it is not about one,
	// those where the description changes, and just before.
	Editions []openapi.Edition
	// Microversions are all that the contract describes, the oldest first.
	Microversions []string
}

// ScopeOf returns the scope of a profile. Its owner is the first account that
// can see the servers: the member, else the admin.
func ScopeOf(p openapi.Profile) Scope {
	s := Scope{
		Owner: exchange.Member, Legacy: !p.Asks(OldestEdition()), AsksLegacy: p.Asks(openapi.Legacy()),
		Moved:    p.Moved,
		Few:      len(p.Questions) > 0,
		Covering: exchange.Covering{Strength: 2, Most: p.Covering, Seed: 1},
	}
	for _, actor := range p.Actors {
		s.Actors = append(s.Actors, exchange.Actor(actor))
	}
	for _, actor := range p.Optional {
		s.Optional = append(s.Optional, exchange.Actor(actor))
	}
	if !slices.Contains(p.Actors, string(exchange.Member)) && slices.Contains(p.Actors, string(exchange.Admin)) {
		s.Owner = exchange.Admin
	}
	return s
}

// Covered returns the scope with the chosen questions that cover the factors.
func (s Scope) Covered(chosen exchange.Covering) Scope {
	s.Covering.Strength = cmp.Or(chosen.Strength, s.Covering.Strength)
	s.Covering.Most = max(0, cmp.Or(chosen.Most, s.Covering.Most))
	s.Covering.Seed = cmp.Or(chosen.Seed, s.Covering.Seed)
	s.Covering.Repeat = chosen.Repeat
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
	return s.Owned(toLegacy(p))
}

// toLegacy moves a question to the legacy path below its actor's own project.
func toLegacy(p exchange.Probe) exchange.Probe {
	p.Version = ""
	if rest, ok := strings.CutPrefix(p.Path, "/v2.1/"); ok {
		p.Path = "/v2/" + OwnProject + "/" + rest
	}
	return p
}

// ownPrefix begins what Owned replaces.
const ownPrefix = "{own."

// Owned names the actor's own project and token where a probe asks for them, or the
// owner's if the actor has no account. For a token its mark stands, which the player
// replaces.
func (s Scope) Owned(p exchange.Probe) exchange.Probe {
	whose := p.As
	if !whose.HasAccount() {
		whose = s.Owner
	}
	for _, text := range []*string{&p.Path, &p.Variant} {
		if strings.Contains(*text, ownPrefix) {
			*text = strings.ReplaceAll(*text, OwnProject, "{"+ProjectOf(whose)+"}")
			*text = strings.ReplaceAll(*text, OwnToken, exchange.Mark(whose))
		}
	}
	return p
}
