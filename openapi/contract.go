package openapi

import (
	"bytes"
	"slices"
	"strings"
	"sync"
)

// Contract is the description of the API with its whole history, the catalogue of requirements, the profiles and the
// precedence. It does not change, and may be used from many goroutines.
type Contract struct {
	document     *document
	requirements []Requirement
	profiles     []Profile
	precedence   Precedence
	files        Files
	digest       string
	embedded     bool
	compiled     map[projectionKey]func() (operations, error) // once each, when first needed
	kept         kept
}

type projectionKey struct {
	era      int
	audience Audience
}

// Load reads a contract and checks that its files are sound and fit together. Errors name the file and the line.
func Load(f Files) (*Contract, error) {
	d, err := readDocument(f.path(documentFile), f.Document)
	if err != nil {
		return nil, err
	}
	built := Embedded()
	// That the document which was built in is sound, a test says once for all. It takes half the time of a load.
	if !bytes.Equal(f.Document, built.Document) {
		if err := d.check(f.Document); err != nil {
			return nil, err
		}
	}
	c := &Contract{document: d, files: f, digest: f.digest(), compiled: map[projectionKey]func() (operations, error){}}
	c.embedded = c.digest == built.digest()
	if c.requirements, err = readRequirements(f.path(requirementsFile), f.Requirements); err != nil {
		return nil, err
	}
	if c.profiles, err = readProfiles(f.path(profilesFile), f.Profiles, c.requirements); err != nil {
		return nil, err
	}
	if c.precedence, err = readPrecedence(f.path(precedenceFile), f.Precedence, c); err != nil {
		return nil, err
	}
	if err := c.checkOwners(); err != nil {
		return nil, err
	}
	if err := c.checkGiven(); err != nil {
		return nil, err
	}
	for era := legacyEra; era < len(d.starts); era++ {
		edition := Legacy()
		if era != legacyEra {
			edition = At(d.starts[era])
		}
		for _, a := range []Audience{Operator, Tenant, Either} {
			c.compiled[projectionKey{era, a}] = sync.OnceValues(func() (operations, error) {
				return d.compile(d.project(edition, a), false)
			})
		}
	}
	return c, nil
}

// check makes sure that the document, whose bytes are given, is OpenAPI and that its schemas compile.
func (d *document) check(data []byte) error {
	if err := d.validate(data); err != nil {
		return err
	}
	// A projection only leaves things out: if the whole document compiles, so does each of them.
	_, err := d.compile(d.root, true)
	return err
}

// checkOwners makes sure that the document names requirements of the catalogue only.
func (c *Contract) checkOwners() error {
	for _, id := range c.document.allOwners() {
		if _, ok := c.Requirement(id.Value); !ok {
			return c.document.errorf(id, "%s names %q, which %s does not have", ownerMark, id.Value, c.files.path(requirementsFile))
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

// Newest returns the newest microversion that the contract describes.
func (c *Contract) Newest() Version { return c.document.newest }

// HasEdition tells whether the contract describes an edition.
func (c *Contract) HasEdition(e Edition) bool {
	_, ok := c.document.era(e)
	return ok
}

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

// Digest is the SHA-256 of the names and bytes of the contract's files, in hex.
func (c *Contract) Digest() string { return c.digest }

// IsEmbedded reports whether the contract is the one that this program was built with.
func (c *Contract) IsEmbedded() bool { return c.embedded }

// given begins the id of a contract that was given.
const given = "given:"

// ID names the contract in recordings and verdicts: by its digest, with "given:" before it if it is not the one that the
// program was built with.
func (c *Contract) ID() string {
	if c.embedded {
		return c.digest
	}
	return given + c.digest
}

// IsGiven reports whether an id is that of a contract that was given.
func IsGiven(id string) bool { return strings.HasPrefix(id, given) }

// SameContract reports whether two ids name the same contract. What was given to one program may be built into another.
func SameContract(a, b string) bool {
	return strings.TrimPrefix(a, given) == strings.TrimPrefix(b, given)
}

// checkGiven reads what Load has no use for, as far as it was given: a mistake in a file is told when the file is given,
// not when somebody needs it.
func (c *Contract) checkGiven() error {
	if _, ok := c.files.paths[gapsFile]; ok {
		if _, err := c.Gaps(); err != nil {
			return err
		}
	}
	for name := range c.files.Sources {
		if _, ok := c.files.paths[sourceFile(name)]; !ok {
			continue
		}
		if _, err := c.sourceDocument(name); err != nil {
			return err
		}
	}
	return nil
}
