package openapi

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"math"

	"github.com/go-json-experiment/json/jsontext"
)

// Decoded is the body of an answer as JSON, or why it is none.
type Decoded struct {
	Value  any        // of the types nil, bool, float64, string, []any and map[string]any
	Syntax *Violation // nil if the body is one JSON document
}

// Decode reads a body strictly: one JSON document (RFC 8259) in UTF-8, white space around it allowed, without a byte
// order mark, without repeated names in an object, nested at most 10,000 levels deep. A number beyond the range of
// float64 becomes the nearest that is within it. The violation has the kind "syntax"; rule and owner depend on the
// place, and Check fills them in.
func Decode(body []byte) (any, *Violation) {
	dec := jsontext.NewDecoder(bytes.NewBuffer(body))
	value, err := decodeValue(dec)
	switch {
	case errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF):
		err = errors.New("no document")
	case err == nil:
		end := dec.InputOffset()
		if _, err = dec.ReadToken(); errors.Is(err, io.EOF) {
			return value, nil
		}
		if err == nil {
			err = fmt.Errorf("more data after the document, which ended at byte %d", end)
		}
	}
	return nil, syntaxViolation(dec, err)
}

// DecodeBody does what Decode does, for an Answer that is checked more than once.
func DecodeBody(body []byte) *Decoded {
	value, violation := Decode(body)
	return &Decoded{value, violation}
}

func decodeValue(dec *jsontext.Decoder) (any, error) {
	token, err := dec.ReadToken()
	if err != nil {
		return nil, err
	}
	switch token.Kind() {
	case 'n':
		return nil, nil
	case 't', 'f':
		return token.Bool(), nil
	case '"':
		return token.String(), nil
	case '0':
		n, err := token.Float()
		if err != nil { // too large: n is infinite
			return math.Copysign(math.MaxFloat64, n), nil
		}
		return n, nil
	case '[':
		list := []any{}
		for dec.PeekKind() != ']' {
			item, err := decodeValue(dec)
			if err != nil {
				return nil, err
			}
			list = append(list, item)
		}
		_, err := dec.ReadToken()
		return list, err
	default: // '{': the decoder lets nothing else begin a value
		object := map[string]any{}
		for dec.PeekKind() != '}' {
			name, err := dec.ReadToken()
			if err != nil {
				return nil, err
			}
			key := name.String()
			if object[key], err = decodeValue(dec); err != nil {
				return nil, err
			}
		}
		_, err := dec.ReadToken()
		return object, err
	}
}

// syntaxViolation says where and why decoding ended.
func syntaxViolation(dec *jsontext.Decoder, err error) *Violation {
	offset, pointer, reason := dec.InputOffset(), string(dec.StackPointer()), err
	var syntactic *jsontext.SyntacticError
	if errors.As(err, &syntactic) {
		offset, pointer, reason = syntactic.ByteOffset, string(syntactic.JSONPointer), syntactic.Err
	}
	return &Violation{
		Kind: kindSyntax,
		At:   Printable(pointer),
		Want: "one JSON document in UTF-8, no name repeated in an object, nothing after it",
		Got:  Printable(fmt.Sprintf("at byte %d: %v", offset, reason)),
	}
}
