package dictionary

import (
	"bytes"
	"crypto/sha256"
	_ "embed"
	"encoding/hex"
	"fmt"
	"slices"

	"github.com/osact/osact/fixtures/faults"
	"github.com/osact/osact/openapi"
	"github.com/osact/osact/suites/exchange"
	"github.com/osact/osact/suites/judge"
)

//go:embed matrix.gz
var embedded []byte

// Dictionary knows what faults look like. The zero Dictionary knows none.
type Dictionary struct {
	file      []byte
	catalogue string // digest of the catalogue of who asks
}

// For returns the dictionary of this osact, for verdicts by a contract.
func For(contract *openapi.Contract) Dictionary {
	return Dictionary{embedded, CatalogueDigest(contract)}
}

// Digest is the SHA-256 of the matrix, in hex; empty where there is none.
func (d Dictionary) Digest() string {
	if d.file == nil {
		return ""
	}
	sum := sha256.Sum256(d.file)
	return hex.EncodeToString(sum[:])
}

// CatalogueDigest is the SHA-256, in hex, of the files of a contract that say what a
// violation is.
func CatalogueDigest(contract *openapi.Contract) string {
	h := sha256.New()
	for _, name := range []string{"instance-actions.yaml", "requirements.yaml", "precedence.yaml"} {
		sum := sha256.Sum256(contract.File(name))
		h.Write(sum[:])
	}
	return hex.EncodeToString(h.Sum(nil))
}

// Explanation says which faults violations look like.
type Explanation struct {
	Likely []Likely // those that explain most first
	// Places counts what is violated: requirement, kind and place. Left of them no known
	// fault explains.
	Places, Left int
	// Silent says why nothing was compared; empty: it was.
	Silent string
}

// Likely is a fault that explains some of what is violated.
type Likely struct {
	Name      string
	Statement string   // what the fault is
	Alike     []string // names of others that would look the same here
	Explains  int      // how many of the places
	Besides   int      // how many others it would violate, which hold
}

// Explain compares the violations among findings with the faults. Asked is the question
// at a position of the recording that they rest on.
func (d Dictionary) Explain(findings []judge.Finding, asked func(i int) exchange.Probe) Explanation {
	m, err := read(bytes.NewReader(d.file))
	if err != nil {
		return Explanation{Silent: fmt.Sprintf("the dictionary of faults can't be read, so no fault is named: %v", err)}
	}
	if why := m.stale(d.catalogue, faults.All()); why != "" {
		return Explanation{Silent: why}
	}
	return m.explanation(m.eras.see(findings, asked))
}

// explanation puts into words what the faults explain of what was seen.
func (m matrix) explanation(s seen) Explanation {
	known := faults.All()
	all, places, left := m.explain(s)
	e := Explanation{Places: places, Left: left}
	for _, l := range all {
		one := Likely{Name: l.rows[0].name, Explains: l.explains, Besides: l.besides}
		for _, r := range l.rows[1:] {
			one.Alike = append(one.Alike, r.name)
		}
		if i := slices.IndexFunc(known, func(f faults.Fault) bool { return f.Name == one.Name }); i >= 0 {
			one.Statement = known[i].Statement
		}
		e.Likely = append(e.Likely, one)
	}
	return e
}

// stale says why a matrix may not be used; empty: it may.
func (m matrix) stale(catalogue string, known []faults.Fault) string {
	if m.made != catalogue {
		return "no fault is named, since the dictionary of faults was made with another catalogue than this verdict"
	}
	if !slices.EqualFunc(m.faults, known, func(r row, f faults.Fault) bool { return r.name == f.Name }) {
		return "no fault is named, since the dictionary of faults was made of other faults than this osact has"
	}
	return ""
}
