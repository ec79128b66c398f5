package pseudonym

import (
	"bytes"
	"encoding/base64"
	"maps"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/osact/osact/suites/exchange"
)

// replaced returns the recording with pseudonyms.
func (w *work) replaced() exchange.Recording {
	r := w.recording
	r.Public = true
	r.Target.URL = w.text(r.Target.URL)
	r.Actors = maps.Clone(r.Actors)
	for actor, id := range r.Actors {
		id.User, id.Project = w.whole(id.User, Person), w.whole(id.Project, Project)
		if entry, ok := strings.CutPrefix(id.Origin, entryOrigin); ok {
			id.Origin = entryOrigin + w.whole(entry, Person)
		}
		id.Roles, id.AccessRules = slices.Clone(id.Roles), w.texts(id.AccessRules)
		for i, role := range id.Roles {
			if !w.known(role) {
				id.Roles[i] = w.whole(role, Other)
			}
		}
		r.Actors[actor] = id
	}
	r.Bindings = slices.Clone(r.Bindings)
	for i, b := range r.Bindings {
		r.Bindings[i].Value, r.Bindings[i].Origin = w.text(b.Value), w.text(b.Origin)
	}
	r.Notes = slices.Clone(r.Notes)
	for i, n := range r.Notes {
		r.Notes[i].Text = w.text(n.Text)
	}
	r.Settings = maps.Clone(r.Settings)
	for name, value := range r.Settings {
		r.Settings[name] = w.text(value)
	}
	if len(r.Certificates) > 0 {
		r.Certificates = nil
		w.omit("the certificates of the target")
	}
	r.Exchanges = slices.Clone(r.Exchanges)
	for i := range r.Exchanges {
		w.exchange(&r.Exchanges[i])
	}
	return r
}

func (w *work) exchange(x *exchange.Exchange) {
	x.Request.URL, x.Request.Body = w.text(x.Request.URL), w.text(x.Request.Body)
	x.Request.Header = maps.Clone(x.Request.Header)
	for name, values := range x.Request.Header {
		x.Request.Header[name] = w.texts(values)
		if was, is := hostOf(w.recording.Target.URL), hostOf(w.text(w.recording.Target.URL)); name == "Host" && slices.Equal(values, []string{was}) {
			x.Request.Header[name] = []string{is}
		}
	}
	if x.Failure != nil {
		x.Failure = &exchange.Failure{Kind: x.Failure.Kind, Text: string(x.Failure.Kind)}
		w.omit("what was said of connections that failed")
	}
	if x.Response == nil {
		return
	}
	answer := *x.Response
	answer.Reason = w.text(answer.Reason)
	answer.Header = maps.Clone(answer.Header)
	for name, values := range answer.Header {
		answer.Header[name] = slices.Clone(values)
		for i, value := range values {
			answer.Header[name][i] = w.header(name, value)
		}
	}
	answer.Body = w.body(answer.Body, w.operates(x.Probe.As), answer.Status >= 300)
	x.Response = &answer
}

// hostOf returns host and port of a target.
func hostOf(target string) string {
	_, rest, _ := strings.Cut(target, authority)
	host, _, _ := strings.Cut(rest, "/")
	return host
}

func (w *work) texts(all []string) []string {
	out := slices.Clone(all)
	for i, text := range out {
		out[i] = w.text(text)
	}
	return out
}

// text returns a text in which everything of the dictionary has its pseudonym.
func (w *work) text(text string) string {
	out := []byte(text)
	w.everywhere([]byte(text), out, make([]bool, len(text)))
	return string(out)
}

// whole returns the pseudonym of a value of which nothing stays.
func (w *work) whole(value string, kind Kind) string {
	if isNothing(value) || w.plain[fold(value)] {
		return value
	}
	w.count(kind, value)
	return w.pseudonym(value)
}

