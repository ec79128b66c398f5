package bundle

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"unicode/utf8"

	"github.com/osact/osact/openapi"
	"github.com/osact/osact/runner/boundedfile"
	"github.com/osact/osact/runner/evidence"
	"github.com/osact/osact/runner/results"
	"github.com/osact/osact/runner/verdict"
	"github.com/osact/osact/runner/version"
	"github.com/osact/osact/suites/exchange"
)

// Contents are what is in a bundle.
type Contents struct {
	Manifest  Manifest
	Verdict   verdict.Verdict
	Recording exchange.Recording
	// ManifestDigest is the SHA-256 of the manifest, in hex: all of the bundle.
	ManifestDigest string

	files        []file // in the order of the manifest
	certificates []byte // of CertificateFile; nil: there is none
}

// ContractFolder is where the files of the contract are in a bundle.
const ContractFolder = "contract/"

// The names of what is in a bundle and not among the files of a run.
const (
	SelftestFile    = "selftest.txt" // what osact selftest has printed
	CertificateFile = "target.pem"   // the certificates that the target has shown
)

// Additions are what a bundle holds beside a run.
type Additions struct {
	Implementation Implementation
	Selftest       []byte // nil: there is none
}

// Gather returns what a bundle of the files of a run holds: those files, the contract
// that it was judged by, and what is added. It fails where they do not belong together.
func Gather(folder string, contract *openapi.Contract, more Additions) (Contents, error) {
	c := Contents{Manifest: Manifest{Schema: SchemaID, Implementation: more.Implementation, Build: version.This()}}
	for _, name := range []string{results.VerdictFile, results.RecordingFile, results.ReportFile, results.JUnitFile, results.SummaryFile} {
		content, err := boundedfile.Read(filepath.Join(folder, name), maxMember)
		switch {
		case errors.Is(err, fs.ErrNotExist) && name != results.VerdictFile && name != results.RecordingFile:
			continue
		case err != nil:
			return c, err
		}
		c.files = append(c.files, file{name, content})
	}
	for _, name := range openapi.FileNames() {
		c.files = append(c.files, file{ContractFolder + name, contract.File(name)})
	}
	var err error
	if c.Verdict, err = verdict.Parse(results.VerdictFile, c.files[0].content); err != nil {
		return c, err
	}
	if c.Recording, err = exchange.ReadHAR(bytes.NewReader(c.files[1].content)); err != nil {
		return c, fmt.Errorf("%s: %w", results.RecordingFile, err)
	}
	if err := results.Sound(c.Recording); err != nil {
		return c, fmt.Errorf("%s: %w", results.RecordingFile, err)
	}
	if err := evidence.Check(contract, version.This().Version, c.Recording); err != nil {
		return c, fmt.Errorf("%s: %w", results.RecordingFile, err)
	}
	if !openapi.SameContract(c.Verdict.Contract, contract.ID()) {
		return c, fmt.Errorf("%s is by the contract %s, and this one is %s: give the same --contract as the run", results.VerdictFile, verdict.ShortContract(c.Verdict.Contract), verdict.ShortContract(contract.ID()))
	}
	if more.Selftest != nil {
		if !isSelftest(more.Selftest, contract) {
			return c, fmt.Errorf("the result of the self-test is not of this osact %s with the contract %s: run osact selftest >FILE", version.This().Version, verdict.ShortContract(contract.ID()))
		}
		c.files = append(c.files, file{SelftestFile, more.Selftest})
	}
	if shown := c.Recording.CertificatesPEM(); shown != nil {
		c.certificates = shown
		c.files = append(c.files, file{CertificateFile, shown})
	}
	if err := c.list(); err != nil {
		return c, err
	}
	return c, c.belong()
}

// list writes the members of a bundle into its manifest.
func (c *Contents) list() error {
	var err error
	if c.Manifest.EvidenceDigest, err = c.Recording.Digest(); err != nil {
		return err
	}
	c.Manifest.Members = nil
	for _, f := range c.files {
		c.Manifest.Members = append(c.Manifest.Members, memberOf(f.name, f.content))
	}
	manifest, err := c.Manifest.encode()
	if err != nil {
		return err
	}
	c.ManifestDigest = hexOf(manifest)
	return nil
}

// isSelftest reports that a text names what osact selftest does: this osact, and the
// contract.
func isSelftest(text []byte, contract *openapi.Contract) bool {
	return utf8.Valid(text) && bytes.Contains(text, fmt.Appendf(nil, "osact %s, contract %s", version.This().Version, contract.ID()))
}

// belong says where verdict and recording are not of one run.
func (c Contents) belong() error {
	switch digest, err := c.Recording.Digest(); {
	case err != nil:
		return err
	case c.Verdict.EvidenceDigest != digest:
		return fmt.Errorf("%s is about another recording: its evidence digest is %q, and that of %s is %s", results.VerdictFile, c.Verdict.EvidenceDigest, results.RecordingFile, digest)
	case c.Manifest.EvidenceDigest != digest:
		return fmt.Errorf("%s is about another recording: its evidence digest is %q, and that of %s is %s", ManifestFile, c.Manifest.EvidenceDigest, results.RecordingFile, digest)
	}
	if err := c.canonical(); err != nil {
		return err
	}
	switch marked := c.Manifest.Public != nil; {
	case marked && !c.Recording.Public:
		return fmt.Errorf("%s says that the bundle was made to be published, and %s does not: one of them is of another bundle", ManifestFile, results.RecordingFile)
	case !marked && c.Recording.Public:
		return fmt.Errorf("%s says that the bundle was made to be published, and %s does not: one of them is of another bundle", results.RecordingFile, ManifestFile)
	}
	if c.certificates != nil && !bytes.Equal(c.certificates, c.Recording.CertificatesPEM()) {
		return fmt.Errorf("%s has other certificates than %s", CertificateFile, results.RecordingFile)
	}
	return nil
}

// canonical refuses a recording whose bytes are not those that osact writes: what stands
// there beside would be signed, and nothing would have looked at it. The evidence digest
// is of the bytes that osact writes.
func (c Contents) canonical() error {
	if is, _ := c.SHA256(results.RecordingFile); is != c.Manifest.EvidenceDigest {
		return fmt.Errorf("the bytes of %s are not as osact writes them: their SHA-256 is %s, and written anew it is %s: put the file there that the run wrote", results.RecordingFile, is, c.Manifest.EvidenceDigest)
	}
	return nil
}
