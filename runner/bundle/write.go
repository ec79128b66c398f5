package bundle

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"errors"
	"io"
	"time"

	"github.com/osact/osact/runner/atomicfile"
)

// file is a member and what is in it.
type file struct {
	name    string
	content []byte
}

// WriteFile writes the archive into a file for its owner alone: all of it, or nothing.
func (c Contents) WriteFile(path string) error {
	var packed bytes.Buffer
	if err := c.Write(&packed); err != nil {
		return err
	}
	return atomicfile.Write(path, packed.Bytes(), 0o600)
}

// Write writes an archive of a manifest and its members. Equal ones give equal bytes:
// nobody's name, no time and no mode is in it.
func (c Contents) Write(w io.Writer) error {
	manifest, err := c.Manifest.encode()
	if err != nil {
		return err
	}
	packed, err := gzip.NewWriterLevel(w, gzip.BestCompression)
	if err != nil {
		return err
	}
	archive := tar.NewWriter(packed)
	for _, f := range append([]file{{ManifestFile, manifest}}, c.files...) {
		header := &tar.Header{Typeflag: tar.TypeReg, Name: f.name, Size: int64(len(f.content)), Mode: 0o600, ModTime: time.Unix(0, 0), Format: tar.FormatUSTAR}
		if err := archive.WriteHeader(header); err != nil {
			return err
		}
		if _, err := archive.Write(f.content); err != nil {
			return err
		}
	}
	return errors.Join(archive.Close(), packed.Close())
}
