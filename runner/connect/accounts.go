package connect

import (
	"crypto/tls"
	"fmt"
	"slices"
	"strings"

	"github.com/osact/osact/suites/exchange"
)

// account is who plays an actor.
type account struct {
	actor  exchange.Actor
	origin string // as in the recording
	// entry is the account's, nil for a token alone.
	entry *entry
	trust trust
	facts facts // only the token, until an identity service tells more
}

// unusable says what is wrong with an account.
func (a account) unusable(class error, format string, args ...any) error {
	return fmt.Errorf("%w: %s (%s): %w", class, a.actor, a.origin, fmt.Errorf(format, args...))
}

// known reports whether an identity service told the facts.
func (a account) known() bool { return a.facts.user != "" }

// accounts are who plays which actor, in the order of exchange.Actors.
type accounts []account

// readAccounts finds the account of each actor that has one. An entry of
// clouds.yaml beats a token: it was named for this run.
func readAccounts(o Options, env environ) (accounts, error) {
	names := o.Clouds
	if cloud := env.get("OS_CLOUD"); len(names) == 0 && len(o.Tokens) == 0 && cloud != "" {
		names = map[exchange.Actor]string{exchange.Member: cloud}
	}
	var files clouds
	if len(names) > 0 {
		var err error
		if files, err = readClouds(env); err != nil {
			return nil, err
		}
	}
	var all accounts
	for _, actor := range exchange.Actors() {
		if name := names[actor]; name != "" {
			a, err := all.byEntry(actor, name, files, env)
			if err != nil {
				return nil, err
			}
			all = append(all, a)
		} else if token := o.Tokens[actor]; token != "" {
			all = append(all, account{actor: actor, origin: exchange.TokenVariable(actor), facts: facts{token: token}})
		}
	}
	if len(all) == 0 {
		return nil, fmt.Errorf("%w: nobody asks: name the member's entry of clouds.yaml with --as member=CLOUD or in OS_CLOUD, or put the member's token into %s",
			ErrActors, exchange.TokenVariable(exchange.Member))
	}
	return all, nil
}

func (all accounts) byEntry(actor exchange.Actor, name string, files clouds, env environ) (account, error) {
	a := account{actor: actor, origin: "clouds.yaml entry " + name}
	for _, other := range all {
		if other.origin == a.origin {
			return account{}, a.unusable(ErrActors, "%s is played by the same entry, so their answers could not differ: give each its own account", other.actor)
		}
	}
	e, err := files.entry(name)
	if err != nil {
		return account{}, err
	}
	if a.trust, err = e.trust(env); err != nil {
		return account{}, a.unusable(ErrActors, "%w", err)
	}
	a.entry = &e
	return a, nil
}

// primary returns the position of the account whose cloud tells what nothing
// else does: the member's, else the first that has an entry, else -1.
func (all accounts) primary() int {
	hasEntry := func(a account) bool { return a.entry != nil }
	isMember := func(a account) bool { return hasEntry(a) && a.actor == exchange.Member }
	if i := slices.IndexFunc(all, isMember); i >= 0 {
		return i
	}
	return slices.IndexFunc(all, hasEntry)
}

// tlsConfig returns how the target is trusted: as all entries want it, since
// entries that differ could not share its connections. It also reports whether
// any entry goes without verification.
func (all accounts) tlsConfig(root string) (config *tls.Config, insecure bool, err error) {
	at := all.primary()
	if at < 0 {
		return nil, false, nil
	}
	primary := all[at]
	for _, a := range all {
		if a.entry == nil {
			continue
		}
		if strings.HasPrefix(root, "https:") && !a.trust.equal(primary.trust) {
			return nil, false, a.unusable(ErrActors, "its verify, cacert, cert or key differ from those of %s, and all ask the same target: make them the same", primary.actor)
		}
		insecure = insecure || a.trust.insecure
	}
	return primary.trust.config, insecure, nil
}

// target returns the root of the compute service by the catalog of the primary
// account.
func (all accounts) target() (string, error) {
	at := all.primary()
	if at < 0 {
		return "", fmt.Errorf("%w: nothing tells it: give --target, or name an entry of clouds.yaml with --as member=CLOUD", ErrTarget)
	}
	primary := all[at]
	address, err := primary.entry.endpoint(primary.facts.catalog)
	if err != nil {
		return "", primary.unusable(ErrTarget, "%w", err)
	}
	parsed, err := ParseTarget(address)
	if err != nil {
		return "", fmt.Errorf("%w (as the catalog has it for %s)", err, primary.actor)
	}
	return parsed.Root, nil
}

// tokens returns the token of each actor.
func (all accounts) tokens() Tokens {
	t := Tokens{}
	for _, a := range all {
		t[a.actor] = a.facts.token
	}
	return t
}

// identities returns what may be known of each account.
func (all accounts) identities(projects projects) map[exchange.Actor]exchange.Identity {
	identities := map[exchange.Actor]exchange.Identity{}
	for _, a := range all {
		identities[a.actor] = exchange.Identity{
			Origin: a.origin, User: a.facts.user, Project: projects[a.actor].Value, Roles: slices.Sorted(slices.Values(a.facts.roles)),
			AccessRules: a.facts.rules,
		}
	}
	return identities
}
