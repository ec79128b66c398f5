// Package bundle puts the evidence of a run into one archive, with a manifest that
// says what is in it, and reads such an archive whatever is in it.
package bundle

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/osact/osact/runner/pseudonym"
	"github.com/osact/osact/runner/strictjson"
	"github.com/osact/osact/runner/version"
)

// SchemaID stands in the member "schema" of every manifest of this shape.
const SchemaID = "osact/manifest/1"

// ManifestFile is the name of the manifest, which is the first member.
const ManifestFile = "manifest.json"

// Manifest says what is in a bundle.
type Manifest struct {
	Schema         string         `json:"schema"` // SchemaID
	Implementation Implementation `json:"implementation"`
	Build          version.Info   `json:"build"`           // of the osact that bundled
	EvidenceDigest string         `json:"evidence_digest"` // see exchange.Recording.Digest
	// Public says that the bundle was made to be published, and of what; nil: it was not.
	Public  *Published `json:"public,omitempty"`
	Members []Member   `json:"members"` // all but the manifest, in their order
}

// Published says what of a run has pseudonyms in a bundle, and what is not there. No
// value of it is told.
type Published struct {
	Replaced []pseudonym.Count `json:"replaced"`
	LeftOut  []string          `json:"left_out"`
}

// String says it in one line.
func (p *Published) String() string {
	var parts []string
	for _, r := range p.Replaced {
		parts = append(parts, fmt.Sprintf("%d %s", r.Values, r.Kind))
	}
	text := "made to be published: pseudonyms stand for " + strings.Join(parts, ", ")
	if len(parts) == 0 {
		text = "made to be published: nothing in it needed a pseudonym"
	}
	if len(p.LeftOut) > 0 {
		text += "; left out: " + strings.Join(p.LeftOut, ", ")
	}
	return text
}

// Member is a file of a bundle.
type Member struct {
	Name   string `json:"name"`
	Size   int64  `json:"size"`
	SHA256 string `json:"sha256"` // in hex
}

// SHA256 returns the digest of a member, in hex, as the manifest says it.
func (c Contents) SHA256(name string) (digest string, there bool) {
	at := slices.IndexFunc(c.Manifest.Members, func(m Member) bool { return m.Name == name })
	if at < 0 {
		return "", false
	}
	return c.Manifest.Members[at].SHA256, true
}

// memberOf describes a file.
func memberOf(name string, content []byte) Member {
	return Member{Name: name, Size: int64(len(content)), SHA256: hexOf(content)}
}

func hexOf(content []byte) string {
	sum := sha256.Sum256(content)
	return hex.EncodeToString(sum[:])
}

// encode writes a manifest as it stands in a bundle.
func (m Manifest) encode() ([]byte, error) {
	content, err := json.MarshalIndent(m, "", "  ")
	return append(content, '\n'), err
}

// readManifest reads a manifest, and refuses whatever osact does not write.
func readManifest(content []byte) (Manifest, error) {
	var m Manifest
	if err := strictjson.Read(content, &m); err != nil {
		return m, fmt.Errorf("%s: %w", ManifestFile, err)
	}
	if m.Schema != SchemaID {
		return m, fmt.Errorf("%s is not of this osact: its schema is %q, not %q", ManifestFile, m.Schema, SchemaID)
	}
	if err := m.Implementation.check(); err != nil {
		return m, fmt.Errorf("%s: %w", ManifestFile, err)
	}
	seen, total := map[string]bool{ManifestFile: true}, int64(0)
	for _, member := range m.Members {
		switch {
		case seen[member.Name]:
			return m, fmt.Errorf("%s names %q twice", ManifestFile, member.Name)
		case member.Size < 0 || member.Size > maxMember:
			return m, fmt.Errorf("%s says that %q has %d bytes, and osact reads up to %d", ManifestFile, member.Name, member.Size, maxMember)
		}
		seen[member.Name] = true
		if total += member.Size; total > maxTotal {
			return m, fmt.Errorf("its members have more than %d bytes together", maxTotal)
		}
	}
	return m, nil
}
