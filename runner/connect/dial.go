package connect

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/osact/osact/suites/cast"
	"github.com/osact/osact/suites/exchange"
)

// Options are what a user says about a target and the actors.
type Options struct {
	// Target is a URL; see ParseTarget. Empty: the catalog of the member's
	// cloud tells, or that of the first actor who has a cloud.
	Target string
	// Clouds are names of entries of clouds.yaml. A cloud beats a token.
	Clouds map[exchange.Actor]string
	// Tokens are used as they stand; see TokensIn.
	Tokens Tokens
	// Projects are ids, for actors whose tokens do not tell.
	Projects map[exchange.Actor]string
	// Server and Action are the id of a server of the member's project and the
	// request id of a finished action on it. Empty: they are discovered.
	Server, Action string
	// Environ is the environment, as os.Environ lists it. What is read of it:
	// OS_CLOUD, the member's entry where Clouds and Tokens are empty;
	// OS_CLIENT_CONFIG_FILE, OS_CLIENT_SECURE_FILE, XDG_CONFIG_HOME and HOME,
	// where clouds.yaml and secure.yaml are; HTTP_PROXY, HTTPS_PROXY, NO_PROXY.
	Environ []string
	// Timeout is how long an identity service may take. 0: half a minute.
	Timeout time.Duration
}

// Dial connects to a target that a user gave. It asks only identity services:
// about each account once, all at the same time. It checks that each account is
// what its actor should be.
//
// The error is one sentence and wraps ErrActors, ErrTarget or ErrUnreachable.
// If ctx ended it wraps its error, too.
func Dial(ctx context.Context, o Options) (*Connection, error) {
	env := environ(o.Environ)
	if (o.Server == "") != (o.Action == "") {
		return nil, fmt.Errorf("%w: --server and --action go together: the id of a server and the request id of a finished action on it", ErrTarget)
	}
	if err := o.checkIDs(); err != nil {
		return nil, err
	}
	var address Address
	var err error
	if o.Target != "" {
		if address, err = ParseTarget(o.Target); err != nil {
			return nil, err
		}
	}
	proxy, err := env.proxy()
	if err != nil {
		return nil, err
	}
	all, err := readAccounts(o, env)
	if err != nil {
		return nil, err
	}
	// A token without an entry is shown to no cloud but the one that it will be used
	// at: the one whose catalog tells the target.
	way := access{proxy, cmp.Or(o.Timeout, 30*time.Second)}
	if err := all.logIn(ctx, way, o.Target == ""); err != nil {
		return nil, err
	}
	projects, err := all.projects(o.Projects, address.Project)
	if err != nil {
		return nil, err
	}
	if err := all.check(projects); err != nil {
		return nil, err
	}
	if o.Target == "" {
		if address.Root, err = all.target(); err != nil {
			return nil, err
		}
	}
	trust, insecure, err := all.tlsConfig(address.Root)
	if err != nil {
		return nil, err
	}
	c := &Connection{
		Target:  exchange.Target{Kind: exchange.Given, URL: address.Root, Insecure: insecure},
		Actors:  all.identities(projects),
		Tokens:  all.tokens(),
		Secrets: slices.Concat(all.secrets(), env.proxySecrets()),
		Known:   projects.bindings(),
		TLS:     trust,
		Proxy:   proxy,
		Close:   func() error { return nil },
	}
	c.Renew = (&renewal{accounts: all, way: way, tokens: c.Tokens}).renew
	if address.Legacy {
		c.Known = append(c.Known, exchange.Binding{Symbol: "target.legacy", Value: "v2.0", Origin: "flag --target"})
	}
	if o.Server != "" {
		c.Known = append(c.Known,
			exchange.Binding{Symbol: "finished.server", Value: o.Server, Origin: "flag --server"},
			exchange.Binding{Symbol: "finished.id", Value: o.Action, Origin: "flag --action"})
	}
	return c, nil
}

// checkIDs refuses what is no id: in a path it would ask for something else.
func (o Options) checkIDs() error {
	given := map[string]string{"--server": o.Server, "--action": o.Action}
	for actor, id := range o.Projects {
		given[fmt.Sprintf("--project %s=ID", actor)] = id
	}
	for _, flag := range slices.Sorted(maps.Keys(given)) {
		if id := given[flag]; id != "" && !cast.Nameable(id) {
			return fmt.Errorf("%w: %s: %q is no id: %s", ErrTarget, flag, id, cast.IDForm)
		}
	}
	return nil
}
