package connect

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/osact/osact/suites"
	"github.com/osact/osact/suites/exchange"
)

// ErrActors is what every error about who asks wraps.
var ErrActors = errors.New("unusable actors")

// Hand is what a user gives by hand about a target.
type Hand struct {
	Target   string                    // URL; see ParseTarget
	Tokens   map[exchange.Actor]string // as the environment has them
	Projects map[exchange.Actor]string // ids
	Server   string                    // id of a server of the member's project
	Action   string                    // request id of a finished action on it
}

// Given connects to a target that a user gave. It sends nothing.
func Given(h Hand) (*Connection, error) {
	root, project, err := ParseTarget(h.Target)
	if err != nil {
		return nil, err
	}
	if len(h.Tokens) == 0 {
		return nil, fmt.Errorf("%w: nobody has a token: put the member's into %s", ErrActors, suites.TokenVariable(exchange.Member))
	}
	if (h.Server == "") != (h.Action == "") {
		return nil, fmt.Errorf("%w: --server and --action go together: the id of a server and the request id of a finished action on it", ErrTarget)
	}
	c := &Connection{
		Target: exchange.Target{Kind: exchange.Given, URL: root},
		Actors: map[exchange.Actor]exchange.Identity{},
		Tokens: h.Tokens,
		Close:  func() error { return nil },
	}
	owner := map[string]exchange.Actor{}
	for _, actor := range slices.Sorted(maps.Keys(h.Tokens)) {
		token := h.Tokens[actor]
		if other, ok := owner[token]; ok {
			return nil, fmt.Errorf("%w: %s and %s have the same token, so their answers could not differ: give each its own", ErrActors, other, actor)
		}
		owner[token] = actor
		c.Actors[actor] = exchange.Identity{Origin: suites.TokenVariable(actor), Project: h.Projects[actor]}
	}
	for _, actor := range slices.Sorted(maps.Keys(h.Projects)) {
		c.Known = append(c.Known, known(string(actor)+".project", h.Projects[actor], "--project"))
	}
	if project != "" && h.Projects[exchange.Member] == "" {
		c.Known = append(c.Known, known(string(exchange.Member)+".project", project, "--target"))
	}
	if h.Server != "" {
		c.Known = append(c.Known, known("finished.server", h.Server, "--server"), known("finished.id", h.Action, "--action"))
	}
	return c, nil
}

// TokensIn returns the tokens that environment variables hold, as os.Environ
// lists them. It fails for a variable that names no actor.
func TokensIn(environ []string) (map[exchange.Actor]string, error) {
	tokens := map[exchange.Actor]string{}
	prefix := suites.TokenVariable("")
	for _, line := range environ {
		name, value, _ := strings.Cut(line, "=")
		rest, ok := strings.CutPrefix(name, prefix)
		if !ok || value == "" {
			continue
		}
		actor := exchange.Actor(strings.ToLower(rest))
		switch {
		case !actor.Known():
			return nil, fmt.Errorf("%w: %s names no actor: the actors with an account are %s", ErrActors, name, accounts())
		case !actor.HasAccount():
			return nil, fmt.Errorf("%w: %s: %s has no token that a cloud issued", ErrActors, name, actor)
		case strings.ContainsAny(value, " \t\r\n"):
			return nil, fmt.Errorf("%w: the token in %s holds white space, so it can't be sent: check how it was copied", ErrActors, name)
		}
		tokens[actor] = value
	}
	return tokens, nil
}

func accounts() string {
	var names []string
	for _, a := range exchange.Actors() {
		if a.HasAccount() {
			names = append(names, string(a))
		}
	}
	return strings.Join(names, ", ")
}
