// Package secret finds secrets in texts, however a service writes them, and puts marks
// in their place.
//
// A text is looked through as it is and once more with all its escapes taken off, those
// within others too. A secret is looked for as it is, in hexadecimal digits and in
// base64, which may begin amid other bytes. Capitals and small letters are the same,
// and sixteen characters in a row of a secret are the secret.
package secret

import (
	"bytes"
	"cmp"
	"slices"
)

// Secret is a text that must not get out, and what stands in its place.
type Secret struct {
	Text, Mark string
	// Whole: a part of it is none, as the name of a user in front of a password.
	Whole bool
}

// Redactor replaces secrets by their marks. A nil Redactor knows none. It may be used by
// several goroutines.
type Redactor struct {
	patterns []pattern
	index    index
	short    []int // positions of patterns that the index does not find
}

// NewRedactor returns a redactor of some secrets. Where one secret holds another the
// longer one counts; where two are equal, the first.
func NewRedactor(secrets []Secret) *Redactor {
	r := &Redactor{}
	for _, s := range secrets {
		if s.Text != "" {
			r.patterns = append(r.patterns, patternsOf(s)...)
		}
	}
	for i, p := range r.patterns {
		if p.row >= shortestIndexed {
			r.index.add(i, p.text)
		} else {
			r.short = append(r.short, i)
		}
	}
	return r
}

// String returns a text with marks in the place of secrets.
func (r *Redactor) String(text string) string {
	redacted, _ := r.redact([]byte(text), false)
	return string(redacted)
}

// Cut does the same in a text that breaks off, maybe within a secret: what is there of
// one goes, too.
func (r *Redactor) Cut(text string) string {
	redacted, _ := r.redact([]byte(text), true)
	return string(redacted)
}

// Bytes returns a text with marks in the place of secrets, and which marks these are. A
// text without secrets comes back itself.
func (r *Redactor) Bytes(text []byte) (redacted []byte, marks []string) {
	return r.redact(text, false)
}

// span is a part of a text that is to be replaced.
type span struct {
	start, end int
	pattern    int // by position in Redactor.patterns
	length     int // characters of the secret that it holds
}

func (r *Redactor) redact(text []byte, cut bool) ([]byte, []string) {
	if r == nil || len(r.patterns) == 0 || len(text) == 0 {
		return text, nil
	}
	found := merged(r.spans(text, cut))
	if len(found) == 0 {
		return text, nil
	}
	var out bytes.Buffer
	var marks []string
	at := 0
	for _, s := range found {
		mark := r.patterns[s.pattern].mark
		out.Write(text[at:s.start])
		out.WriteString(mark)
		at = s.end
		if !slices.Contains(marks, mark) {
			marks = append(marks, mark)
		}
	}
	out.Write(text[at:])
	return out.Bytes(), marks
}

// merged returns the spans in their order, those that overlap as one, with the pattern
// of which most was found.
func merged(all []span) []span {
	slices.SortFunc(all, func(a, b span) int {
		return cmp.Or(cmp.Compare(a.start, b.start), cmp.Compare(b.length, a.length), cmp.Compare(a.pattern, b.pattern))
	})
	var out []span
	for _, s := range all {
		last := len(out) - 1
		if last < 0 || s.start >= out[last].end {
			out = append(out, s)
			continue
		}
		before := &out[last]
		before.end = max(before.end, s.end)
		if s.length > before.length || s.length == before.length && s.pattern < before.pattern {
			before.pattern, before.length = s.pattern, s.length
		}
	}
	return out
}