// everywhere puts the pseudonyms of whatever is in the dictionary into a text, but where
// something was done before.
func (w *work) everywhere(text, into []byte, done []bool) {
	layers := []plain{written(text)}
	if bytes.ContainsAny(text, `%\&`) {
		layers = append(layers, decoded(text))
	}
	for _, layer := range layers {
		for _, m := range w.dictionary.find(layer.text, nil) {
			start, end := layer.from[m.start].start, layer.from[m.end-1].end
			if slices.Contains(done[start:end], true) || w.ofKnownName(layer.text, m) {
				continue
			}
			by := sameCase(string(layer.text[m.start:m.end]), w.pseudonym(m.of.value))
			layer.write(into, m.start, by)
			mark(done[start:end])
			w.count(m.of.kind, m.of.value)
		}
	}
	w.encoded(text, into, done)
}

// ofKnownName reports that what was found is a part of a longer name that osact itself
// writes, as nova-api is of X-OpenStack-Nova-API-Version.
func (w *work) ofKnownName(text []byte, m match) bool {
	joins := func(at int) bool { return isWordByte(text[at]) || text[at] == '-' || text[at] == '_' }
	start, end := m.start, m.end
	for start > 0 && joins(start-1) {
		start--
	}
	for end < len(text) && joins(end) {
		end++
	}
	return end-start > m.end-m.start && w.known(string(text[start:end]))
}

func mark(done []bool) {
	for i := range done {
		done[i] = true
	}
}

// encoded does the same within texts in base64.
func (w *work) encoded(text, into []byte, done []bool) {
	for from, to := range inBase64(text) {
		written := text[from:to]
		for _, alphabet := range []*base64.Encoding{base64.StdEncoding, base64.RawStdEncoding, base64.URLEncoding, base64.RawURLEncoding} {
			inner, err := alphabet.Strict().DecodeString(string(written))
			if err != nil || !utf8.Valid(inner) || slices.Contains(done[from:to], true) {
				continue
			}
			if by := w.text(string(inner)); by != string(inner) {
				copy(into[from:], alphabet.EncodeToString([]byte(by)))
				mark(done[from:to])
			}
			break
		}
	}
}

// bodyKey tells bodies apart, since many are equal.
type bodyKey struct {
	body              string
	operator, refusal bool
}

// body returns the body of an answer with pseudonyms.
func (w *work) body(body []byte, operator, refusal bool) []byte {
	key := bodyKey{string(body), operator, refusal}
	if by, ok := w.bodies[key]; ok {
		return by
	}
	out, done := bytes.Clone(body), make([]bool, len(body))
	if isDocument(body) {
		for _, t := range scan(body) {
			w.token(body, out, done, t, operator)
		}
	} else {
		w.sentence(body, out, done, operator)
	}
	w.everywhere(body, out, done)
	if refusal {
		for _, internal := range internals {
			for at := 0; ; {
				next := bytes.Index(body[at:], []byte(internal))
				if next < 0 {
					break
				}
				at += next
				copy(out[at:], internal)
				at += len(internal)
			}
		}
	}
	w.bodies[key] = out
	return out
}

// token replaces a text of a document that is private as a whole.
func (w *work) token(body, out []byte, done []bool, t token, operator bool) {
	p := decoded(body[t.start:t.end])
	value := string(p.text)
	kind, hidden := kindAt(t.path, t.name)
	if t.name && !hidden {
		return
	}
	switch _, everywhere := w.dictionary.entries[fold(value)]; {
	case everywhere || w.plain[fold(value)] || isNothing(value):
		return
	case hidden && kind == Other && isFlavorID(t.path):
		return // too short to be replaced in URLs, too
	case hidden:
	case isPlain(value):
		return
	case w.known(value) || requestForm.MatchString(value) || strings.Contains(value, "://") || strings.HasPrefix(value, "/"):
		return
	case isAmong(t.path, named) && identifier.MatchString(value):
		return
	case len(t.path) == 0 || isAmong(t.path, spoken) || strings.ContainsAny(value, " \n"):
		w.sentence(body[t.start:t.end], out[t.start:t.end], done[t.start:t.end], operator)
		return
	default:
		kind = Other
	}
	p.write(out[t.start:t.end], 0, w.pseudonym(value))
	mark(done[t.start:t.end])
	w.count(kind, value)
}

