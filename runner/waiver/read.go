package waiver

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/osact/osact/runner/boundedfile"
)

// maxFile is how many bytes a file of waivers may have.
const maxFile = 1 << 20

// Read reads a file of waivers. It refuses a key that it does not know, one that is
// there twice, and a second document; see File.Check for what else can be wrong.
func Read(path string) (File, error) {
	content, err := boundedfile.Read(path, maxFile)
	if err != nil {
		return File{}, err
	}
	file, err := parse(content)
	if err != nil {
		return File{}, fmt.Errorf("%s: %w", path, err)
	}
	return file, nil
}

func parse(content []byte) (File, error) {
	decoder := yaml.NewDecoder(bytes.NewReader(content))
	decoder.KnownFields(true)
	var file File
	switch err := decoder.Decode(&file); {
	case errors.Is(err, io.EOF):
		return File{}, errors.New("it is empty: write \"waivers: []\" where nothing is waived")
	case err != nil:
		return File{}, plain(err)
	}
	if err := decoder.Decode(new(yaml.Node)); !errors.Is(err, io.EOF) {
		return File{}, errors.New("it holds two documents: write all waivers into one, without --- between them")
	}
	var document yaml.Node
	if err := yaml.Unmarshal(content, &document); err != nil {
		return File{}, plain(err)
	}
	list, err := listOf(&document)
	if err != nil {
		return File{}, err
	}
	if len(list.Content) != len(file.Waivers) {
		return File{}, errors.New("a waiver is empty: write it whole, or leave its line out")
	}
	for i := range file.Waivers {
		file.Waivers[i].Line = list.Content[i].Line
	}
	return file, nil
}

// plain says what is wrong in the words of the file, not in those of Go.
func plain(err error) error {
	text := strings.TrimPrefix(err.Error(), "yaml: ")
	text = strings.TrimPrefix(text, "unmarshal errors:\n  ")
	for _, of := range []string{" not found in type waiver.File", " not found in type waiver.Waiver"} {
		text = strings.ReplaceAll(text, of, " is none of those that a file of waivers has")
	}
	text = strings.ReplaceAll(text, "cannot unmarshal", "cannot read")
	for _, kind := range []struct{ of, is string }{
		{" into waiver.File", " as a file of waivers"},
		{" into waiver.Waiver", " as a waiver"},
		{" into []waiver.Waiver", " as a list of waivers"},
		{" into []string", " as a list"},
		{" into string", " as a text"},
		{" into int", " as a number"},
	} {
		text = strings.ReplaceAll(text, kind.of, kind.is)
	}
	return errors.New(strings.ReplaceAll(text, "\n  ", "; "))
}

// listOf returns the node that holds the waivers of a document.
func listOf(document *yaml.Node) (*yaml.Node, error) {
	if len(document.Content) == 1 && document.Content[0].Kind == yaml.MappingNode {
		root := document.Content[0]
		for i := 0; i+1 < len(root.Content); i += 2 {
			if value := root.Content[i+1]; root.Content[i].Value == "waivers" && value.Kind == yaml.SequenceNode {
				return value, nil
			}
		}
	}
	return nil, errors.New("it has no list of waivers: write \"waivers: []\" where nothing is waived")
}

// Longest is how many days a waiver of the file holds at most.
func (f File) Longest() int { return cmp.Or(f.Days, UsualDays) }
