package play

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"net/http"
)

// tooLarge says that there is more than the limit, in bytes.
type tooLarge struct{ limit int64 }

func (e tooLarge) Error() string { return fmt.Sprintf("more than %d bytes", e.limit) }

// capped reads until more than limit bytes came, which is an error, and knows
// how many came and what went wrong.
type capped struct {
	from  io.Reader
	limit int64
	n     int64
	err   error // any but io.EOF
}

func (c *capped) Read(p []byte) (int, error) {
	n, err := c.from.Read(p[:min(int64(len(p)), max(c.limit+1-c.n, 0))])
	c.n += int64(n)
	if c.n > c.limit {
		err = tooLarge{c.limit}
	}
	if err != nil && err != io.EOF {
		c.err = err
	}
	return n, err
}

// readBody reads and decodes the body of an answer, as far as it comes and as
// limit allows, and says how many bytes came over the wire. What cannot be
// decoded is not returned: no token could be found in it.
func readBody(r *http.Response, limit int64) (body []byte, wire int64, err error) {
	raw := &capped{from: r.Body, limit: limit}
	decoded, err := decoder(raw, contentCodings(r.Header), limit)
	if err != nil {
		decoded = io.MultiReader() // nothing
	}
	var kept bytes.Buffer
	_, readErr := kept.ReadFrom(&capped{from: decoded, limit: limit})
	if err != nil {
		// What cannot be read is read nevertheless, to count it.
		_, readErr = io.Copy(io.Discard, raw)
	}
	kept.Truncate(int(min(int64(kept.Len()), limit)))
	body = kept.Bytes()
	var over tooLarge
	switch {
	case raw.err != nil: // the connection rather than the coding
		return body, raw.n, raw.err
	case errors.As(readErr, &over):
		return body, raw.n, over
	case err != nil:
		return body, raw.n, undecoded{err}
	case readErr != nil:
		return body, raw.n, undecoded{readErr}
	}
	return body, raw.n, nil
}
