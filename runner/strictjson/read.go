// Package strictjson reads JSON of which each byte counts, and says where two values
// differ that are to be the same.
package strictjson

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"reflect"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
)

// Read reads one JSON value. It fails where a member is unknown, is written in another
// case, or comes twice, and where anything follows: readers disagree about what such a
// text says.
func Read(text []byte, into any) error {
	err := json.Unmarshal(text, into, json.RejectUnknownMembers(true))
	var at *json.SemanticError
	switch {
	case err == nil:
		return nil
	case errors.Is(err, json.ErrUnknownName) && errors.As(err, &at):
		return fmt.Errorf("it has a member %.100q that is unknown; names are told apart by case", string(at.JSONPointer))
	case errors.As(err, &at):
		return fmt.Errorf("its member %.100q cannot be read as %s", string(at.JSONPointer), kindOf(at.GoType))
	case errors.Is(err, jsontext.ErrDuplicateName):
		return fmt.Errorf("it is not JSON, or has a member twice: %w", err)
	}
	return fmt.Errorf("it is not JSON: %w", err)
}

// kindOf names what a member is to be.
func kindOf(t reflect.Type) string {
	if t == nil {
		return "what belongs there"
	}
	return t.Kind().String()
}

// BoundTexts fails where a text or a name in a JSON value has more bytes than that.
func BoundTexts(text []byte, most int) error {
	for decoder := jsontext.NewDecoder(bytes.NewReader(text)); ; {
		token, err := decoder.ReadToken()
		switch {
		case errors.Is(err, io.EOF):
			return nil
		case err != nil:
			return err
		case token.Kind() == '"' && len(token.String()) > most:
			return fmt.Errorf("its text at %.100q has %d bytes, and osact reads up to %d", string(decoder.StackPointer()), len(token.String()), most)
		}
	}
}
