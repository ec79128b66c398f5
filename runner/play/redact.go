package play

import (
	"bytes"
	"net/http"
	"regexp"
	"slices"
	"strings"

	"github.com/osact/osact/runner/secret"
	"github.com/osact/osact/suites/exchange"
)

// maxText bounds the text of a failure, in bytes. Some quote the answer.
const maxText = 300

// redactor replaces every known token and every other secret, however it is written, by
// its mark.
type redactor struct{ *secret.Redactor }

func newRedactor(others []secret.Secret, all ...tokens) *redactor {
	var secrets []secret.Secret
	for _, t := range all {
		for _, a := range exchange.Actors() {
			secrets = append(secrets, secret.Secret{Text: t[a], Mark: exchange.Mark(a)})
		}
	}
	return &redactor{secret.NewRedactor(append(secrets, others...))}
}

// redact returns the exchange without any token, and with allowed headers only.
func (r *redactor) redact(x exchange.Exchange) exchange.Exchange {
	varied := x.Probe.VariedHeader()
	x.Request.URL = r.String(x.Request.URL)
	x.Request.Body = r.String(x.Request.Body)
	x.Request.Header = r.header(x.Request.Header, func(name string) bool {
		return exchange.KeptOfRequest(x.Probe, name)
	}, func(string, string) string { return "" })
	if _, sent := x.Request.Header[tokenHeader]; sent && varied != tokenHeader {
		// Actors may share a token. The mark is that of the one who asked.
		x.Request.Header[tokenHeader] = []string{exchange.Mark(x.Probe.As)}
	}
	if x.Response != nil {
		answer := *x.Response
		answer.Reason = r.String(answer.Reason)
		answer.Header = r.header(answer.Header, exchange.KeptOfResponse, wordsOf)
		answer.Body = withoutPasswords(r.body(answer.Body, x.Failure != nil))
		x.Response = &answer
	}
	if x.Failure != nil {
		x.Failure = &exchange.Failure{Kind: x.Failure.Kind, Text: shortened(r.String(x.Failure.Text))}
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
	return password.ReplaceAll(body, []byte(`"adminPass": "`+exchange.PasswordMark+`"`))
}

// header chooses headers by allow-list. Of any other header nothing is kept but the
// marks of the tokens that it held, since that a target echoed a token must not get
// lost, and what a function makes of its value, unless that is empty.
func (r *redactor) header(h http.Header, keep func(name string) bool, other func(name, value string) string) http.Header {
	kept := make(http.Header, len(h))
	for name, values := range h {
		for _, value := range values {
			redacted := r.String(value)
			if !keep(name) {
				if redacted != value {
					redacted = r.marks(redacted)
				} else if redacted = other(name, value); redacted == "" || len(kept) >= mostHeaders {
					continue
				}
			}
			name := r.String(name)
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
	found := mark.FindAllString(s, -1)
	slices.Sort(found)
	return strings.Join(slices.Compact(found), " ")
}

// mark matches what stands in the place of a secret.
var mark = regexp.MustCompile(`\[osact: [a-z ]+\]`)

// body redacts a body, which may be cut off.
func (r *redactor) body(b []byte, cut bool) []byte {
	if cut {
		return []byte(r.Cut(string(b)))
	}
	redacted, _ := r.Bytes(b)
	return redacted
}

func shortened(text string) string {
	if len(text) > maxText {
		text = text[:maxText] + " ..."
	}
	return strings.ToValidUTF8(text, "?")
}
