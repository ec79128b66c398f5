package bundle

import (
	"archive/tar"
	"bufio"
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"syscall"

	"github.com/osact/osact/runner/results"
	"github.com/osact/osact/runner/strictjson"
	"github.com/osact/osact/runner/verdict"
	"github.com/osact/osact/suites/exchange"
)

// What a bundle may hold at most, in bytes, unpacked.
const (
	maxManifest = 1 << 20
	maxVerdict  = 32 << 20
	maxText     = 64 << 10 // of a text in the verdict; the usual longest one has 1 kB
	maxMember   = 80 << 20
	maxTotal    = 160 << 20
)

// Refused is why an archive is not a bundle, or not one that can be believed.
type Refused struct{ Err error }

func (r *Refused) Error() string { return r.Err.Error() }

func (r *Refused) Unwrap() error { return r.Err }

// Is reports whether a regular file could be a bundle: it is compressed as one.
func Is(path string) bool {
	f, err := os.OpenFile(path, os.O_RDONLY|syscall.O_NONBLOCK, 0)
	if err != nil {
		return false
	}
	defer f.Close() // it is only read
	start := make([]byte, 2)
	info, err := f.Stat()
	if err != nil || !info.Mode().IsRegular() {
		return false
	}
	_, err = io.ReadFull(f, start)
	return err == nil && start[0] == 0x1f && start[1] == 0x8b
}

// Read reads a bundle. It fails with a Refused where the archive is not, byte for byte,
// what its manifest says, or its verdict and its recording are not of one run. Nothing
// of it is written anywhere, and of a large one no more is unpacked than it may hold.
func Read(path string) (Contents, error) {
	// Without O_NONBLOCK, opening a pipe waits until another process writes to it.
	f, err := os.OpenFile(path, os.O_RDONLY|syscall.O_NONBLOCK, 0)
	if err != nil {
		return Contents{}, err
	}
	defer f.Close() // it is only read
	if info, err := f.Stat(); err != nil || !info.Mode().IsRegular() {
		return Contents{}, errors.Join(fmt.Errorf("%s is not a regular file", path), err)
	}
	c, err := read(bufio.NewReader(f))
	if err == nil {
		err = c.belong()
	}
	if err != nil {
		return Contents{}, &Refused{fmt.Errorf("%s: %w", path, err)}
	}
	return c, nil
}

func read(packed *bufio.Reader) (Contents, error) {
	var c Contents
	unpacked, err := gzip.NewReader(packed)
	if err != nil {
		return c, fmt.Errorf("it is no bundle: %w", err)
	}
	unpacked.Multistream(false)
	// What follows the archive's end is padding, which is small.
	capped := &io.LimitedReader{R: unpacked, N: maxTotal + maxManifest + 1<<20}
	archive := tar.NewReader(capped)
	if err := c.readManifest(archive); err != nil {
		return c, err
	}
	left := map[string]Member{}
	for _, m := range c.Manifest.Members {
		left[m.Name] = m
	}
	seen := map[string]bool{ManifestFile: true}
	for {
		header, err := archive.Next()
		if err == io.EOF {
			break
		}
		if err != nil {
			return c, fmt.Errorf("the archive is broken: %w", err)
		}
		m, listed := left[header.Name]
		switch {
		case seen[header.Name]:
			return c, fmt.Errorf("it has two members %q", header.Name)
		case !listed:
			return c, fmt.Errorf("it has a member %q that its manifest does not name", header.Name)
		case header.Typeflag != tar.TypeReg || header.Size != m.Size:
			return c, fmt.Errorf("the member %q is not a file of %d bytes, as its manifest says", header.Name, m.Size)
		}
		seen[header.Name] = true
		delete(left, header.Name)
		if err := c.readMember(m, archive); err != nil {
			return c, err
		}
	}
	for _, m := range c.Manifest.Members {
		if _, missing := left[m.Name]; missing {
			return c, fmt.Errorf("it lacks the member %q, which its manifest names", m.Name)
		}
	}
	if !seen[results.VerdictFile] || !seen[results.RecordingFile] {
		return c, fmt.Errorf("it needs %s and %s", results.VerdictFile, results.RecordingFile)
	}
	return c, c.end(capped, packed)
}

