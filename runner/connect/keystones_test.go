package connect

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/osact/osact/suites/exchange"
)

// answering returns a handler that sends one answer. It echoes the request as
// a header, since services do such things.
func answering(status int, contentType, body string, header ...string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		asked, _ := io.ReadAll(r.Body)
		w.Header().Set("X-Echo", fmt.Sprintf("%q", asked))
		w.Header().Set("Content-Type", contentType)
		for i := 0; i < len(header); i += 2 {
			w.Header().Set(header[i], header[i+1])
		}
		w.WriteHeader(status)
		_, _ = io.WriteString(w, body) // the client may have had enough
	}
}

func TestWhatIsNoIdentityService(t *testing.T) {
	t.Parallel()
	const (
		mime    = "application/json"
		fault   = `{"error": {"code": 4, "message": "hidden-password is wrong", "title": "hidden"}}`
		trouble = "try again later"
		nothing = "does not answer as an identity service does: check auth_url"
		strange = "not as an identity service does: check auth_url"
	)
	issued := []string{"X-Subject-Token", "hidden-token"}
	for name, test := range map[string]struct {
		handle http.HandlerFunc
		class  error
		why    string
	}{
		"500":                  {answering(500, mime, fault), ErrUnreachable, "answers 500: " + trouble},
		"500 in HTML":          {answering(500, "text/html", "<p>hidden"), ErrUnreachable, "answers 500: " + trouble},
		"503":                  {answering(503, "text/plain", "hidden", "Retry-After", "1"), ErrUnreachable, "answers 503: " + trouble},
		"429":                  {answering(429, mime, fault, "Retry-After", "1"), ErrUnreachable, "answers 429: " + trouble},
		"a wrong password":     {answering(401, mime, fault), ErrActors, "answers 401: it does not accept the password: check username"},
		"an unknown name":      {answering(404, mime, fault), ErrActors, "answers 404: it does not accept the password"},
		"a forbidden login":    {answering(403, mime, fault), ErrActors, "answers 403: it does not accept the password"},
		"a misunderstanding":   {answering(400, mime, fault), ErrActors, "answers 400: it does not accept the password"},
		"401 in HTML":          {answering(401, "text/html; charset=x", "hidden"), ErrUnreachable, "answers 401 with text/html, " + strange},
		"404 of another":       {answering(404, mime, `{"message": "hidden"}`), ErrUnreachable, "answers 404 with application/json, " + strange},
		"404 of another error": {answering(404, mime, `{"error": "hidden"}`), ErrUnreachable, strange},
		"a website":            {answering(200, "text/html", "<html>hidden"), ErrUnreachable, "answers 200 with text/html, " + strange},
		"a list of versions":   {answering(300, mime, `{"versions": []}`), ErrUnreachable, "answers 300 with application/json, " + strange},
		"no type":              {answering(405, "", ""), ErrUnreachable, "answers 405 with no type"},
		"an escape as type":    {answering(405, "text/\x9b2J", ""), ErrUnreachable, "answers 405 with no type"},
		"201 in HTML":          {answering(201, "text/html", "<html>hidden", issued...), ErrUnreachable, nothing},
		"201 cut short":        {answering(201, mime, `{"token": {"user": {"id": "hidden`, issued...), ErrUnreachable, nothing},
		"201 for nobody":       {answering(201, mime, `{"token": {}}`, issued...), ErrUnreachable, nothing},
		"201 without a token":  {answering(201, mime, `{"token": {"user": {"id": "u"}}}`), ErrUnreachable, nothing},
		"201 with null":        {answering(201, mime, `null`, issued...), ErrUnreachable, nothing},
		"201 with a list":      {answering(201, mime, `[]`, issued...), ErrUnreachable, nothing},
		"201 with a text":      {answering(201, mime, `"hidden"`, issued...), ErrUnreachable, nothing},
		"201 with null within": {answering(201, mime, `{"token": null}`, issued...), ErrUnreachable, nothing},
		"201 with lists":       {answering(201, mime, `{"token": {"user": [], "roles": {}}}`, issued...), ErrUnreachable, nothing},
		"201 with other roles": {answering(201, mime, `{"token": {"user": {"id": "u"}, "roles": ["hidden"]}}`, issued...), ErrUnreachable, nothing},
		"201 with no body":     {answering(201, mime, "", issued...), ErrUnreachable, nothing},
		"for no project":       {answering(201, mime, `{"token": {"user": {"id": "u"}, "roles": [{"name": "member"}]}}`, issued...), ErrActors, "its token is for no project"},
		"without roles":        {answering(201, mime, `{"token": {"user": {"id": "u"}, "project": {"id": "p"}}}`, issued...), ErrActors, "it lacks the role member, having nothing"},
		"without a catalog":    {answering(201, mime, `{"token": {"user": {"id": "u"}, "project": {"id": "p"}, "roles": [{"name": "member"}]}}`, issued...), ErrTarget, "the catalog has no compute service, only nothing"},
		"a strange endpoint": {
			answering(201, mime, `{"token": {"user": {"id": "u"}, "project": {"id": "p"}, "roles": [{"name": "member"}],
				"catalog": [{"type": "compute", "endpoints": [{"interface": "public", "url": "ftp://u:hidden@compute"}]}]}}`, issued...),
			ErrTarget, `unusable target "ftp://...@compute": it must begin with http:// or https:// (as the catalog has it for member)`,
		},
		"without end": {func(w http.ResponseWriter, _ *http.Request) {
			w.WriteHeader(http.StatusCreated)
			for _, err := io.WriteString(w, `{"token": {"x": "`); err == nil; {
				_, err = io.WriteString(w, strings.Repeat("hidden", 10000))
			}
		}, ErrUnreachable, nothing},
		"an error without end": {func(w http.ResponseWriter, _ *http.Request) {
			w.WriteHeader(http.StatusBadRequest)
			for _, err := io.WriteString(w, `{"error": "`); err == nil; {
				_, err = io.WriteString(w, strings.Repeat("hidden", 10000))
			}
		}, ErrUnreachable, strange},
		"a broken connection": {func(w http.ResponseWriter, _ *http.Request) {
			panic(http.ErrAbortHandler)
		}, ErrUnreachable, "broke: try again"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c, err := Dial(t.Context(), asMember(t, serve(t, test.handle), ""))
			if c != nil {
				t.Errorf("there is a connection: %+v", c)
			}
			refused(t, err, test.class, test.why)
		})
	}
}

