package exchange

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"net/http"
)

// harLimits bounds what reading a HAR may cost. A run keeps to less of each: what is
// redacted may have grown.
type harLimits struct {
	bytes    int64 // of the file
	entries  int
	entry    int64 // bytes of one entry in the file, or of a member that is skipped
	run      int64 // bytes of what it holds besides
	answers  int   // weight of all answers, of equal bodies once
	requests int   // weight of all else that exchanges hold
}

func usualLimits() harLimits {
	return harLimits{bytes: 512 << 20, entries: 20_000, entry: 12 << 20, run: 4 << 20, answers: 72 << 20, requests: 48 << 20}
}

// The bounds of single texts, in bytes.
const (
	mostURL     = 16 << 10
	mostRequest = 64 << 10 // its headers, its body
	mostHeader  = 1 << 20
	mostBody    = 8 << 20
	mostText    = 512 // why there is no answer
	mostBinding = 4 << 10
	mostName    = 64 << 10 // of a member
)

// mostMembers is how many members an object may have.
const mostMembers = 10_000

// Weight estimates how many bytes of memory a body takes while it is judged: its own,
// and those of the values that it decodes to, of which there is one after each separator.
// A list of empty objects takes thirty times its length.
func Weight(body []byte) int {
	const value = 48
	return len(body) + value*(bytes.Count(body, []byte{','})+bytes.Count(body, []byte{'{'})+bytes.Count(body, []byte{'['}))
}

// hoard counts what the exchanges of a recording take, and keeps equal bodies once.
type hoard struct {
	limits            harLimits
	bodies            map[[sha256.Size]byte][]byte
	answers, requests int
}

// add counts an exchange. It fails for one that no run records, or once there is too
// much.
func (h *hoard) add(x *Exchange) error {
	if err := x.checkSize(); err != nil {
		return err
	}
	const fixed = 512 // of the exchange itself
	r := x.Request
	h.requests += fixed + len(r.Method) + len(r.URL) + headerSize(r.Header) + len(r.Body) + len(x.Probe.Path) + len(x.Probe.Variant) + len(x.Probe.Body)
	if x.Response != nil {
		h.answers += len(x.Response.Reason) + headerSize(x.Response.Header)
		sum := sha256.Sum256(x.Response.Body)
		if kept, ok := h.bodies[sum]; ok {
			x.Response.Body = kept
		} else {
			h.answers += Weight(x.Response.Body)
			h.bodies[sum] = x.Response.Body
		}
	}
	switch {
	case h.answers > h.limits.answers:
		return fmt.Errorf("its answers take more than %d MiB: no run keeps so much", h.limits.answers>>20)
	case h.requests > h.limits.requests:
		return fmt.Errorf("its questions take more than %d MiB: no run asks so much", h.limits.requests>>20)
	}
	return nil
}

// checkSize refuses sizes and numbers that no run records.
func (x *Exchange) checkSize() error {
	p, r := x.Probe, x.Request
	for _, text := range []struct {
		what string
		size int
		most int
	}{
		{"method", max(len(p.Method), len(r.Method)), 256},
		{"path", max(len(p.Path), len(r.URL)), mostURL},
		{"version", len(p.Version), mostURL},
		{"variant", len(p.Variant), mostURL},
		{"body of the request", max(len(p.Body), len(r.Body)), mostRequest},
		{"header of the request", headerSize(r.Header), mostRequest},
	} {
		if text.size > text.most {
			return tooLong(text.what, text.size, text.most)
		}
	}
	if p.Nth < Last || p.Nth > 100_000 || x.Attempt < 0 || x.Attempt > 1000 {
		return fmt.Errorf("it is asked the %dth time, at attempt %d", p.Nth, x.Attempt)
	}
	if x.Resent < 0 || x.Resent > 1000 {
		return fmt.Errorf("it is sent again %d times", x.Resent)
	}
	if f := x.Failure; f != nil && len(f.Kind)+len(f.Text) > mostText {
		return tooLong("failure", len(f.Kind)+len(f.Text), mostText)
	}
	a := x.Response
	switch {
	case a == nil:
	case a.Status < 0 || a.Status > 999:
		return fmt.Errorf("its status is %d", a.Status)
	case a.Wire < 0 || a.Length < -1:
		return errors.New("its size is less than nothing")
	case len(a.Proto)+len(a.Reason)+headerSize(a.Header) > mostHeader:
		return tooLong("header", len(a.Reason)+headerSize(a.Header), mostHeader)
	case Weight(a.Body) > mostBody:
		return tooLong("body", Weight(a.Body), mostBody)
	}
	return nil
}

func tooLong(what string, size, most int) error {
	return fmt.Errorf("its %s takes %d bytes: no run records more than %d", what, size, most)
}

func headerSize(h http.Header) int {
	size := 0
	for name, values := range h {
		for _, value := range values {
			size += len(name) + len(value)
		}
	}
	return size
}

// guarded ends where the value that is being read takes too much.
type guarded struct {
	from  io.Reader
	read  int64 // bytes until now
	until int64 // and at most
}

// errTooLarge says that one value does.
var errTooLarge = errors.New("a value in it is larger than any that osact writes")

func (g *guarded) Read(p []byte) (int, error) {
	if g.read >= g.until {
		return 0, errTooLarge
	}
	n, err := g.from.Read(p[:min(int64(len(p)), g.until-g.read)])
	g.read += int64(n)
	return n, err
}
