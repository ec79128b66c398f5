package secret_test

import (
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"html"
	"net/url"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"

	"pgregory.net/rapid"

	"github.com/osact/osact/runner/secret"
)

// token has every character that some encoding cares about.
const (
	token = `gAAAAABo+b/c==_d-e&f"g<h>'i~jKlMnOp%q\rs`
	mark  = "[m]"
)

func redactor() *secret.Redactor {
	return secret.NewRedactor([]secret.Secret{{Text: token, Mark: mark}})
}

// each writes each character of a text in its own way.
func each(text, form string) string {
	var out strings.Builder
	for _, c := range []byte(text) {
		fmt.Fprintf(&out, form, c)
	}
	return out.String()
}

func inJSON(text string) string {
	encoded, err := json.Marshal(text)
	if err != nil {
		panic(err)
	}
	return string(encoded[1 : len(encoded)-1])
}

// some escapes only some characters.
func some(text, which, form string) string {
	var out strings.Builder
	for _, c := range []byte(text) {
		if strings.IndexByte(which, c) >= 0 {
			fmt.Fprintf(&out, form, c)
		} else {
			out.WriteByte(c)
		}
	}
	return out.String()
}

func inUTF16(text string) (little, big string) {
	var l, b []byte
	for _, unit := range utf16.Encode([]rune(text)) {
		l, b = append(l, byte(unit), byte(unit>>8)), append(b, byte(unit>>8), byte(unit))
	}
	return string(l), string(b)
}