// Credentials stay with the service that they were written for.
func TestRedirectsAreNotFollowed(t *testing.T) {
	t.Parallel()
	for _, status := range []int{301, 302, 307, 308} {
		visited := make(chan string, 10)
		other := serve(t, func(_ http.ResponseWriter, r *http.Request) { visited <- r.URL.Path })
		_, err := Dial(t.Context(), asMember(t, serve(t, answering(status, "text/html", "", "Location", other+"/v3/auth/tokens?hidden")), ""))
		refused(t, err, ErrActors, fmt.Sprintf("answers %d, a redirect to %s, and credentials are not sent on", status, other))
		if len(visited) > 0 {
			t.Errorf("%d: %s was asked", status, <-visited)
		}
	}
	_, err := Dial(t.Context(), asMember(t, serve(t, answering(302, "text/html", "", "Location", "/login")), ""))
	refused(t, err, ErrUnreachable, "answers 302 with text/html")
}

// A refusal is final: nothing is asked twice.
func TestNothingIsAskedTwice(t *testing.T) {
	t.Parallel()
	for _, status := range []int{200, 401, 408, 429, 500, 503} {
		asked := make(chan string, 10)
		_, err := Dial(t.Context(), asMember(t, serve(t, func(w http.ResponseWriter, r *http.Request) {
			asked <- r.Method + " " + r.URL.Path
			answering(status, "text/plain", "", "Retry-After", "0")(w, r)
		}), ""))
		if got := <-asked; err == nil || got != "POST /v3/auth/tokens" || len(asked) > 0 {
			t.Errorf("%d: asked %s, and then %d times more, %v", status, got, len(asked), err)
		}
	}
}

