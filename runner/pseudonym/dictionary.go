package pseudonym

import (
	"bytes"
	"cmp"
	"slices"
	"strings"
)

// entry is a text that is replaced wherever it stands.
type entry struct {
	value string // folded
	kind  Kind
	at    int // where its first word begins
}

// dictionary has what is replaced wherever it stands, by the first word.
type dictionary struct {
	entries map[string]*entry
	words   map[string][]*entry
}

func newDictionary() *dictionary {
	return &dictionary{entries: map[string]*entry{}, words: map[string][]*entry{}}
}

// shortestEverywhere is how long a text must be to be replaced wherever it stands, in
// bytes: shorter ones stand in others by chance. They are replaced where a value is
// theirs.
const shortestEverywhere = 4

// add notes a text. It does nothing for one that is too short, or has no word.
func (d *dictionary) add(value string, kind Kind) {
	value = fold(value)
	if _, known := d.entries[value]; known || len(value) < shortestEverywhere {
		return
	}
	at := strings.IndexFunc(value, func(r rune) bool { return r >= 0x80 || isAlphanumeric(byte(r)) })
	if at < 0 {
		return
	}
	e := &entry{value: value, kind: kind, at: at}
	d.entries[value] = e
	word := value[at:wordEnd([]byte(value), at)]
	d.words[word] = append(d.words[word], e)
	slices.SortFunc(d.words[word], func(a, b *entry) int {
		return cmp.Or(cmp.Compare(len(b.value), len(a.value)), cmp.Compare(a.value, b.value))
	})
}

// match is a part of a text that is an entry.
type match struct {
	start, end int
	of         *entry
}

// find returns where a text holds entries: the longest at each place, none within a
// word. Of the one that is left out, nothing is found that is as long.
func (d *dictionary) find(text []byte, but *entry) []match {
	folded := foldBytes(text)
	var found []match
	done := 0
	for at := 0; at < len(folded); {
		if !isWordByte(folded[at]) {
			at++
			continue
		}
		end := wordEnd(folded, at)
		for _, e := range d.beginning(folded[at:end]) {
			start := at - e.at
			if start < done || e == but || but != nil && len(e.value) >= len(but.value) || !bytes.HasPrefix(folded[start:], []byte(e.value)) {
				continue
			}
			stop := start + len(e.value)
			if stop < len(folded) && isWordByte(folded[stop-1]) && isWordByte(folded[stop]) && len(e.value) != idLength {
				continue
			}
			found = append(found, match{start, stop, e})
			done, end = stop, max(end, stop)
			break
		}
		at = end
	}
	return found
}

// idLength is how long an id without dashes is: one is found where letters follow, too.
const idLength = 32

// beginning returns the entries that begin with a word.
func (d *dictionary) beginning(word []byte) []*entry {
	all := d.words[string(word)]
	if len(all) == 0 && len(word) > idLength {
		all = d.words[string(word[:idLength])]
	}
	return all
}

func isWordByte(c byte) bool { return isAlphanumeric(c) || c >= 0x80 }

// wordEnd returns where the word ends that begins at a place.
func wordEnd(text []byte, at int) int {
	for at < len(text) && isWordByte(text[at]) {
		at++
	}
	return at
}

// fold writes capitals of ASCII as small letters: no other character changes, nor how
// long a text is.
func fold(text string) string { return string(foldBytes([]byte(text))) }

func foldBytes(text []byte) []byte {
	out := make([]byte, len(text))
	for i, c := range text {
		if 'A' <= c && c <= 'Z' {
			c += 'a' - 'A'
		}
		out[i] = c
	}
	return out
}
