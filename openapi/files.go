package openapi

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"
)

// The names of the contract's files in their folder.
const (
	documentFile     = "instance-actions.yaml"
	requirementsFile = "requirements.yaml"
	profilesFile     = "profiles.yaml"
	precedenceFile   = "precedence.yaml"
	gapsFile         = "uncovered.yaml"
)

// Files are the contents of the YAML files that make a contract.
type Files struct {
	Document, Requirements, Profiles, Precedence []byte
	// Uncovered is the list of gaps; see Contract.Gaps.
	Uncovered []byte
	// Sources are the source documents by name ("seed1"); see Contract.SourceDocuments.
	Sources map[string][]byte

	paths map[string]string // where files were read that are not embedded, by their names
}

// namedFile is one file: its name, and how to get and set what is in it.
type namedFile struct {
	name string
	get  func() []byte
	set  func([]byte)
}

// all are all files, in an order that does not change.
func (f *Files) all() []namedFile {
	field := func(name string, content *[]byte) namedFile {
		return namedFile{name, func() []byte { return *content }, func(data []byte) { *content = data }}
	}
	source := func(name string) namedFile {
		return namedFile{sourceFile(name), func() []byte { return f.Sources[name] }, func(data []byte) { f.Sources[name] = data }}
	}
	return []namedFile{
		field(documentFile, &f.Document),
		field(requirementsFile, &f.Requirements),
		field(profilesFile, &f.Profiles),
		field(precedenceFile, &f.Precedence),
		field(gapsFile, &f.Uncovered),
		source("seed1"),
		source("seed2"),
	}
}

// sourceFile is the name of the file of a source document.
func sourceFile(name string) string { return "sources/" + name + ".yaml" }

// FileNames are the names that files of a contract have in their folder.
func FileNames() []string {
	var names []string
	for _, p := range (&Files{}).all() {
		names = append(names, p.name)
	}
	return names
}

// Replace puts data in the place of the file of that name, one of FileNames. Path is where it was read, for messages.
func (f *Files) Replace(name, path string, data []byte) error {
	for _, p := range f.all() {
		if p.name != name {
			continue
		}
		p.set(data)
		if f.paths == nil {
			f.paths = map[string]string{}
		}
		f.paths[name] = path
		return nil
	}
	return fmt.Errorf("%s: a contract has no file %s: its files are %s", path, name, strings.Join(FileNames(), ", "))
}

// path is where the file of that name was read, for messages.
func (f *Files) path(name string) string {
	if path, ok := f.paths[name]; ok {
		return path
	}
	return embeddedFolder + name
}

// digest is the SHA-256 of the names and the bytes of all files, in hex.
func (f *Files) digest() string {
	h := sha256.New()
	for _, p := range f.all() {
		// Each is summed up first, so that no byte can move from one to the next unnoticed.
		for _, data := range [][]byte{[]byte(p.name), p.get()} {
			sum := sha256.Sum256(data)
			h.Write(sum[:])
		}
	}
	return hex.EncodeToString(h.Sum(nil))
}

// File returns what is in the contract's file of a name, one of FileNames; nil for any
// other.
func (c *Contract) File(name string) []byte {
	for _, p := range c.files.all() {
		if p.name == name {
			return p.get()
		}
	}
	return nil
}
