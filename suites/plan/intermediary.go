package plan

import (
	"bytes"
	"encoding/json"
	"net/http"
	"slices"
	"strings"

	"github.com/osact/osact/suites/exchange"
)

// IsLimit reports that an answer says how often the target lets itself be asked. That
// refuses nothing: the same question is answered later.
func IsLimit(r *exchange.Response) bool {
	switch {
	case r == nil:
		return false
	case r.Status == http.StatusTooManyRequests:
		return true
	case r.Status != http.StatusRequestEntityTooLarge:
		return false
	}
	return r.Header.Get("Retry-After") != "" || bytes.Contains(r.Body, []byte(`"overLimit"`))
}

// hasRequestID reports that an answer names its request, as those of the API do.
func hasRequestID(r *exchange.Response) bool {
	return len(r.Header.Values("X-Compute-Request-Id")) > 0 || len(r.Header.Values("X-Openstack-Request-Id")) > 0
}

// isGatewaysRefusal reports that an answer without a request id is a refusal by what
// stands in front of the API: it has none of the forms in which the API, its router or
// its token check refuse, or the question is one that need not get as far as them. A 401
// without a challenge is nobody's right answer (RFC 9110 section 15.5.2), and is judged.
func isGatewaysRefusal(x *exchange.Exchange) bool {
	r := x.Response
	switch {
	case r.Status == http.StatusNotImplemented && x.Probe.Method != http.MethodGet:
		return true
	case r.Status < 400 || r.Status > 499:
		return false
	case MayBeStopped(x.Probe):
		return true
	case r.Status == http.StatusUnauthorized && len(r.Header.Values("WWW-Authenticate")) == 0:
		return false
	}
	var body map[string]any
	if json.Unmarshal(r.Body, &body) != nil {
		return true
	}
	return !isRouters(body) && !isFault(body, r.Status == http.StatusUnauthorized)
}

// MayBeStopped reports that a question need not get as far as the API: actions are only
// read, so GET is all that has to pass, and who asks is for the token alone to say.
func MayBeStopped(p exchange.Probe) bool { return p.Method != http.MethodGet || p.ClaimsIdentity() }

// isRouters reports the form of the layers in front of the API: a code that is a text,
// a message and a title.
func isRouters(body map[string]any) bool {
	for _, key := range []string{"code", "message", "title"} {
		if _, ok := body[key].(string); !ok {
			return false
		}
	}
	return true
}

// isFault reports the form of the API: one key, under which stand a message and little
// else. Under "error" that is the token check's, which has a title; any gateway says
// "error" too.
func isFault(body map[string]any, unauthorized bool) bool {
	if len(body) != 1 {
		return false
	}
	for name, value := range body {
		isError := strings.EqualFold(name, "error")
		fault, _ := value.(map[string]any)
		if _, ok := fault["message"].(string); !ok {
			return false
		}
		known := []string{"code", "message", "title", "details", "retryAfter"}
		for key := range fault {
			if !slices.Contains(known, key) {
				return false
			}
		}
		_, titled := fault["title"]
		return unauthorized && isError && titled || !unauthorized && !isError
	}
	return false
}