// end makes sure that nothing follows the archive.
func (c Contents) end(unpacked *io.LimitedReader, packed *bufio.Reader) error {
	rest := make([]byte, 4<<10)
	for {
		n, err := unpacked.Read(rest)
		if len(bytes.Trim(rest[:n], "\x00")) > 0 {
			return errors.New("something follows the end of the archive")
		}
		if err == io.EOF {
			break
		}
		if err != nil {
			return fmt.Errorf("the archive is broken: %w", err)
		}
	}
	if unpacked.N <= 0 {
		return fmt.Errorf("it unpacks to more than %d bytes", maxTotal)
	}
	if _, err := packed.ReadByte(); err != io.EOF {
		return errors.New("something follows the end of the archive")
	}
	return nil
}

// readManifest reads the first member.
func (c *Contents) readManifest(archive *tar.Reader) error {
	header, err := archive.Next()
	switch {
	case err != nil:
		return fmt.Errorf("it is no bundle: %w", err)
	case header.Name != ManifestFile || header.Typeflag != tar.TypeReg:
		return fmt.Errorf("it is no bundle: its first member is %q, and not %s", header.Name, ManifestFile)
	case header.Size > maxManifest:
		return fmt.Errorf("%s has %d bytes, and osact reads up to %d", ManifestFile, header.Size, maxManifest)
	}
	content, err := io.ReadAll(archive)
	if err != nil {
		return fmt.Errorf("the archive is broken: %w", err)
	}
	c.ManifestDigest = hexOf(content)
	c.Manifest, err = readManifest(content)
	return err
}

// readMember reads a member, and holds it against its digest.
func (c *Contents) readMember(m Member, from io.Reader) error {
	sum := sha256.New()
	summed := io.TeeReader(from, sum)
	var why error
	switch m.Name {
	case results.RecordingFile:
		c.Recording, why = exchange.ReadHAR(summed)
	case CertificateFile:
		if m.Size > maxManifest {
			return fmt.Errorf("%s has %d bytes, and osact reads up to %d", m.Name, m.Size, maxManifest)
		}
		c.certificates, why = io.ReadAll(summed)
	case results.VerdictFile:
		if m.Size > maxVerdict {
			return fmt.Errorf("%s has %d bytes, and osact reads up to %d", m.Name, m.Size, maxVerdict)
		}
		content, err := io.ReadAll(summed)
		if why = err; err == nil {
			c.Verdict, why = readVerdict(content)
		}
	}
	if _, err := io.Copy(io.Discard, summed); err != nil {
		return fmt.Errorf("the archive is broken: %w", err)
	}
	if got := hex.EncodeToString(sum.Sum(nil)); got != m.SHA256 {
		return fmt.Errorf("the member %q is not what its manifest says: its SHA-256 is %s, not %s", m.Name, got, m.SHA256)
	}
	if why != nil && m.Name == results.VerdictFile {
		return why // which names the file
	}
	if why != nil {
		return fmt.Errorf("%s: %w", m.Name, why)
	}
	return nil
}

// readVerdict reads a verdict, and refuses what osact writes into none.
func readVerdict(content []byte) (verdict.Verdict, error) {
	v, err := verdict.Parse(results.VerdictFile, content)
	if err != nil {
		return v, err
	}
	if err := strictjson.Read(content, new(verdict.Verdict)); err != nil {
		return v, fmt.Errorf("%s: %w", results.VerdictFile, err)
	}
	if err := strictjson.BoundTexts(content, maxText); err != nil {
		return v, fmt.Errorf("%s: %w", results.VerdictFile, err)
	}
	return v, nil
}
