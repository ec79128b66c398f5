package openapi

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"sync"

	"github.com/getkin/kin-openapi/openapi3"
)

// Contract is the description of the API with its whole history, the catalogue of requirements, the profiles and the
// precedence. It does not change, and may be used from many goroutines.
type Contract struct {
	document     *document
	requirements []Requirement
	profiles     []Profile
	precedence   Precedence
	digest       string
	compiled     map[projectionKey]func() (operations, error) // once each, when first needed
}

type projectionKey struct {
	era      int
	audience Audience
}

// Load reads a contract and checks that its files are sound and fit together. Errors name the file and the line.
func Load(f Files) (*Contract, error) {
	d, err := readDocument(documentFile, f.Document)
	if err != nil {
		return nil, err
	}
	openAPI, err := loadOpenAPI(f.Document)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", documentFile, err)
	}
	// The examples of the whole document belong to different editions: they hold in a projection only.
	if err := openAPI.Validate(context.Background(), openapi3.DisableExamplesValidation()); err != nil {
		return nil, fmt.Errorf("%s: not a valid OpenAPI document: %w", documentFile, err)
	}
	// A projection only leaves things out: if the whole document compiles, so does each of them.
	if _, err := d.compile(d.root); err != nil {
		return nil, err
	}
	c := &Contract{document: d, digest: digest(f), compiled: map[projectionKey]func() (operations, error){}}
	if c.requirements, err = readRequirements(requirementsFile, f.Requirements); err != nil {
		return nil, err
	}
	if c.profiles, err = readProfiles(profilesFile, f.Profiles, c.requirements); err != nil {
		return nil, err
	}
	if c.precedence, err = readPrecedence(precedenceFile, f.Precedence, c); err != nil {
		return nil, err
	}
	if err := c.checkOwners(); err != nil {
		return nil, err
	}
	for era := legacyEra; era < len(d.starts); era++ {
		edition := Legacy()
		if era != legacyEra {
			edition = At(d.starts[era])
		}
		for _, a := range []Audience{Operator, Tenant, Either} {
			c.compiled[projectionKey{era, a}] = sync.OnceValues(func() (operations, error) {
				return d.compile(d.project(edition, a))
			})
		}
	}
	return c, nil
}

// checkOwners makes sure that the document names requirements of the catalogue only.
func (c *Contract) checkOwners() error {
	for _, id := range c.document.allOwners() {
		if _, ok := c.Requirement(id.Value); !ok {
			return c.document.errorf(id, "%s names %q, which %s does not have", ownerMark, id.Value, requirementsFile)
		}
	}
	return nil
}

// operation is what the document describes at p.
func (c *Contract) operation(p Place) (*operation, bool) {
	era, ok := c.document.era(p.Edition)
	if !ok {
		return nil, false
	}
	compiled, ok := c.compiled[projectionKey{era, p.Audience}]
	if !ok {
		return nil, false
	}
	all, err := compiled()
	if err != nil {
		return nil, false
	}
	op, ok := all[operationKey{p.Method, p.Path}]
	return op, ok
}

// Editions lists every edition that the contract describes: legacy, then the microversions from the oldest on.
func (c *Contract) Editions() []Edition { return c.document.editions() }

// Boundaries lists legacy, the oldest and the newest microversion, and each one at which the document changes something
// together with the one before it. Between two boundaries nothing changes.
func (c *Contract) Boundaries() []Edition { return c.document.boundaries() }

// Requirements is the catalogue, in the order of its file.
func (c *Contract) Requirements() []Requirement { return slices.Clone(c.requirements) }

// Requirement is the requirement of that id.
func (c *Contract) Requirement(id string) (Requirement, bool) {
	for _, q := range c.requirements {
		if q.ID == id {
			return q, true
		}
	}
	return Requirement{}, false
}

// Profiles are all profiles, in the order of their file.
func (c *Contract) Profiles() []Profile { return slices.Clone(c.profiles) }

// Profile is the profile of that name.
func (c *Contract) Profile(name string) (Profile, bool) {
	for _, p := range c.profiles {
		if p.Name == name {
			return p, true
		}
	}
	return Profile{}, false
}

// Digest is the SHA-256 of the contract's files, in hex. It changes with every byte of them.
func (c *Contract) Digest() string { return c.digest }

func digest(f Files) string {
	h := sha256.New()
	for _, data := range [][]byte{f.Document, f.Requirements, f.Profiles, f.Precedence} {
		// Each file is summed up first, so that no byte can move from one to the next unnoticed.
		sum := sha256.Sum256(data)
		h.Write(sum[:])
	}
	return hex.EncodeToString(h.Sum(nil))
}
