package play

import (
	"bytes"
	"net/http"
	"regexp"
	"slices"
	"strings"

	"github.com/osact/osact/suites/exchange"
)

// maxText bounds the text of a failure, in bytes. Some quote the answer.
const maxText = 300

// redactor replaces every known token, in each of its forms, by the mark of
// its actor.
type redactor struct {
	replacer *strings.Replacer
	secrets  []secret // the longest form first
}

// secret is one form of a token, and what stands in its place.
type secret struct{ form, mark string }

func newRedactor(t tokens, former ...tokens) *redactor {
	var secrets []secret
	for _, t := range append(former, t) {
		for _, a := range exchange.Actors() {
			if t[a] == "" {
				continue
			}
			for _, form := range forms(t[a]) {
				secrets = append(secrets, secret{form, exchange.Mark(a)})
			}
		}
	}
	// Where one token begins another the longer one counts; where two actors
	// share a token, the first of them.
	slices.SortStableFunc(secrets, func(a, b secret) int { return len(b.form) - len(a.form) })
	var oldnew []string
	for _, s := range secrets {
		oldnew = append(oldnew, s.form, s.mark)
	}
	return &redactor{replacer: strings.NewReplacer(oldnew...), secrets: secrets}
}

// redact returns the exchange without any token, and with allowed headers only.
func (r *redactor) redact(x exchange.Exchange) exchange.Exchange {
	varied := variedHeader(x.Probe)
	x.Request.URL = r.text(x.Request.URL)
	x.Request.Body = r.text(x.Request.Body)
	x.Request.Header = r.header(x.Request.Header, func(name string) bool {
		return keptOfRequest(name) || http.CanonicalHeaderKey(name) == varied
	}, func(string, string) string { return "" })
	if _, sent := x.Request.Header[tokenHeader]; sent && varied != tokenHeader {
		// Actors may share a token. The mark is that of the one who asked.
		x.Request.Header[tokenHeader] = []string{exchange.Mark(x.Probe.As)}
	}
	if x.Response != nil {
		answer := *x.Response
		answer.Reason = r.text(answer.Reason)
		answer.Header = r.header(answer.Header, keptOfResponse, wordsOf)
		answer.Body = withoutPasswords(r.body(answer.Body, x.Failure != nil))
		x.Response = &answer
	}
	if x.Failure != nil {
		x.Failure = &exchange.Failure{Kind: x.Failure.Kind, Text: shortened(r.text(x.Failure.Text))}
	}
	return x
}

// password is how an answer tells the password of a server that was made.
var password = regexp.MustCompile(`"adminPass"\s*:\s*"(?:[^"\\]|\\.)*"?`)

// withoutPasswords returns a body that tells no password, be it cut off.
func withoutPasswords(body []byte) []byte {
	if !bytes.Contains(body, []byte("adminPass")) {
		return body
	}
	return password.ReplaceAll(body, []byte(`"adminPass": "[osact: password]"`))
}

func (r *redactor) text(s string) string { return r.replacer.Replace(s) }

// header chooses headers by allow-list. Of any other header nothing is kept but the
// marks of the tokens that it held, since that a target echoed a token must not get
// lost, and what a function makes of its value, unless that is empty.
func (r *redactor) header(h http.Header, keep func(name string) bool, other func(name, value string) string) http.Header {
	kept := make(http.Header, len(h))
	for name, values := range h {
		for _, value := range values {
			redacted := r.text(value)
			if !keep(name) {
				if redacted != value {
					redacted = r.marks(redacted)
				} else if redacted = other(name, value); redacted == "" || len(kept) >= mostHeaders {
					continue
				}
			}
			name := r.text(name)
			kept[name] = append(kept[name], redacted)
		}
	}
	return kept
}

// mostHeaders is how many headers of an answer are kept, when there are any that are
// not allowed.
const mostHeaders = 64

// wordsOf is what is kept of a header of an answer that is not allowed: of what tells a
// cookie nothing.
func wordsOf(name, value string) string {
	if name := http.CanonicalHeaderKey(name); name == "Set-Cookie" || name == "Set-Cookie2" {
		return ""
	}
	return exchange.Words(value)
}

// marks returns the marks in s and nothing else.
func (r *redactor) marks(s string) string {
	var found []string
	for _, a := range exchange.Actors() {
		if mark := exchange.Mark(a); strings.Contains(s, mark) {
			found = append(found, mark)
		}
	}
	return strings.Join(found, " ")
}

// body redacts a body. One that is cut off may end within a token: then the
// part that is there goes, too.
func (r *redactor) body(b []byte, cut bool) []byte {
	text := string(b)
	redacted := r.text(text)
	if cut {
		redacted = r.end(redacted)
	}
	if redacted == text {
		return b
	}
	return []byte(redacted)
}

// end replaces the beginning of a token at the end of s.
func (r *redactor) end(s string) string {
	longest, mark := 0, ""
	for _, secret := range r.secrets {
		for n := min(len(secret.form)-1, len(s)); n >= minEncoded && n > longest; n-- {
			if strings.HasSuffix(s, secret.form[:n]) {
				longest, mark = n, secret.mark
			}
		}
	}
	return s[:len(s)-longest] + mark
}

func shortened(text string) string {
	if len(text) > maxText {
		text = text[:maxText] + " ..."
	}
	return strings.ToValidUTF8(text, "?")
}