func TestIdentityServicesThatKeepWaiting(t *testing.T) {
	t.Parallel()
	for name, begin := range map[string]func(http.ResponseWriter){
		"before the answer": func(http.ResponseWriter) {},
		"within the body": func(w http.ResponseWriter) {
			w.WriteHeader(http.StatusCreated)
			_, _ = io.WriteString(w, `{"token": `)
			_ = http.NewResponseController(w).Flush()
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			asked := make(chan bool, 3)
			want := asMember(t, serve(t, func(w http.ResponseWriter, r *http.Request) {
				_, _ = io.Copy(io.Discard, r.Body)
				begin(w)
				asked <- true
				<-r.Context().Done()
			}), "")

			short, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
			defer cancel()
			_, err := Dial(short, want)
			refused(t, err, ErrUnreachable, "gave no answer in time: check auth_url")
			if !errors.Is(err, context.DeadlineExceeded) {
				t.Errorf("%v does not say that the time was over", err)
			}

			impatient := want
			impatient.Timeout = 50 * time.Millisecond
			longer, cancel := context.WithTimeout(t.Context(), 10*time.Second)
			defer cancel()
			_, err = Dial(longer, impatient)
			refused(t, err, ErrUnreachable, "or give it longer with --timeout")
			if longer.Err() != nil {
				t.Error("the timeout did not end it")
			}

			<-asked
			<-asked
			interrupted, interrupt := context.WithCancel(t.Context())
			go func() {
				<-asked
				interrupt()
			}()
			_, err = Dial(interrupted, want)
			refused(t, err, ErrUnreachable, "interrupted before")
			if !errors.Is(err, context.Canceled) {
				t.Errorf("%v does not say that it was interrupted", err)
			}
		})
	}
}

func TestOneSlowServiceDoesNotHideAnothersRefusal(t *testing.T) {
	t.Parallel()
	refusing := serve(t, answering(401, "application/json", `{"error": {"code": 401}}`))
	want := asMember(t, frank(t), fmt.Sprintf("  other: {auth: {auth_url: %q, username: o/q/member, password: hidden}}\n", refusing))
	want.Clouds[exchange.Outsider] = "other"
	_, err := Dial(t.Context(), want)
	refused(t, err, ErrActors, "outsider (clouds.yaml entry other): "+refusing+"/v3/ answers 401")
}

// Errors of the network that no test can bring about without one.
func TestUnanswered(t *testing.T) {
	t.Parallel()
	l := login{root: "http://cloud/v3/"}
	for why, err := range map[string]error{
		"the name in http://cloud/v3/ does not resolve":                            &net.OpError{Op: "dial", Err: &net.DNSError{Name: "hidden", IsNotFound: true}},
		"http://cloud/v3/ gave no answer in time":                                  &net.OpError{Op: "dial", Err: &net.DNSError{Name: "hidden", IsTimeout: true}},
		"the proxy in front of http://cloud/v3/ cannot be reached":                 &net.OpError{Op: "proxyconnect", Err: &net.OpError{Op: "dial", Err: &net.DNSError{Name: "hidden", IsNotFound: true}}},
		"http://cloud/v3/ cannot be reached: check auth_url, and whether":          &net.OpError{Op: "dial", Err: errors.New("hidden")},
		"the certificate of http://cloud/v3/ has expired or is not valid yet":      &tls.CertificateVerificationError{Err: x509.CertificateInvalidError{Reason: x509.Expired, Detail: "hidden"}},
		"the certificate of http://cloud/v3/ cannot be trusted":                    &tls.CertificateVerificationError{Err: x509.CertificateInvalidError{Reason: x509.NotAuthorizedToSign, Detail: "hidden"}},
		"http://cloud/v3/ does not speak TLS":                                      tls.RecordHeaderError{Msg: "hidden"},
		"the connection to http://cloud/v3/ broke":                                 errors.New("hidden"),
		"http://cloud/v3/ refuses a secure connection: if it wants a client's cer": &net.OpError{Op: "remote error", Err: errors.New("hidden")},
	} {
		refusal := l.explain(t.Context(), &url.Error{Op: "Post", URL: "hidden", Err: err})
		if !strings.HasPrefix(refusal.text, why) || refusal.class != ErrUnreachable {
			t.Errorf("got %q, want %q", refusal.text, why)
		}
		sealed(t, refusal)
	}
}
