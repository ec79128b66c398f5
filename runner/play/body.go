package play

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"

	"github.com/osact/osact/suites/exchange"
)

const (
	// small is how much of a body is read at once, in bytes, whatever else is
	// being read.
	small = 64 << 10
	// excerpt is how much is kept of a body that will not be judged, in bytes.
	excerpt = 4 << 10
	// beginning is the same of one that is too large: of a list enough to find something
	// in it.
	beginning = 128 << 10
)

// tooLarge says that there is more than the limit, in bytes.
type tooLarge struct {
	limit int64
	what  string // takes so much; empty: it is so long
}

func (e tooLarge) Error() string {
	if e.limit >= 1<<20 && e.limit%(1<<20) == 0 {
		return fmt.Sprintf("more than %d MiB%s", e.limit>>20, e.what)
	}
	return fmt.Sprintf("more than %d bytes%s", e.limit, e.what)
}

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
		err = tooLarge{limit: c.limit}
	}
	if err != nil && err != io.EOF {
		c.err = err
	}
	return n, err
}

// readBody reads and decodes the body of an answer, as far as it comes and as
// limit allows, and says how many bytes came over the wire. Of a body that is or
// weighs too much, or breaks off other than by a clean end, an excerpt is
// returned, as it will not be judged. What cannot be decoded is never returned,
// since no token could be found in it: the excerpt ends before it. The rest of a
// body that is not small is read when large has room, so that many bodies at
// once do not need much memory.
func readBody(ctx context.Context, r *http.Response, limit int64, large chan *bytes.Buffer) (body []byte, wire int64, err error) {
	raw := &capped{from: r.Body, limit: limit}
	decoded, err := decoder(raw, contentCodings(r.Header), limit)
	if err != nil {
		decoded = io.MultiReader() // nothing
	}
	body, readErr := readAll(ctx, &capped{from: decoded, limit: limit}, large)
	if err != nil {
		// What cannot be read is read nevertheless, to count it.
		_, readErr = io.Copy(io.Discard, raw)
	}
	switch over := (tooLarge{}); {
	case raw.err == nil && errors.As(readErr, &over):
		err = over
	case raw.err != nil: // the connection rather than the coding
		err = raw.err
	case readErr != nil && errors.Is(readErr, ctx.Err()): // no room came in time
		err = readErr
	case err != nil:
		err = undecoded{err}
	case readErr != nil:
		err = undecoded{readErr}
	case int64(exchange.Weight(body)) > limit:
		err = tooLarge{limit, " of values"}
	}
	if err != nil && !errors.Is(err, io.ErrUnexpectedEOF) {
		kept := int64(excerpt)
		if is[tooLarge](err) {
			kept = beginning
		}
		body = bytes.Clone(body[:min(int64(len(body)), limit, kept)])
	}
	return body, raw.n, err
}

// readAll reads to the end, as readBody says.
func readAll(ctx context.Context, from io.Reader, large chan *bytes.Buffer) ([]byte, error) {
	var read bytes.Buffer
	if _, err := io.CopyN(&read, from, small); err == io.EOF {
		return read.Bytes(), nil
	} else if err != nil {
		return read.Bytes(), err
	}
	var room *bytes.Buffer
	select {
	case room = <-large:
	case <-ctx.Done():
		return read.Bytes(), ctx.Err()
	}
	defer func() { large <- room }()
	room.Reset()
	room.Write(read.Bytes())
	_, err := room.ReadFrom(from)
	return bytes.Clone(room.Bytes()), err
}
