package pseudonym

import (
	"crypto/sha256"
	"encoding/hex"
	"regexp"
	"strings"

	"github.com/osact/osact/suites/cast"
	"github.com/osact/osact/suites/claim"
	"github.com/osact/osact/suites/exchange"
)

// collect fills the dictionary with what a recording has of private texts.
func (w *work) collect() {
	w.ofRun()
	for i := range w.recording.Exchanges {
		w.ofExchange(&w.recording.Exchanges[i])
	}
	for value := range w.dictionary.entries {
		w.names.avoid[value] = true
	}
}

func (w *work) ofRun() {
	r := &w.recording
	for _, id := range []string{exchange.UnknownServer, exchange.UnknownAction, exchange.UnknownProject} {
		w.plain[fold(id)] = true
	}
	if r.Challenge != "" {
		id := r.Challenge.Unknown()
		w.plain[id], w.plain["req-"+id], w.plain[strings.ReplaceAll(id, "-", "")] = true, true, true
	}
	w.hosts(r.Target.URL)
	for _, id := range r.Actors {
		w.note(id.User, Person)
		w.note(id.Project, Project)
		if entry, ok := strings.CutPrefix(id.Origin, entryOrigin); ok {
			w.note(entry, Person)
		}
	}
	for _, b := range r.Bindings {
		switch {
		case strings.HasSuffix(b.Symbol, ".project"):
			w.note(b.Value, Project)
		case strings.HasSuffix(b.Symbol, ".user"):
			w.note(b.Value, Person)
		case b.Symbol == claim.RunID:
			w.runID = b.Value
			w.note(b.Value, Server)
			w.dictionary.add(ownPrefix+b.Value+"-pair", Server)
		}
		w.shownIn(b.Value)
	}
	for _, n := range r.Notes {
		w.hosts(n.Text)
	}
	for _, value := range r.Settings {
		w.hosts(value)
	}
}

// ownPrefix begins the names of the servers that osact makes.
const ownPrefix = cast.OwnName

// entryOrigin begins where an account came from that clouds.yaml names.
const entryOrigin = "clouds.yaml entry "

// operates reports that who asks is shown what operators are.
func (w *work) operates(a exchange.Actor) bool {
	if a == exchange.Admin {
		return true
	}
	for _, role := range w.recording.Actors[a].Roles {
		if fold(role) == "admin" {
			return true
		}
	}
	return false
}

func (w *work) ofExchange(x *exchange.Exchange) {
	w.shownIn(x.Request.URL)
	for _, part := range strings.FieldsFunc(x.Request.URL, func(r rune) bool { return strings.ContainsRune("/?&=", r) }) {
		w.asked[fold(part)] = true
	}
	if x.Response == nil {
		return
	}
	for name, values := range x.Response.Header {
		for _, value := range values {
			w.hosts(value)
			if name == "X-Compute-Request-Id" || name == exchange.RequestIDHeader || name == "Location" {
				w.shownIn(value)
			}
		}
	}
	body := x.Response.Body
	for _, hash := range hashWithin.FindAll(body, -1) {
		w.hashes[fold(string(hash))] = true
	}
	if !isDocument(body) {
		w.free(string(bare(body)))
		return
	}
	for _, t := range scan(body) {
		value := string(bare(body[t.start:t.end]))
		kind, hidden := kindAt(t.path, t.name)
		switch {
		case t.name && !hidden:
		case kind == Trace:
			w.trace(value)
		case hidden:
			w.note(value, kind)
		case hostHash.MatchString(value):
		case isPlain(value):
		case requestForm.MatchString(value):
			if !w.operates(x.Probe.As) {
				w.shownIn(value)
			} else {
				w.operators = append(w.operators, value)
			}
		default:
			w.free(value)
		}
	}
}

// note adds a value that gets a pseudonym wherever it stands. Words that osact itself
// writes are replaced where a value is theirs alone.
func (w *work) note(value string, kind Kind) {
	value = strings.TrimSpace(value)
	if isNothing(value) || w.plain[fold(value)] || said.MatchString(value) {
		return
	}
	w.owners(value, kind)
	w.cased[value] = true
	if w.ofOwnServer(value) {
		w.dictionary.add(value, kind)
		return
	}
	if kind == Host {
		w.labels(value)
	}
	isAddress := kind == Host && strings.ContainsAny(value, ".:")
	if isAddress || !w.known(value) && !isShortNumber(value) {
		w.dictionary.add(value, kind)
	}
	if kind == Metadata || kind == Other {
		w.hosts(value)
	}
}

