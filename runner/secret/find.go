package secret

import (
	"bytes"
	"encoding/binary"
	"regexp"
)

const (
	// block is how many characters the index knows patterns by.
	block = 8
	// shortestIndexed is how many characters in a row the index is sure to find: of
	// so many every eighth begins a block of the text.
	shortestIndexed = 2*block - 1
	// mostPlaces is how often a block may be in patterns. Of one that is in more, as in
	// a secret that repeats itself, the first are enough.
	mostPlaces = 4
)

// index tells where in the patterns a block occurs.
type index struct {
	places map[uint64][]place
	// maybe has a bit for each block that is there, and for few others.
	maybe [1 << 12]uint64
}

type place struct{ pattern, offset int }

func (x *index) add(pattern int, text []byte) {
	if x.places == nil {
		x.places = map[uint64][]place{}
	}
	for at := 0; at+block <= len(text); at++ {
		key := binary.LittleEndian.Uint64(text[at:])
		if len(x.places[key]) < mostPlaces {
			x.places[key] = append(x.places[key], place{pattern, at})
		}
		word, bit := bitOf(key)
		x.maybe[word] |= bit
	}
}

func (x *index) of(key uint64) []place {
	if word, bit := bitOf(key); x.maybe[word]&bit == 0 {
		return nil
	}
	return x.places[key]
}

func bitOf(key uint64) (word int, bit uint64) {
	hash := key * 0x9e3779b97f4a7c15 >> 46
	return int(hash >> 6), 1 << (hash & 63)
}

const (
	// portion is how much of a text is looked through at once, so that its escapes need
	// little memory.
	portion = 64 << 10
	// overlap is how much of the next portion is looked through, too: a secret in any
	// encoding is shorter.
	overlap = 16 << 10
)

// spans returns what is to be replaced in a text.
func (r *Redactor) spans(text []byte, cut bool) []span {
	var found []span
	for at := 0; at < len(text); at += portion {
		end := min(at+portion+overlap, len(text))
		here := text[at:end]
		atEnd := cut && end == len(text)
		add := func(matches []span, from []origin) {
			for _, m := range matches {
				start, end := m.start, m.end
				if from != nil {
					start, end = int(from[m.start].start), int(from[m.end-1].end)
				}
				m.start, m.end = at+start, at+end
				found = append(found, m)
			}
		}
		add(r.matches(here, atEnd), nil)
		if hasEscapes(here) {
			plain, from := reduce(here)
			add(r.matches(plain, atEnd), from)
		}
		if atEnd {
			// What is at the end of an escape that breaks off belongs to what is before.
			if rest := here[:len(here)-len(unfinished.Find(here))]; len(rest) < len(here) && len(rest) > 0 {
				plain, from := reduce(rest)
				for _, m := range r.beginnings(fold(nil, plain)) {
					m.start, m.end = at+int(from[m.start].start), len(text)
					found = append(found, m)
				}
			}
		}
		if end == len(text) {
			break
		}
	}
	return found
}

// unfinished matches an escape that breaks off.
var unfinished = regexp.MustCompile(`(?:%[0-9A-Fa-f]?|\\+(?:u[0-9A-Fa-f]{0,3}|x[0-9A-Fa-f]?)?|&#?[0-9A-Za-z]{0,8})$`)

// matches returns where a text holds patterns; of one that is cut, also where it ends
// with the beginning of one.
func (r *Redactor) matches(text []byte, cut bool) []span {
	text = fold(make([]byte, 0, len(text)), text)
	var found []span
	for at := 0; at+block <= len(text); {
		next := at + block
		for _, p := range r.index.of(binary.LittleEndian.Uint64(text[at:])) {
			pattern := r.patterns[p.pattern]
			before := commonEnd(text[:at], pattern.text[:p.offset])
			after := commonStart(text[at:], pattern.text[p.offset:])
			if pattern.holds(p.offset-before, p.offset+after) {
				found = append(found, span{at - before, at + after, p.pattern, before + after})
				next = max(next, at+after)
			}
		}
		at = next
	}
	for _, i := range r.short {
		pattern := r.patterns[i].text
		for at := 0; ; {
			next := bytes.Index(text[at:], pattern)
			if next < 0 {
				break
			}
			found = append(found, span{at + next, at + next + len(pattern), i, len(pattern)})
			at += next + len(pattern)
		}
	}
	if cut {
		found = append(found, r.beginnings(text)...)
	}
	return found
}

// beginnings returns where a folded text ends with the beginning of a pattern.
func (r *Redactor) beginnings(text []byte) []span {
	var found []span
	for i, p := range r.patterns {
		for n := min(len(p.text)-1, len(text)); n >= shortestEncoded; n-- {
			if bytes.HasSuffix(text, p.text[:n]) {
				found = append(found, span{len(text) - n, len(text), i, n})
				break
			}
		}
	}
	return found
}

func commonStart(a, b []byte) int {
	n := 0
	for n < len(a) && n < len(b) && a[n] == b[n] {
		n++
	}
	return n
}

func commonEnd(a, b []byte) int {
	n := 0
	for n < len(a) && n < len(b) && a[len(a)-1-n] == b[len(b)-1-n] {
		n++
	}
	return n
}
