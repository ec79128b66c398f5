package connect

import (
	"crypto/tls"
	"fmt"
	"slices"
	"strings"

	"github.com/osact/osact/suites/exchange"
)

// part is an actor and the account that is to play it.
type part struct {
	actor  exchange.Actor
	origin string // as in the recording
	// entry is the account's, nil for a token alone.
	entry *entry
	trust trust
	facts facts // only the token, until somebody tells more
}

// refuse says what is wrong with the account of a part.
func (p part) refuse(class error, format string, args ...any) error {
	return fmt.Errorf("%w: %s (%s): %w", class, p.actor, p.origin, fmt.Errorf(format, args...))
}

// told reports whether an identity service told the facts.
func (p part) told() bool { return p.facts.user != "" }

// cast is who plays which actor, in the order of exchange.Actors.
type cast []part

// newCast finds the account of each actor that has one. A cloud beats a token:
// it was named for this run.
func newCast(w Want, env environ) (cast, error) {
	names := w.Clouds
	if cloud := env.get("OS_CLOUD"); len(names) == 0 && len(w.Tokens) == 0 && cloud != "" {
		names = map[exchange.Actor]string{exchange.Member: cloud}
	}
	var files clouds
	if len(names) > 0 {
		var err error
		if files, err = readClouds(env); err != nil {
			return nil, err
		}
	}
	var c cast
	for _, actor := range exchange.Actors() {
		if name := names[actor]; name != "" {
			p, err := c.byEntry(actor, name, files, env)
			if err != nil {
				return nil, err
			}
			c = append(c, p)
		} else if token := w.Tokens[actor]; token != "" {
			c = append(c, part{actor: actor, origin: exchange.TokenVariable(actor), facts: facts{token: token}})
		}
	}
	if len(c) == 0 {
		return nil, fmt.Errorf("%w: nobody asks: name the member's entry of clouds.yaml with --as member=CLOUD or in OS_CLOUD, or put the member's token into %s",
			ErrActors, exchange.TokenVariable(exchange.Member))
	}
	return c, nil
}

func (c cast) byEntry(actor exchange.Actor, name string, files clouds, env environ) (part, error) {
	p := part{actor: actor, origin: "clouds.yaml entry " + name}
	for _, other := range c {
		if other.origin == p.origin {
			return part{}, p.refuse(ErrActors, "%s is played by the same entry, so their answers could not differ: give each its own account", other.actor)
		}
	}
	e, err := files.entry(name)
	if err != nil {
		return part{}, err
	}
	if p.trust, err = e.trust(env); err != nil {
		return part{}, p.refuse(ErrActors, "%w", err)
	}
	p.entry = &e
	return p, nil
}

// home returns the place of the part whose cloud tells what nothing else does:
// the member's, else the first that has an entry, else -1.
func (c cast) home() int {
	hasEntry := func(p part) bool { return p.entry != nil }
	isMember := func(p part) bool { return hasEntry(p) && p.actor == exchange.Member }
	if i := slices.IndexFunc(c, isMember); i >= 0 {
		return i
	}
	return slices.IndexFunc(c, hasEntry)
}

// trusting returns how the target is trusted, which is as all entries want it:
// entries that differ could not share its connections. It also reports whether
// any entry goes without verification.
func (c cast) trusting(root string) (config *tls.Config, insecure bool, err error) {
	at := c.home()
	if at < 0 {
		return nil, false, nil
	}
	home := c[at]
	for _, p := range c {
		if p.entry == nil {
			continue
		}
		if strings.HasPrefix(root, "https:") && !p.trust.equal(home.trust) {
			return nil, false, p.refuse(ErrActors, "its verify, cacert, cert or key differ from those of %s, and all ask the same target: make them the same", home.actor)
		}
		insecure = insecure || p.trust.insecure
	}
	return home.trust.config, insecure, nil
}

// target returns the root of the compute service by the catalog of the home
// cloud.
func (c cast) target() (string, error) {
	at := c.home()
	if at < 0 {
		return "", fmt.Errorf("%w: nothing tells it: give --target, or name an entry of clouds.yaml with --as member=CLOUD", ErrTarget)
	}
	home := c[at]
	address, err := home.entry.endpoint(home.facts.catalog)
	if err != nil {
		return "", home.refuse(ErrTarget, "%w", err)
	}
	parsed, err := ParseTarget(address)
	if err != nil {
		return "", fmt.Errorf("%w (as the catalog has it for %s)", err, home.actor)
	}
	return parsed.Root, nil
}

// tokens returns the token of each part.
func (c cast) tokens() Tokens {
	t := Tokens{}
	for _, p := range c {
		t[p.actor] = p.facts.token
	}
	return t
}

// identities returns what may be known of each account.
func (c cast) identities(projects projects) map[exchange.Actor]exchange.Identity {
	identities := map[exchange.Actor]exchange.Identity{}
	for _, p := range c {
		identities[p.actor] = exchange.Identity{
			Origin: p.origin, User: p.facts.user, Project: projects[p.actor].Value, Roles: slices.Sorted(slices.Values(p.facts.roles)),
		}
	}
	return identities
}