// echoes are the ways in which a service could send the token back.
func echoes() map[string]string {
	little, big := inUTF16(token)
	return map[string]string{
		"as it is":                  token,
		"in capitals":               strings.ToUpper(token),
		"in small letters":          strings.ToLower(token),
		"JSON":                      inJSON(token),
		"JSON by Gson":              strings.NewReplacer(`\`, `\\`, `"`, `\"`, "=", `\u003d`, "<", `\u003c`, ">", `\u003e`, "&", `\u0026`, "'", `\u0027`).Replace(token),
		"JSON by .NET":              strings.NewReplacer(`\`, `\\`, `"`, `\u0022`, "+", `\u002B`, "<", `\u003C`, ">", `\u003E`, "&", `\u0026`, "'", `\u0027`).Replace(token),
		"JSON by PHP":               strings.ReplaceAll(inJSON(token), "/", `\/`),
		"JSON, each character":      each(token, `\u%04x`),
		"JSON, each in capitals":    each(token, `\u%04X`),
		"JSON in JSON":              inJSON(inJSON(token)),
		"JSON in JSON in JSON":      inJSON(inJSON(inJSON(token))),
		"JSON in JSON, each":        inJSON(each(token, `\u%04x`)),
		"a literal of Python":       each(token, `\x%02x`),
		"a literal of C":            each(token, `\%03o`),
		"HTML":                      html.EscapeString(token),
		"HTML, named":               strings.NewReplacer("&", "&amp;", `"`, "&quot;", "<", "&lt;", ">", "&gt;", "'", "&apos;", "+", "&plus;", "/", "&sol;", "=", "&equals;", "_", "&lowbar;").Replace(token),
		"HTML, each":                each(token, "&#%d;"),
		"HTML, each in hexadecimal": each(token, "&#x%x;"),
		"HTML in HTML":              html.EscapeString(html.EscapeString(token)),
		"HTML in JSON":              inJSON(html.EscapeString(token)),
		"a query":                   url.QueryEscape(token),
		"a path":                    url.PathEscape(token),
		"a URL, each":               each(token, "%%%02x"),
		"a URL, each in capitals":   each(token, "%%%02X"),
		"a URL, some":               some(token, "+/=%", "%%%02X"),
		"percent twice":             url.QueryEscape(url.QueryEscape(token)),
		"percent ten times":         strings.ReplaceAll(each(token, "%%%02x"), "%", "%"+strings.Repeat("25", 9)),
		"percent in JSON in HTML":   html.EscapeString(inJSON(url.QueryEscape(token))),
		"UTF-16, little end first":  little,
		"UTF-16, big end first":     big,
		"base64":                    base64.StdEncoding.EncodeToString([]byte(token)),
		"base64 for URLs":           base64.RawURLEncoding.EncodeToString([]byte(token)),
		"base64 in JSON by Gson":    strings.ReplaceAll(base64.StdEncoding.EncodeToString([]byte(token)), "=", `\u003d`),
		"base64 in a query":         url.QueryEscape(base64.StdEncoding.EncodeToString([]byte(token))),
		"hexadecimal":               hex.EncodeToString([]byte(token)),
		"hexadecimal in capitals":   strings.ToUpper(hex.EncodeToString([]byte(token))),
		"base64 of user:token":      base64.StdEncoding.EncodeToString([]byte("user:" + token + ":more")),
	}
}

// At the ends of base64 stand characters that depend on what is beside the token, and
// on none of it alone.
const atEnds = 16

func TestEveryEncoding(t *testing.T) {
	for name, echo := range echoes() {
		t.Run(name, func(t *testing.T) {
			for _, around := range [][2]string{{"", ""}, {`{"error": "no such token: `, `", "code": 4}`}, {strings.Repeat("x", 65536-10), "\n"}, {strings.Repeat("&", 65536-50), "%"}} {
				got := redactor().String(around[0] + echo + around[1])
				rest := strings.TrimSuffix(strings.TrimPrefix(got, around[0]), around[1])
				if strings.HasPrefix(name, "base64") {
					if !strings.Contains(rest, mark) || len(rest) > len(mark)+atEnds {
						t.Errorf("it became %.200q", rest)
					}
				} else if strings.TrimLeft(rest, "\x00") != mark {
					t.Errorf("it became %.200q", rest)
				}
			}
		})
	}
}

// Sixteen characters in a row are the token, and fewer are not.
func TestHalves(t *testing.T) {
	for i := 0; i+16 <= len(token); i++ {
		for name, form := range map[string]func(string) string{"plain": strings.Clone, "JSON": inJSON, "a query": url.QueryEscape} {
			part := token[i : i+16]
			if strings.Contains(part, `\`) {
				continue // it may belong to an escape
			}
			if got := redactor().String("..." + form(part) + "..."); got != "..."+mark+"..." {
				t.Errorf("%s, from %d: %q", name, i, got)
			}
		}
		if part := token[i : i+15]; !strings.ContainsAny(part, `%\&`) {
			if got := redactor().String("..." + part + "..."); got != "..."+part+"..." {
				t.Errorf("fifteen from %d: %q", i, got)
			}
		}
	}
	half := len(token) / 2
	if got := redactor().String(token[:half] + " | " + token[half:]); got != mark+" | "+mark {
		t.Errorf("both halves: %q", got)
	}
}

func TestWhatIsNoSecret(t *testing.T) {
	const head = "eyJhbGciOiJFUzI1NiIsInR5cCI6IkpXVCJ9."
	r := secret.NewRedactor([]secret.Secret{
		{Text: head + "cGF5bG9hZC1vZi10aGUtdG9rZW4.c2lnbmF0dXJl", Mark: mark},
		{Text: "administrator-of-all:openstack", Mark: "[p]", Whole: true},
		{Text: "short", Mark: "[s]"},
		{Text: "", Mark: "[none]"},
	})
	for text, want := range map[string]string{
		head + "b3RoZXI.b3RoZXI":                     head + "b3RoZXI.b3RoZXI", // of the same issuer
		head + "cGF5bG9hZC1vZi10aGUtdG9rZW4.c2ln":    mark,
		"administrator-of-all":                       "administrator-of-all",
		"administrator-of-all:openstack":             "[p]",
		"a short one, c2hvcnQ= 73686f7274":           "a [s] one, c2hvcnQ= 73686f7274",
		`C:\temp\new %zz &nosuch; \ud800 % & \ &#x;`: `C:\temp\new %zz &nosuch; \ud800 % & \ &#x;`,
	} {
		if got := r.String(text); got != want {
			t.Errorf("%q became %q, want %q", text, got, want)
		}
	}
	if got := (*secret.Redactor)(nil).String(token); got != token {
		t.Errorf("without secrets: %q", got)
	}
}

// Of a text that breaks off the beginning of a token goes, too.
func TestCut(t *testing.T) {
	for n := 8; n <= len(token); n++ {
		for name, form := range map[string]func(string) string{"plain": strings.Clone, "JSON": inJSON, "percent": func(s string) string { return each(s, "%%%02x") }} {
			echo := form(token[:n])
			for most := 0; most < 3 && name == "percent"; most++ {
				if got := redactor().Cut("before " + echo[:len(echo)-most]); n > 8 && got != "before "+mark {
					t.Errorf("%s, %d characters without %d: %q", name, n, most, got)
				}
			}
			if got := redactor().Cut("before " + echo); got != "before "+mark {
				t.Errorf("%s, %d characters: %q", name, n, got)
			}
		}
	}
	if text := "before " + token[:7]; redactor().Cut(text) != text {
		t.Error("seven characters are no token")
	}
}

func TestMarks(t *testing.T) {
	r := secret.NewRedactor([]secret.Secret{{Text: "a-token-of-the-admin", Mark: "[a]"}, {Text: "a-token-of-the-member", Mark: "[m]"}, {Text: "a-token-of-the-admin", Mark: "[other]"}})
	text := []byte("a-token-of-the-member, a-token-of-the-admin, a-token-of-the-member")
	if got, marks := r.Bytes(text); string(got) != "[m], [a], [m]" || !slices.Equal(marks, []string{"[m]", "[a]"}) {
		t.Errorf("%q, %q", got, marks)
	}
	if got, marks := r.Bytes([]byte("nothing")); string(got) != "nothing" || marks != nil {
		t.Errorf("%q, %q", got, marks)
	}
}

// Whatever is around it and however its characters are written, a token is found, and
// what is redacted once stays as it is.
func TestAnyMixture(t *testing.T) {
	const plain = "gAAAAABo-b_cDeFgHiJkLmNoPqRsTuVw=="
	r := secret.NewRedactor([]secret.Secret{{Text: plain, Mark: mark}})
	forms := []string{"%c", "%c", `\u%04x`, "%%%02X", "&#%d;", "&amp;#%d;", `\\u%04X`, "%%25%02x", "%%255cu%04x"}
	rapid.Check(t, func(t *rapid.T) {
		var echo strings.Builder
		for _, c := range []byte(plain) {
			fmt.Fprintf(&echo, rapid.SampledFrom(forms).Draw(t, "form"), c)
		}
		before, after := rapid.StringMatching(`[ -~]{0,20}[ .]`).Draw(t, "before"), rapid.StringMatching(`[ .][ -~]{0,20}`).Draw(t, "after")
		got := r.String(before + echo.String() + after)
		if !strings.Contains(got, mark) || len(got) > len(before)+len(mark)+len(after) {
			t.Fatalf("%q became %q", echo.String(), got)
		}
		if again := r.String(got); again != got {
			t.Fatalf("%q became %q", got, again)
		}
	})
}

func BenchmarkRedactor(b *testing.B) {
	var secrets []secret.Secret
	for i := range 7 {
		secrets = append(secrets, secret.Secret{Text: "gAAAAABo" + base64.RawURLEncoding.EncodeToString([]byte(fmt.Sprintf("%0150d", i*7919))), Mark: mark})
	}
	r := secret.NewRedactor(secrets)
	text := []byte(strings.Repeat(`{"event": "compute__do_build_and_run_instance", "traceback": "  File \"/usr/lib/nova.py\"\n"}, `, 1<<14))
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		r.Bytes(text)
	}
}