// owners keeps what hashes of hosts are made of.
func (w *work) owners(value string, kind Kind) {
	switch kind {
	case Host:
		w.hostNames[value] = true
	case Project:
		w.projects[value] = true
	}
}

// labels adds the parts of a name of a host that stand alone, too.
func (w *work) labels(host string) {
	label, domain, ok := strings.Cut(host, ".")
	if !ok || octetsForm.MatchString(host) || strings.ContainsAny(host, " /") {
		return
	}
	for _, part := range []string{label, domain} {
		if !w.known(part) && !isPlain(part) {
			w.dictionary.add(part, Host)
		}
	}
}

// hosts adds what a text names by the form of its name: hosts, addresses, people's mail.
func (w *work) hosts(text string) {
	w.addresses(text)
	for _, host := range domainsIn(text, w.known) {
		w.note(host, Host)
	}
	for _, mail := range mailForm.FindAllString(text, -1) {
		w.note(mail, Person)
	}
}

// addresses adds the hosts of URLs, and addresses of machines.
func (w *work) addresses(text string) {
	for _, host := range addressesIn(text) {
		w.note(host, Host)
		if w.dictionary.entries[fold(host)] == nil { // a word that osact writes too
			w.dictionary.add(authority+host, Host)
		}
	}
}

// authority is what stands in front of a host in a URL.
const authority = "://"

// isShortNumber reports that a value stands for other numbers, too.
func isShortNumber(value string) bool { return len(value) < 16 && numberForm.MatchString(value) }

// free adds what a sentence names.
func (w *work) free(text string) {
	if at := traceForm.FindStringIndex(text); at != nil {
		w.trace(text[at[0]:])
		text = text[:at[0]]
	}
	w.hosts(text)
	for _, file := range fileForm.FindAllString(text, -1) {
		if !w.known(file) {
			w.dictionary.add(file, Trace)
		}
	}
}

// shortestLine is how long a line of a trace must be to be looked for, in bytes: the
// contract looks for no shorter ones.
const shortestLine = 8

// trace adds each line of a stack trace, and of what explains a failure.
func (w *work) trace(text string) {
	w.addresses(text) // its modules look like hosts
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		if len(line) >= shortestLine && !w.known(line) && !isPlain(line) && tells(line) {
			w.dictionary.add(line, Trace)
			w.cased[line] = true
		}
	}
}

// tells reports that a line says more than what stays as it is.
func tells(line string) bool {
	line = said.ReplaceAllString(line, "")
	for _, internal := range internals {
		line = strings.ReplaceAll(line, internal, "")
	}
	return vocables.MatchString(line)
}

// shownIn keeps the ids that tenants are shown, which stay as they are.
func (w *work) shownIn(text string) {
	for _, id := range idForm.FindAllString(text, -1) {
		w.shown[fold(id)] = true
	}
}

// ofOperators adds the ids that operators alone are shown.
func (w *work) ofOperators() {
	for _, value := range w.operators {
		if id := idForm.FindString(value); !w.shown[fold(id)] && !w.plain[fold(id)] {
			w.dictionary.add(id, ID)
			w.names.avoid[fold(id)] = true
		}
	}
}

// hashed finds out what the hashes of hosts are made of, of a project and a host, and has
// each replaced wherever it stands.
func (w *work) hashed() {
	owners := map[string]bool{"": true, "None": true}
	for p := range w.projects {
		owners[p] = true
	}
	for owner := range owners {
		for host := range w.hostNames {
			sum := hostSum(owner, host)
			if !w.hashes[sum] {
				continue
			}
			by := owner
			if w.projects[owner] {
				by = w.pseudonym(owner)
			}
			w.names.given[sum] = hostSum(by, w.pseudonym(host))
		}
	}
	for hash := range w.hashes {
		w.dictionary.add(hash, Hash)
	}
}

func hostSum(owner, host string) string {
	sum := sha256.Sum224([]byte(owner + host))
	return hex.EncodeToString(sum[:])
}

// words are what a text consists of.
var words = regexp.MustCompile(`[0-9A-Za-z_.:/+'-]+`)
