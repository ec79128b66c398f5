package openapi

import (
	"slices"
	"testing"

	"go.yaml.in/yaml/v3"
)

// TestErasShareOneProjection projects every edition for each audience: nothing changes but at a boundary, which is why
// the editions of an era can share what was compiled for the first.
func TestErasShareOneProjection(t *testing.T) {
	contract, err := Load(Embedded())
	if err != nil {
		t.Fatal(err)
	}
	boundaries := contract.Boundaries()
	for _, audience := range []Audience{Operator, Tenant, Either} {
		var before *yaml.Node
		for _, edition := range contract.Editions() {
			projection, err := contract.Project(edition, audience)
			if err != nil {
				t.Fatal(err)
			}
			if !same(before, projection.root) && !slices.Contains(boundaries, edition) {
				t.Errorf("%s for %s differs from the edition before, but is no boundary", edition, audience)
			}
			before = projection.root
		}
	}
}

// same tells whether two YAML documents are equal.
func same(a, b *yaml.Node) bool {
	return a != nil && b != nil && a.Kind == b.Kind && a.Tag == b.Tag && a.Value == b.Value &&
		slices.EqualFunc(a.Content, b.Content, same)
}
