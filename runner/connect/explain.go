package connect

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"mime"
	"net"
	"net/http"
	"net/url"

	"github.com/gophercloud/gophercloud/v2"

	"github.com/osact/osact/openapi"
	"github.com/osact/osact/runner/neterror"
)

// loginError is why an account could not log in, before it is known whose account
// it is.
type loginError struct {
	class  error // ErrActors or ErrUnreachable
	text   string
	status int   // of the answer, 0 if there was none
	cause  error // nil, or why the context ended
}

func (e *loginError) Error() string { return e.text }

// Unwrap returns the cause alone: the caller, who knows the actor, adds the class.
func (e *loginError) Unwrap() error { return e.cause }

// tooSlow says what is wrong with an identity service that keeps osact waiting.
const tooSlow = "%s gave no answer in time: check auth_url, check the service, or give it longer with --timeout"

// explain says why there was no login, without a word of what was sent or came
// back: both hold secrets, and the library quotes them.
func (l login) explain(ctx context.Context, err error) *loginError {
	var answer gophercloud.ErrUnexpectedResponseCode
	var unsent *url.Error
	var operation *net.OpError
	switch {
	case errors.Is(ctx.Err(), context.Canceled):
		return &loginError{class: ErrUnreachable, text: fmt.Sprintf("interrupted before %s answered", l.root), cause: context.Canceled}
	case ctx.Err() != nil:
		return &loginError{class: ErrUnreachable, text: fmt.Sprintf(tooSlow, l.root), cause: ctx.Err()}
	case errors.As(err, &answer):
		return l.answered(answer)
	case errors.As(err, &unsent), errors.As(err, &operation):
		return &loginError{class: ErrUnreachable, text: l.unanswered(err)}
	}
	return &loginError{class: ErrUnreachable, text: fmt.Sprintf("%s does not answer as an identity service does: check auth_url", l.root)}
}

// answered says why the answer of an identity service is not a token.
func (l login) answered(a gophercloud.ErrUnexpectedResponseCode) *loginError {
	refuse := func(class error, format string, args ...any) *loginError {
		return &loginError{class: class, status: a.Actual, text: fmt.Sprintf("%s answers %d", l.root, a.Actual) + fmt.Sprintf(format, args...)}
	}
	to := toward(a.ResponseHeader)
	switch {
	case a.Actual >= 300 && a.Actual < 400 && to != "":
		return refuse(ErrActors, ", a redirect to %s, and credentials are not sent on: write the address of the service itself into auth_url", to)
	case a.Actual >= 500 || a.Actual == http.StatusTooManyRequests:
		return refuse(ErrUnreachable, ": try again later, or ask its operator")
	case !isFault(a.Body):
		kind, _, _ := mime.ParseMediaType(a.ResponseHeader.Get("Content-Type"))
		return refuse(ErrUnreachable, " with %s, not as an identity service does: check auth_url, and any proxy on the way", openapi.Printable(cmp.Or(kind, "no type")))
	}
	remedy := map[string]string{
		byPassword:   "check username, password and project, and their domains",
		byCredential: "check its id and secret, and whether it has expired",
		byToken:      "it may have expired, or be for another project or cloud: get a new one",
	}[l.method]
	return refuse(ErrActors, ": it does not accept the %s: %s", l.method, remedy)
}

// toward returns the place that a redirect leads to, without the path; empty if
// it stays at its own or leads nowhere.
func toward(header http.Header) string {
	to, err := url.Parse(header.Get("Location"))
	if err != nil || to.Host == "" {
		return ""
	}
	return openapi.Printable(to.Scheme + "://" + to.Host)
}

// isFault reports whether a body is an error as an identity service writes it.
func isFault(body []byte) bool {
	var fault struct {
		Error struct {
			Code int `json:"code"`
		} `json:"error"`
	}
	return json.Unmarshal(body, &fault) == nil && fault.Error.Code != 0
}

// unanswered says why a question got no answer.
func (l login) unanswered(err error) string {
	switch neterror.KindOf(err) {
	case neterror.Exhausted:
		return fmt.Sprintf("%s was not asked: %s", l.root, neterror.NoFiles)
	case neterror.Proxy:
		return fmt.Sprintf("the proxy in front of %s cannot be reached, or refuses: check HTTP_PROXY, HTTPS_PROXY and NO_PROXY", l.root)
	case neterror.NoSuchHost:
		return fmt.Sprintf("the name in %s does not resolve: check auth_url", l.root)
	case neterror.Timeout:
		return fmt.Sprintf(tooSlow, l.root)
	case neterror.WrongHost:
		return fmt.Sprintf("the certificate of %s is for another name: write the name that it is for into auth_url", l.root)
	case neterror.UnknownIssuer:
		return fmt.Sprintf("the certificate of %s is signed by an authority that is not trusted: name that authority in cacert", l.root)
	case neterror.Expired:
		return fmt.Sprintf("the certificate of %s has expired or is not valid yet: check the clock, and tell its operator", l.root)
	case neterror.Untrusted:
		return fmt.Sprintf("the certificate of %s cannot be trusted: check it, and cacert", l.root)
	case neterror.Alert:
		return fmt.Sprintf("%s refuses a secure connection: if it wants a client's certificate, name yours in cert and key", l.root)
	case neterror.NotTLS:
		return fmt.Sprintf("%s does not speak TLS: begin auth_url with http://, or correct its port", l.root)
	case neterror.Unreachable:
		return fmt.Sprintf("%s cannot be reached: check auth_url, and whether the service runs", l.root)
	}
	return fmt.Sprintf("the connection to %s broke: try again, and check auth_url", l.root)
}
