package main

import (
	"archive/tar"
	"bytes"
	"encoding/pem"
	"io"

	v1 "github.com/google/go-containerregistry/pkg/v1"
	"github.com/google/go-containerregistry/pkg/v1/tarball"
	"github.com/google/go-containerregistry/pkg/v1/types"
	"golang.org/x/crypto/x509roots/fallback/bundle"
)

// What is in the image.
const (
	binaryFile = "usr/bin/osact"
	rootsFile  = "etc/ssl/certs/ca-certificates.crt" // where Go looks first
	workFolder = "work"
)

// layer is the only one, with all files.
func (r release) layer(binary []byte) (v1.Layer, error) {
	var files bytes.Buffer
	archive := tar.NewWriter(&files)
	for _, f := range []struct {
		header  tar.Header
		content []byte
	}{
		{tar.Header{Name: "etc/", Mode: 0o755}, nil},
		{tar.Header{Name: "etc/ssl/", Mode: 0o755}, nil},
		{tar.Header{Name: "etc/ssl/certs/", Mode: 0o755}, nil},
		{tar.Header{Name: rootsFile, Mode: 0o644}, roots()},
		{tar.Header{Name: "usr/", Mode: 0o755}, nil},
		{tar.Header{Name: "usr/bin/", Mode: 0o755}, nil},
		{tar.Header{Name: binaryFile, Mode: 0o755}, binary},
		{tar.Header{Name: workFolder + "/", Mode: 0o755, Uid: user, Gid: user}, nil},
	} {
		h := f.header
		h.Typeflag = tar.TypeDir
		if f.content != nil {
			h.Typeflag = tar.TypeReg
		}
		h.Size, h.ModTime, h.Format = int64(len(f.content)), r.date, tar.FormatUSTAR
		if err := archive.WriteHeader(&h); err != nil {
			return nil, err
		}
		if _, err := archive.Write(f.content); err != nil {
			return nil, err
		}
	}
	if err := archive.Close(); err != nil {
		return nil, err
	}
	return tarball.LayerFromOpener(func() (io.ReadCloser, error) {
		return io.NopCloser(bytes.NewReader(files.Bytes())), nil
	}, tarball.WithMediaType(types.OCILayer))
}

// roots are the certificates of Mozilla's list. A file can't say until when one of them
// is believed, so those that are believed under a condition are left out.
func roots() []byte {
	var all bytes.Buffer
	for root := range bundle.Roots() {
		if root.Constraint == nil {
			_ = pem.Encode(&all, &pem.Block{Type: "CERTIFICATE", Bytes: root.Certificate}) // a buffer takes all
		}
	}
	return all.Bytes()
}
