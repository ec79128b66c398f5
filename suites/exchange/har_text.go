package exchange

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"strings"
	"unicode/utf8"
)

// harText is a string that came from a target, and so may hold any bytes. JSON
// holds only Unicode: what is not UTF-8 becomes a data URL (RFC 2397), and so
// does what could be mistaken for one.
type harText string

const dataURL = "data:;base64,"

// MarshalText returns the text for a JSON string, which encoding/json then writes.
func (t harText) MarshalText() ([]byte, error) {
	s := string(t)
	if !utf8.ValidString(s) || strings.HasPrefix(s, dataURL) {
		s = dataURL + base64.StdEncoding.EncodeToString([]byte(s))
	}
	return []byte(s), nil
}

// UnmarshalText takes what MarshalText returned.
func (t *harText) UnmarshalText(text []byte) error {
	encoded, ok := bytes.CutPrefix(text, []byte(dataURL))
	if !ok {
		*t = harText(text)
		return nil
	}
	decoded, err := base64.StdEncoding.AppendDecode(nil, encoded)
	if err != nil {
		return fmt.Errorf("a broken data URL: %w", err)
	}
	*t = harText(decoded)
	return nil
}

// marshal encodes v in one line. Unlike json.Marshal it leaves <, > and & as
// they are, since people read recordings.
func marshal(v any) ([]byte, error) {
	var b bytes.Buffer
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(v); err != nil {
		return nil, err
	}
	return bytes.TrimSuffix(b.Bytes(), []byte("\n")), nil
}

// newContent puts a body into a HAR entry: as text where it is text, else in
// base64, which is also shorter than escaping control characters.
func newContent(mimeType string, body []byte) harContent {
	c := harContent{Size: int64(len(body)), MIMEType: harText(mimeType)}
	if utf8.Valid(body) && !bytes.ContainsFunc(body, isControl) {
		c.Text = string(body)
	} else {
		c.Text, c.Encoding = base64.StdEncoding.EncodeToString(body), "base64"
	}
	return c
}

func isControl(r rune) bool {
	return r < ' ' && r != '\t' && r != '\n' && r != '\r'
}

// body returns the body that newContent was given.
func (c harContent) body() ([]byte, error) {
	switch c.Encoding {
	case "":
		return []byte(c.Text), nil
	case "base64":
		body, err := base64.StdEncoding.DecodeString(c.Text)
		if err != nil {
			return nil, fmt.Errorf("the body is no base64: %w", err)
		}
		return body, nil
	}
	return nil, fmt.Errorf("the body's encoding %q is unknown: it must be base64 or absent", c.Encoding)
}
