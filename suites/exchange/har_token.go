package exchange

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
)

// object reads a JSON object and calls member at each value, which member
// must read. A name that comes twice is an error: readers disagree about
// which value counts.
func (h *harReader) object(member func(name string) error) error {
	if err := h.delimiter('{'); err != nil {
		return err
	}
	seen := map[string]bool{}
	for h.decoder.More() {
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
	if err := readOnce(json.NewDecoder(bytes.NewReader(raw))); err != nil {
		return err
	}
	return json.Unmarshal(raw, v)
}

// readOnce reads a value, which must be JSON, and fails if an object in it has
// a member twice.
func readOnce(d *json.Decoder) error {
	token, err := d.Token()
	if err != nil {
		return err
	}
	if token != json.Delim('{') && token != json.Delim('[') {
		return nil
	}
	seen := map[string]bool{}
	for d.More() {
		if token == json.Delim('{') {
			name, err := d.Token()
			if err != nil {
				return err
			}
			folded := strings.ToUpper(strings.ToLower(fmt.Sprint(name)))
			if seen[folded] {
				return twice(name)
			}
			seen[folded] = true
		}
		if err := readOnce(d); err != nil {
			return err
		}
	}
	_, err = d.Token()
	return err
}

func twice(name any) error { return fmt.Errorf("the member %q comes twice", name) }

// delimiter reads one of the four brackets.
func (h *harReader) delimiter(want json.Delim) error {
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
	switch token, err := h.decoder.Token(); {
	case err == io.EOF:
		return nil
	case err != nil:
		return err
	default:
		return fmt.Errorf("%v follows the end of the document", token)
	}
}

// errNoHAR says that the JSON is built in another way than a HAR.
var errNoHAR = errors.New("it is JSON but no HAR: it has no log.entries")

// explain says of an error in reading what it means for the file.
func (h *harReader) explain(err error) error {
	var syntax *json.SyntaxError
	at := h.decoder.InputOffset()
	switch {
	case errors.Is(err, io.EOF) && at == 0:
		return errors.New("it is empty")
	case errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF):
		return fmt.Errorf("it is cut off: it ends in the middle, after %d bytes or more", at)
	case errors.As(err, &syntax):
		return fmt.Errorf("it is not JSON: %w, near byte %d", err, at)
	}
	return err
}
