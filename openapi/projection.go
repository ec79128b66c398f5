package openapi

import (
	"bytes"
	"fmt"

	"github.com/getkin/kin-openapi/openapi3"
	"go.yaml.in/yaml/v3"
)

// Projection is the contract's document as it stands for one edition and audience: plain OpenAPI 3.1.
type Projection struct {
	root *yaml.Node
}

// Project makes the document that holds in edition e for audience a. It is an error to ask for an edition that the
// contract does not describe, or for an audience that is none of Operator, Tenant and Either.
func (c *Contract) Project(e Edition, a Audience) (Projection, error) {
	if _, ok := c.document.era(e); !ok {
		return Projection{}, fmt.Errorf("edition %s is not described: choose %s, or a microversion from %s to %s",
			e, Legacy(), c.document.oldest, c.document.newest)
	}
	if _, err := ParseAudience(a.String()); err != nil {
		return Projection{}, err
	}
	return Projection{c.document.project(e, a)}, nil
}

// YAML writes the document, its keys in the order of the contract.
func (p Projection) YAML() ([]byte, error) {
	var out bytes.Buffer
	enc := yaml.NewEncoder(&out)
	enc.SetIndent(2)
	if err := enc.Encode(p.root); err != nil {
		return nil, fmt.Errorf("writing a projection: %w", err)
	}
	if err := enc.Close(); err != nil {
		return nil, fmt.Errorf("writing a projection: %w", err)
	}
	return out.Bytes(), nil
}

// OpenAPI loads the document into the types of kin-openapi, for programs that walk it.
func (p Projection) OpenAPI() (*openapi3.T, error) {
	data, err := p.YAML()
	if err != nil {
		return nil, err
	}
	return loadOpenAPI(data)
}

// loadOpenAPI loads a document and resolves its references, all of which must be within it.
func loadOpenAPI(data []byte) (*openapi3.T, error) {
	doc, err := openapi3.NewLoader().LoadFromData(data)
	if err != nil {
		return nil, fmt.Errorf("not an OpenAPI document: %w", err)
	}
	return doc, nil
}
