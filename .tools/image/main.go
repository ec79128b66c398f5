// Image writes an image for containers, as an OCI archive: for each architecture one
// binary and the certificates of Mozilla's list. There is no shell, no other file and no
// user but a number. The same arguments give the same bytes.
//
//	image -out osact.tar -version 1.2.3 -revision HASH -date 2026-11-30T05:39:50Z amd64=PATH arm64=PATH
package main

import (
	"errors"
	"flag"
	"fmt"
	"log"
	"os"
	"strings"
	"time"

	v1 "github.com/google/go-containerregistry/pkg/v1"
	"github.com/google/go-containerregistry/pkg/v1/empty"
	"github.com/google/go-containerregistry/pkg/v1/mutate"
	"github.com/google/go-containerregistry/pkg/v1/types"
)

// user is who the binary runs as: a number that no system gives to anybody.
const user = 65532

// release is what is said of an image.
type release struct {
	version, revision string
	date              time.Time
}

func main() {
	log.SetFlags(0)
	log.SetPrefix("image: ")
	out := flag.String("out", "", "the archive to write")
	version := flag.String("version", "", "of the release")
	revision := flag.String("revision", "", "the commit")
	date := flag.String("date", "", "of the commit, RFC 3339")
	flag.Parse()
	at, err := time.Parse(time.RFC3339, *date)
	if err != nil {
		log.Fatalf("-date: %v", err)
	}
	if err := write(*out, release{*version, *revision, at.UTC()}, flag.Args()); err != nil {
		log.Fatal(err)
	}
}

// write writes an image of one binary for each architecture.
func write(out string, r release, binaries []string) error {
	index := mutate.IndexMediaType(v1.ImageIndex(empty.Index), types.OCIImageIndex)
	for _, b := range binaries {
		arch, path, ok := strings.Cut(b, "=")
		if !ok {
			return fmt.Errorf("%q is not ARCHITECTURE=BINARY", b)
		}
		binary, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		platform := v1.Platform{OS: "linux", Architecture: arch}
		image, err := r.image(platform, binary)
		if err != nil {
			return fmt.Errorf("%s: %w", arch, err)
		}
		index = mutate.AppendManifests(index, mutate.IndexAddendum{Add: image, Descriptor: v1.Descriptor{Platform: &platform}})
	}
	if len(binaries) == 0 {
		return errors.New("an image needs a binary")
	}
	annotated, ok := mutate.Annotations(index, r.labels()).(v1.ImageIndex)
	if !ok {
		return errors.New("an index with annotations is none any more")
	}
	return archive(out, r, annotated)
}

// image is that for one platform.
func (r release) image(platform v1.Platform, binary []byte) (v1.Image, error) {
	layer, err := r.layer(binary)
	if err != nil {
		return nil, err
	}
	image := mutate.ConfigMediaType(mutate.MediaType(empty.Image, types.OCIManifestSchema1), types.OCIConfigJSON)
	image, err = mutate.Append(image, mutate.Addendum{Layer: layer, History: v1.History{Created: v1.Time{Time: r.date}, CreatedBy: "make dist"}})
	if err != nil {
		return nil, err
	}
	layers, err := image.ConfigFile()
	if err != nil {
		return nil, err
	}
	return mutate.ConfigFile(image, r.config(layers, platform))
}

// config says how the image is run. A run writes below its working folder, where a
// volume can be; all else may be read-only.
func (r release) config(layers *v1.ConfigFile, platform v1.Platform) *v1.ConfigFile {
	c := layers.DeepCopy()
	c.OS, c.Architecture = platform.OS, platform.Architecture
	c.Created = v1.Time{Time: r.date}
	c.Config = v1.Config{
		User:       fmt.Sprintf("%d:%d", user, user),
		WorkingDir: "/" + workFolder,
		Entrypoint: []string{"/" + binaryFile},
		Labels:     r.labels(),
	}
	return c
}

func (r release) labels() map[string]string {
	const name = "org.opencontainers.image."
	return map[string]string{
		name + "title":    "osact",
		name + "version":  r.version,
		name + "revision": r.revision,
		name + "created":  r.date.Format(time.RFC3339),
		name + "licenses": "Apache-2.0",
		name + "source":   "https://github.com/osact/osact",
	}
}