func isFlavorID(path []string) bool { return path[len(path)-1] == "id" }

// ofOwnServer reports that a name is that of a server which osact made.
func (w *work) ofOwnServer(name string) bool {
	return w.runID != "" && strings.HasPrefix(name, ownPrefix+w.runID+"-")
}

// sentence replaces the words of a sentence that an operator is shown, but those of the
// contract: nobody knows what they name.
func (w *work) sentence(text, out []byte, done []bool, operator bool) {
	if !operator {
		return
	}
	p := decoded(text)
	kept := said.FindAllIndex(p.text, -1)
	for _, at := range words.FindAllIndex(p.text, -1) {
		word := string(p.text[at[0]:at[1]])
		bare := strings.Trim(word, ".:/'+-")
		begin := at[0] + strings.Index(word, bare)
		if bare == "" || isPlain(bare) || w.known(bare) || isSentence(bare) || w.isShown(bare) || w.asked[fold(bare)] || w.plain[fold(bare)] ||
			len(w.dictionary.find([]byte(word), nil)) > 0 || strings.Contains(word, "://") ||
			slices.ContainsFunc(kept, func(k []int) bool { return at[0] < k[1] && k[0] < at[1] }) {
			continue
		}
		p.write(out, begin, w.pseudonym(bare))
		mark(done[p.from[begin].start:p.from[begin+len(bare)-1].end])
		w.count(Other, bare)
	}
}

// isShown reports that a word is, or holds, an id that stays.
func (w *work) isShown(word string) bool {
	id := fold(idForm.FindString(word))
	return id != "" && (w.shown[id] || w.plain[id])
}

// sentences are words of what the API says to everybody, beside those of the contract.
var sentences = strings.Fields(`a an and any are as at be because been but by can can't cannot could context's context did do does doesn't
	don't for found from has have id in instance instances invalid is isn't it its malformed match must name no none not of on
	or policy provided perform performed request requested resource server servers service state supported than that the this to
	type unauthorized unexpected url url's user used using valid value version was were when while with you your`)

func isSentence(word string) bool { return slices.Contains(sentences, fold(word)) }

// software are headers that name the software and machines that answered.
var software = []string{"Server", "Via", "X-Powered-By", "Etag"}

var quoted = regexp.MustCompile(`"[^"]*"`)

// header returns the value of a header of an answer.
func (w *work) header(name, value string) string {
	switch {
	case exchange.IsWords(value):
		return w.hashedWords(value)
	case slices.Contains(software, name):
		bare := strings.Trim(strings.TrimPrefix(value, "W/"), `"`)
		if bare == "" || isPlain(bare) {
			return value
		}
		w.count(Header, bare)
		return strings.Replace(value, bare, w.pseudonym(bare), 1)
	case name == "Www-Authenticate":
		return quoted.ReplaceAllStringFunc(w.text(value), func(text string) string {
			inner := strings.Trim(text, `"`)
			if inner == "" || strings.Contains(inner, "://") || w.known(inner) {
				return text
			}
			w.count(Header, inner)
			return `"` + w.pseudonym(inner) + `"`
		})
	}
	return w.text(value)
}

var hashForm = regexp.MustCompile(`[0-9a-f]{32}`)

// hashedWords replaces the hashes of words by those of their pseudonyms. Of a word that
// nobody knows, what stands for its hash is no word's.
func (w *work) hashedWords(value string) string {
	return hashForm.ReplaceAllStringFunc(value, func(hash string) string {
		w.count(Hash, hash)
		if by, ok := w.wordOf[hash]; ok {
			return by
		}
		return w.pseudonym(hash)
	})
}

// hashWords finds the hashes of the words that have pseudonyms.
func (w *work) hashWords() {
	for value := range w.cased {
		was := hashForm.FindAllString(exchange.Words(value), -1)
		is := hashForm.FindAllString(exchange.Words(w.pseudonym(value)), -1)
		for i := range min(len(was), len(is)) {
			if len(was) == len(is) {
				w.wordOf[was[i]] = is[i]
			}
		}
	}
}
