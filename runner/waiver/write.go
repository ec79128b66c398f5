package waiver

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"slices"

	"go.yaml.in/yaml/v3"

	"github.com/osact/osact/runner/atomicfile"
	"github.com/osact/osact/runner/boundedfile"
)

// Add writes waivers behind those of a file, and makes the file where there is none.
// Comments of the file stay.
func Add(path string, waivers ...Waiver) error {
	return rewrite(path, true, func(list *yaml.Node) error {
		for _, w := range waivers {
			var node yaml.Node
			if err := node.Encode(w); err != nil {
				return err
			}
			list.Content = append(list.Content, &node)
		}
		return nil
	})
}

// Remove takes the waivers out that begin in these lines.
func Remove(path string, lines []int) error {
	return rewrite(path, false, func(list *yaml.Node) error {
		list.Content = slices.DeleteFunc(list.Content, func(n *yaml.Node) bool { return slices.Contains(lines, n.Line) })
		return nil
	})
}

// rewrite changes the list of a file, and leaves the file whole whatever happens.
func rewrite(path string, mayMake bool, change func(list *yaml.Node) error) error {
	content, err := boundedfile.Read(path, maxFile)
	switch {
	case mayMake && errors.Is(err, fs.ErrNotExist):
		content = []byte("waivers: []\n")
	case err != nil:
		return err
	}
	var document yaml.Node
	if err := yaml.Unmarshal(content, &document); err != nil {
		return fmt.Errorf("%s: %w", path, plain(err))
	}
	list, err := listOf(&document)
	if err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	if err := change(list); err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	list.Style = 0 // "[]" would make one line of all
	if len(list.Content) == 0 {
		list.Style = yaml.FlowStyle
	}
	var out bytes.Buffer
	encoder := yaml.NewEncoder(&out)
	encoder.SetIndent(2)
	if err := errors.Join(encoder.Encode(&document), encoder.Close()); err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	if _, err := parse(out.Bytes()); err != nil { // never a file that cannot be read again
		return fmt.Errorf("%s: %w", path, err)
	}
	return replace(path, out.Bytes())
}

// replace writes a file whole or not at all. A link stays one, and so does the mode.
func replace(path string, content []byte) error {
	if place, err := filepath.EvalSymlinks(path); err == nil {
		path = place
	}
	return atomicfile.Write(path, content, 0o644)
}
