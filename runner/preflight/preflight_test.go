package preflight

import (
	"strings"
	"testing"

	"github.com/osact/osact/openapi"
	"github.com/osact/osact/suites/exchange"
)

// The names of users, projects and roles are a target's to choose.
func TestActorsAreLegible(t *testing.T) {
	const hostile = "a\x1b[2J\nb"
	contract, err := openapi.Load(openapi.Embedded())
	if err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	Report{Contract: contract, Profile: "tenant", Recording: exchange.Recording{Actors: map[exchange.Actor]exchange.Identity{
		exchange.Member: {Origin: hostile, User: hostile, Project: hostile, Roles: []string{hostile}},
	}}}.actors(&out)
	if got := out.String(); strings.Contains(got, "\x1b") || strings.Count(got, "\n") != 1 || strings.Count(got, `a\x1b[2J\nb`) != 4 {
		t.Errorf("got %q", got)
	}
}
