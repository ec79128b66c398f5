package dictionary

import (
	"bufio"
	"cmp"
	"compress/gzip"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/osact/osact/openapi"
)

// matrix is what each fault makes of the requirements.
type matrix struct {
	made   string // the digest of the catalogue that it was made of
	eras   eras
	faults []row
}

// row is one fault, and its signs.
type row struct {
	name  string
	signs map[Sign]Scope
}

// The file is text, compressed: the catalogue's digest, the eras, each sign once, each
// scope once, and each fault with its signs and their scopes, by number.
const (
	aboutCatalogue = "catalogue"
	aboutEra       = "era"
	aboutSign      = "sign"
	aboutScope     = "scope"
	aboutFault     = "fault"
)

func (m matrix) write(w io.Writer) error {
	z, err := gzip.NewWriterLevel(w, gzip.BestCompression)
	if err != nil {
		return err
	}
	out := bufio.NewWriter(z)
	line := func(words ...string) { out.WriteString(strings.Join(words, "\t") + "\n") }
	line(aboutCatalogue, m.made)
	for _, e := range m.eras {
		line(aboutEra, e.String())
	}
	signs, scopes := m.tables()
	for _, s := range signs {
		line(aboutSign, s.Requirement, s.Kind, s.At, s.Got)
	}
	for _, s := range scopes {
		line(aboutScope, s.text())
	}
	for _, r := range m.faults {
		var pairs []string
		for i, sign := range signs {
			if scope, ok := r.signs[sign]; ok {
				pairs = append(pairs, fmt.Sprintf("%d:%d", i, slices.Index(scopes, scope)))
			}
		}
		line(append([]string{aboutFault, r.name}, pairs...)...)
	}
	if err := out.Flush(); err != nil {
		return err
	}
	return z.Close()
}

// tables are the signs and the scopes that occur, each once and in order.
func (m matrix) tables() ([]Sign, []Scope) {
	var signs []Sign
	var scopes []Scope
	for _, r := range m.faults {
		for sign, scope := range r.signs {
			signs, scopes = append(signs, sign), append(scopes, scope)
		}
	}
	slices.SortFunc(signs, compareSigns)
	slices.SortFunc(scopes, func(s, t Scope) int { return slices.Compare(s[:], t[:]) })
	return slices.Compact(signs), slices.Compact(scopes)
}

func compareSigns(s, t Sign) int {
	return cmp.Or(cmp.Compare(s.Requirement, t.Requirement), cmp.Compare(s.Kind, t.Kind), cmp.Compare(s.At, t.At), cmp.Compare(s.Got, t.Got))
}

func (s Scope) text() string {
	sets := make([]string, len(s))
	for i, set := range s {
		sets[i] = strconv.FormatUint(uint64(set), 16)
	}
	return strings.Join(sets, " ")
}

// read reads what write writes. It fails for anything else.
func read(from io.Reader) (matrix, error) {
	var m matrix
	z, err := gzip.NewReader(from)
	if err != nil {
		return m, err
	}
	var signs []Sign
	var scopes []Scope
	lines := bufio.NewScanner(z)
	lines.Buffer(nil, 1<<20)
	for n := 1; lines.Scan(); n++ {
		words := strings.Split(lines.Text(), "\t")
		var err error
		switch what := words[0]; {
		case what == aboutCatalogue && len(words) == 2:
			m.made = words[1]
		case what == aboutEra && len(words) == 2:
			var e openapi.Edition
			e, err = openapi.ParseEdition(words[1])
			m.eras = append(m.eras, e)
		case what == aboutSign && len(words) == 5:
			signs = append(signs, Sign{words[1], words[2], words[3], words[4]})
		case what == aboutScope && len(words) == 2:
			var s Scope
			s, err = parseScope(words[1])
			scopes = append(scopes, s)
		case what == aboutFault && len(words) > 1:
			r := row{words[1], map[Sign]Scope{}}
			err = r.fill(words[2:], signs, scopes)
			m.faults = append(m.faults, r)
		default:
			err = fmt.Errorf("it begins with %q", what)
		}
		if err != nil {
			return m, fmt.Errorf("line %d: %w", n, err)
		}
	}
	return m, lines.Err()
}

func parseScope(text string) (Scope, error) {
	var s Scope
	words := strings.Fields(text)
	if len(words) != len(s) {
		return s, fmt.Errorf("a scope of %d actors, and there are %d", len(words), len(s))
	}
	for i, word := range words {
		set, err := strconv.ParseUint(word, 16, 32)
		if err != nil {
			return s, err
		}
		s[i] = uint32(set)
	}
	return s, nil
}

// fill adds the signs that pairs of numbers name.
func (r row) fill(pairs []string, signs []Sign, scopes []Scope) error {
	for _, pair := range pairs {
		first, second, _ := strings.Cut(pair, ":")
		sign, err := strconv.Atoi(first)
		if err != nil || sign < 0 || sign >= len(signs) {
			return fmt.Errorf("there is no sign %q", first)
		}
		scope, err := strconv.Atoi(second)
		if err != nil || scope < 0 || scope >= len(scopes) {
			return fmt.Errorf("there is no scope %q", second)
		}
		r.signs[signs[sign]] = scopes[scope]
	}
	return nil
}
