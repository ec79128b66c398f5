// Package pseudonym makes of a recording one that can be published: what tells of whom
// and of which machines it is gets a pseudonym, in every place and every encoding in
// which it stands, and the rest stays, byte for byte where it was.
//
// What has a pseudonym is decided by what a value is about (private), and in operators'
// answers by a list of what may stay: times, versions, numbers, words of the contract
// and what tenants are shown too. A value that was found once is replaced wherever it
// stands: in a URL, in a sentence, in a header.
package pseudonym

import (
	"io"
	"regexp"
	"slices"
	"strings"

	"github.com/osact/osact/suites/exchange"
)

// Count says how many texts of a kind have a pseudonym, and in how many places.
type Count struct {
	Kind   Kind `json:"kind"`
	Values int  `json:"values"`
	Places int  `json:"places"`
}

// Public is a recording that can be published.
type Public struct {
	Recording exchange.Recording
	Replaced  []Count
	LeftOut   []string // what has no pseudonym and is not there, each in a few words

	originals map[string]Kind
	own       []string // the names of osact's own servers, as they are there
}

// Of makes a recording that can be published. What the texts in known say is no secret:
// they are of osact itself. It fails where random does, from which the key comes.
func Of(r exchange.Recording, known [][]byte, random io.Reader) (Public, error) {
	names, err := newNames(random)
	if err != nil {
		return Public{}, err
	}
	w := &work{
		recording: r, names: names, dictionary: newDictionary(), vocabulary: map[string]bool{},
		plain: map[string]bool{}, shown: map[string]bool{}, asked: map[string]bool{}, hashes: map[string]bool{},
		hostNames: map[string]bool{}, projects: map[string]bool{}, cased: map[string]bool{}, wordOf: map[string]string{},
		values: map[Kind]map[string]bool{}, places: map[Kind]int{}, bodies: map[bodyKey][]byte{},
	}
	for _, text := range known {
		w.learn(string(text))
	}
	for _, x := range r.Exchanges {
		w.learn(x.Probe.Path + " " + x.Probe.Variant + " " + x.Probe.Body)
	}
	w.collect()
	w.ofOperators()
	w.hashed()
	w.hashWords()
	p := Public{Recording: w.replaced(), originals: map[string]Kind{}}
	for _, kind := range []Kind{Host, Person, Project, Server, Metadata, Trace, Hash, Header, ID, Other} {
		if n := len(w.values[kind]); n > 0 {
			p.Replaced = append(p.Replaced, Count{kind, n, w.places[kind]})
		}
	}
	for value, e := range w.dictionary.entries {
		p.originals[value] = e.kind
		if w.ofOwnServer(value) {
			p.own = append(p.own, w.pseudonym(value))
		}
	}
	p.LeftOut = w.leftOut
	return p, nil
}

// work is one recording that is made public.
type work struct {
	recording  exchange.Recording
	names      *names
	dictionary *dictionary
	vocabulary map[string]bool // words that osact writes, folded
	plain      map[string]bool // ids that nobody has
	shown      map[string]bool // ids that stay
	asked      map[string]bool // what stands in the URLs that were asked, between slashes and the like
	operators  []string        // ids that operators were shown
	hashes     map[string]bool // of hosts
	hostNames  map[string]bool
	projects   map[string]bool
	cased      map[string]bool   // what has a pseudonym, as it was written
	wordOf     map[string]string // pseudonyms of hashes of words
	runID      string
	leftOut    []string
	values     map[Kind]map[string]bool
	places     map[Kind]int
	bodies     map[bodyKey][]byte
}

var vocables = regexp.MustCompile(`[0-9A-Za-z]+`)

// learn takes the words of a text, and what they stand together in, for no secrets.
func (w *work) learn(text string) {
	text = fold(text)
	for _, form := range []*regexp.Regexp{words, vocables} {
		for _, word := range form.FindAllString(text, -1) {
			w.vocabulary[strings.Trim(word, ".:/'")] = true
		}
	}
}

// known reports that osact itself writes a text.
func (w *work) known(text string) bool {
	text = fold(text)
	return w.vocabulary[text] || w.vocabulary[strings.Trim(text, ".:/'")]
}

// pseudonym returns the pseudonym of a value. What in it has one of its own has the
// same there.
func (w *work) pseudonym(value string) string {
	if by, ok := w.names.given[fold(value)]; ok {
		return sameCase(value, by)
	}
	if own := fold(ownPrefix + w.runID); w.runID != "" && strings.HasPrefix(fold(value), own+"-") {
		return value[:len(ownPrefix)] + w.pseudonym(w.runID) + value[len(own):]
	}
	if host, ok := strings.CutPrefix(value, authority); ok {
		return authority + w.pseudonym(host)
	}
	var fixed []part
	for _, at := range said.FindAllStringIndex(value, -1) {
		fixed = append(fixed, part{at[0], at[1], value[at[0]:at[1]]})
	}
	if value == w.runID && w.recording.Challenge.MadeRun(value) && w.recording.Challenge != "" {
		end := strings.IndexByte(value, '-') + 1
		fixed = append(fixed, part{0, end, value[:end]})
	}
	for _, m := range w.dictionary.find([]byte(value), w.entry(value)) {
		if m.end-m.start == len(value) || overlaps(fixed, m.start, m.end) {
			continue
		}
		fixed = append(fixed, part{m.start, m.end, sameCase(value[m.start:m.end], w.pseudonym(m.of.value))})
	}
	slices.SortFunc(fixed, func(a, b part) int { return a.start - b.start })
	return w.names.of(value, fixed)
}

// entry returns the entry of a value; for one that has none, what excludes nothing that
// is shorter.
func (w *work) entry(value string) *entry {
	if e, ok := w.dictionary.entries[fold(value)]; ok {
		return e
	}
	return &entry{value: value + "."} // longer than whatever is in it
}

func overlaps(parts []part, start, end int) bool {
	return slices.ContainsFunc(parts, func(p part) bool { return start < p.end && p.start < end })
}

func (w *work) count(kind Kind, value string) {
	if w.values[kind] == nil {
		w.values[kind] = map[string]bool{}
	}
	w.values[kind][fold(value)] = true
	w.places[kind]++
}

func (w *work) omit(what string) {
	if !slices.Contains(w.leftOut, what) {
		w.leftOut = append(w.leftOut, what)
	}
}
