package exchange

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"
)

// object reads a JSON object and calls member at each value, which member
// must read. A name that comes twice is an error: readers disagree about
// which value counts.
func (h *harReader) object(member func(name string) error) error {
	if err := h.delimiter('{'); err != nil {
		return err
	}
	seen := map[string]bool{}
	for {
		h.bound(mostName)
		if !h.decoder.More() {
			break
		}
		token, err := h.decoder.Token()
		if err != nil {
			return err
		}
		name, ok := token.(string)
		if !ok {
			return fmt.Errorf("a name was expected, not %v", token)
		}
		if seen[name] {
			return twice(name)
		}
		seen[name] = true
		if len(seen) > mostMembers {
			return errTooMany
		}
		h.bound(h.limits.entry)
		if err := member(name); err != nil {
			return err
		}
	}
	return h.delimiter('}')
}

// decode reads a value into v, and refuses members that come twice however deep
// they are. Names that differ in case alone are one to encoding/json.
func (h *harReader) decode(v any) error {
	var raw json.RawMessage
	if err := h.decoder.Decode(&raw); err != nil {
		return err
	}
	if err := checkOnce(raw); err != nil {
		return err
	}
	return json.Unmarshal(raw, v)
}

// checkOnce fails if an object in a value, which must be JSON, has a member
// twice. It looks at brackets and texts alone, since a recording is long.
func checkOnce(raw []byte) error {
	var open []map[string]bool // the members of each object around, nil for a list
	named := false             // whether the next text is a name
	for i := 0; i < len(raw); i++ {
		switch raw[i] {
		case '{':
			open, named = append(open, map[string]bool{}), true
		case '[':
			open, named = append(open, nil), false
		case '}', ']':
			open = open[:len(open)-1]
		case ':':
			named = false
		case ',':
			named = open[len(open)-1] != nil
		case '"':
			text := raw[i : i+textLength(raw[i:])]
			i += len(text) - 1
			if !named {
				continue
			}
			if err := note(open[len(open)-1], text); err != nil {
				return err
			}
		}
	}
	return nil
}

// textLength returns how long the text is, quotes and all, with which raw begins.
func textLength(raw []byte) int {
	for i := 1; ; i++ {
		switch raw[i] {
		case '\\':
			i++
		case '"':
			return i + 1
		}
	}
}

// note adds a name, as it stands in the JSON, to those that were seen.
func note(seen map[string]bool, text []byte) error {
	name := string(text[1 : len(text)-1])
	if !isPlain(name) {
		if err := json.Unmarshal(text, &name); err != nil {
			return err
		}
	}
	folded := strings.ToUpper(strings.ToLower(name))
	if seen[folded] {
		return twice(name)
	}
	seen[folded] = true
	if len(seen) > mostMembers {
		return errTooMany
	}
	return nil
}

// isPlain reports whether a text means in JSON what stands there.
func isPlain(text string) bool {
	for i := range len(text) {
		if c := text[i]; c == '\\' || c >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// errTooMany says that an object is larger than any of ours.
var errTooMany = fmt.Errorf("an object in it has more than %d members", mostMembers)

// bound says how many bytes more may be read for what is read next.
func (h *harReader) bound(most int64) { h.input.until = max(h.decoder.InputOffset(), 0) + most }

func twice(name string) error { return fmt.Errorf("the member %q comes twice", name) }

// delimiter reads one of the four brackets.
func (h *harReader) delimiter(want json.Delim) error {
	h.bound(mostName)
	token, err := h.decoder.Token()
	if err != nil {
		return err
	}
	if token != want {
		return errNoHAR
	}
	return nil
}

func (h *harReader) skip() error {
	var ignored json.RawMessage
	return h.decoder.Decode(&ignored)
}

// end makes sure that nothing follows the document.
func (h *harReader) end() error {
	h.bound(mostName)
	switch token, err := h.decoder.Token(); {
	case err == io.EOF:
		return nil
	case err != nil:
		return err
	default:
		return fmt.Errorf("%v follows the end of the document", token)
	}
}

// errNoHAR says that a text is built in another way than a HAR, up to where it was read:
// what follows may not even be JSON.
var errNoHAR = errors.New("it is no HAR: it has no log.entries")

// explain says of an error in reading what it means for the file.
func (h *harReader) explain(err error) error {
	var syntax *json.SyntaxError
	at := h.decoder.InputOffset()
	switch {
	case errors.Is(err, errTooLarge):
		return fmt.Errorf("%w, near byte %d", errTooLarge, at)
	case errors.Is(err, io.EOF) && at == 0:
		return errors.New("it is empty")
	case errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF):
		return fmt.Errorf("it is cut off: it ends in the middle, after %d bytes or more", at)
	case errors.As(err, &syntax):
		return fmt.Errorf("it is not JSON: %w, near byte %d", err, at)
	}
	return err
}
