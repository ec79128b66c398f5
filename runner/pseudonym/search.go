package pseudonym

import (
	"bytes"
	"compress/gzip"
	"encoding/base64"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/osact/osact/runner/secret"
)

// Left is an error: something that should have a pseudonym stands somewhere.
type Left struct {
	Where string
	Kinds []Kind
}

func (l *Left) Error() string {
	kinds := make([]string, len(l.Kinds))
	for i, k := range l.Kinds {
		kinds[i] = string(k)
	}
	return fmt.Sprintf("%s would still hold some of what must not be published (%s)", l.Where, strings.Join(kinds, ", "))
}

// shortestAnywhere is how long a text must be to be looked for amid letters, in bytes.
const shortestAnywhere = 8

// Searcher looks for what has a pseudonym.
type Searcher struct {
	long  *secret.Redactor
	kinds map[string]Kind // by mark
	short *dictionary
}

// Searcher returns a searcher of all that has a pseudonym. What osact itself writes, of
// which blank are samples, is not looked for.
func (p Public) Searcher(blank ...[]byte) *Searcher {
	s := &Searcher{kinds: map[string]Kind{}, short: newDictionary()}
	own := foldBytes(bytes.Join(blank, []byte("\n")))
	var secrets []secret.Secret
	for value, kind := range p.originals {
		switch {
		case bytes.Contains(own, []byte(value)):
		case len(value) < shortestAnywhere:
			s.short.add(value, kind)
		default:
			mark := "[" + string(kind) + "]"
			s.kinds[mark] = kind
			secrets = append(secrets, secret.Secret{Text: value, Mark: mark, Whole: true})
		}
	}
	for _, name := range p.own {
		s.short.add(name, "") // which ends in words of osact's
	}
	s.long = secret.NewRedactor(secrets)
	return s
}

// mostUnpacked bounds what is unpacked of a text within a text, in bytes.
const mostUnpacked = 8 << 20

// Search looks through a content: as it is, without its escapes, and what in it is in
// base64 or compressed. It returns a Left where something is found.
func (s *Searcher) Search(where string, content []byte) error {
	var kinds []Kind
	s.search(content, 0, func(k Kind) {
		if !slices.Contains(kinds, k) {
			kinds = append(kinds, k)
		}
	})
	if len(kinds) == 0 {
		return nil
	}
	slices.Sort(kinds)
	return &Left{where, kinds}
}

func (s *Searcher) search(content []byte, depth int, found func(Kind)) {
	_, marks := s.long.Bytes(content)
	for _, mark := range marks {
		found(s.kinds[mark])
	}
	for _, text := range [][]byte{content, bare(content)} {
		for _, m := range s.short.find(text, nil) {
			if m.of.kind != "" {
				found(m.of.kind)
			}
		}
	}
	if depth == deepest {
		return
	}
	if unpacked := gunzipped(content); unpacked != nil {
		s.search(unpacked, depth+1, found)
	}
	for from, to := range inBase64(content) {
		for _, alphabet := range []*base64.Encoding{base64.StdEncoding, base64.RawStdEncoding, base64.URLEncoding, base64.RawURLEncoding} {
			if inner, err := alphabet.DecodeString(string(content[from:to])); err == nil && (utf8.Valid(inner) || bytes.HasPrefix(inner, packedMark)) {
				s.search(inner, depth+1, found)
				break
			}
		}
	}
}

// packedMark begins what gzip has compressed.
var packedMark = []byte{0x1f, 0x8b}

// gunzipped unpacks a content that is compressed; nil where it is not.
func gunzipped(content []byte) []byte {
	if !bytes.HasPrefix(content, packedMark) {
		return nil
	}
	packed, err := gzip.NewReader(bytes.NewReader(content))
	if err != nil {
		return nil
	}
	unpacked, _ := io.ReadAll(io.LimitReader(packed, mostUnpacked)) // of a broken one, what there is
	return unpacked
}
