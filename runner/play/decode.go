package play

import (
	"bufio"
	"compress/flate"
	"compress/gzip"
	"compress/zlib"
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
)

// maxCodings is how many codings a body may have one upon the other.
const maxCodings = 3

// undecoded says why a body could not be decoded.
type undecoded struct{ err error }

func (e undecoded) Error() string { return e.err.Error() }

// contentCodings returns the codings of a body in the order in which they were
// applied (RFC 9110, section 8.4).
func contentCodings(h http.Header) []string {
	var codings []string
	for coding := range strings.SplitSeq(strings.Join(h.Values("Content-Encoding"), ","), ",") {
		coding = strings.ToLower(strings.TrimSpace(coding))
		if coding != "" && coding != "identity" {
			codings = append(codings, coding)
		}
	}
	return codings
}

// decoder takes off the codings, the last one first. Each layer is capped, so
// that a small body cannot make much work.
func decoder(body io.Reader, codings []string, limit int64) (io.Reader, error) {
	if len(codings) > maxCodings {
		return nil, fmt.Errorf("the body has %d content codings, and osact decodes %d at most", len(codings), maxCodings)
	}
	for _, coding := range slices.Backward(codings) {
		l := &layer{coded: bufio.NewReader(body)}
		switch coding {
		case "gzip", "x-gzip":
			l.open = openGzip
		case "deflate":
			l.open = openDeflate
		default:
			return nil, fmt.Errorf("osact cannot decode the content coding %.40q", coding)
		}
		body = &capped{from: l, limit: limit}
	}
	return body, nil
}

// layer takes off one coding. Unlike the readers of the standard library it
// takes an empty body for what it is, and refuses bytes that follow the end.
type layer struct {
	coded *bufio.Reader
	open  func(*bufio.Reader) (io.Reader, error)
	plain io.Reader
}

func (l *layer) Read(p []byte) (int, error) {
	if l.plain == nil {
		if _, err := l.coded.Peek(1); err != nil {
			return 0, err
		}
		var err error
		if l.plain, err = l.open(l.coded); err != nil {
			return 0, noEOF(err)
		}
	}
	n, err := l.plain.Read(p)
	if err == io.EOF {
		if _, rest := l.coded.ReadByte(); rest == nil {
			return n, errors.New("bytes follow the end of the coded body")
		} else if rest != io.EOF {
			return n, rest
		}
	}
	return n, err
}

func openGzip(r *bufio.Reader) (io.Reader, error) { return gzip.NewReader(r) }

// openDeflate reads what "deflate" means, the zlib format, and what some
// servers take it for, deflate without that (RFC 9110, section 8.4.1.2). The
// two bytes that zlib begins with are never those of sensible raw deflate.
func openDeflate(r *bufio.Reader) (io.Reader, error) {
	head, err := r.Peek(2)
	if err != nil && err != io.EOF {
		return nil, err
	}
	if len(head) == 2 && head[0]&0x0f == 8 && (int(head[0])<<8|int(head[1]))%31 == 0 {
		return zlib.NewReader(r)
	}
	return flate.NewReader(r), nil
}

// noEOF keeps the end of a body from passing for the end of its decoding.
func noEOF(err error) error {
	if err == io.EOF {
		return io.ErrUnexpectedEOF
	}
	return err
}
