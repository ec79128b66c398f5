// Package diagnose says in plain sentences why a target could not be judged:
// what happened, to what, and what to do about it. It reads a recording and
// asks nothing, so a run that got nowhere ends with one sentence instead of a
// list of every requirement.
package diagnose

import (
	"fmt"
	"net/http"
	"strings"

	"github.com/osact/osact/openapi"
	"github.com/osact/osact/suites/exchange"
)

// Problems returns what is wrong with the target as a whole, else with the
// actors who are to judge it, each in one sentence that ends in what to do. It
// returns none where the target answered and every actor was accepted.
func Problems(recording exchange.Recording) []string {
	if other := OtherService(recording); other != "" {
		return []string{other}
	}
	if p, ok := atTheRoot(recording); ok {
		return []string{p}
	}
	var problems []string
	for _, actor := range exchange.Actors() {
		if _, plays := recording.Actors[actor]; !plays {
			continue
		}
		if p, ok := withActor(recording, actor); ok {
			problems = append(problems, p)
		}
	}
	return problems
}

// atTheRoot looks at the version document, which is asked first and needs no
// token. Where nothing else was answered either, what became of it is what is
// wrong.
func atTheRoot(recording exchange.Recording) (string, bool) {
	var first *exchange.Exchange
	for i := range recording.Exchanges {
		x := &recording.Exchanges[i]
		if x.Probe.As == exchange.Anonymous && strings.HasSuffix(x.Probe.Path, "/v2.1/") {
			first = x
			continue
		}
		if spoken(x) {
			return "", false
		}
	}
	if first == nil || spoken(first) && first.Response.Status == http.StatusOK {
		return "", false
	}
	return about(first, "the version document"), true
}

// spoken reports whether the compute service itself answered.
func spoken(x *exchange.Exchange) bool {
	return x.Response != nil && x.Failure == nil && (x.Response.Header.Get("X-Compute-Request-Id") != "" ||
		x.Response.Header.Get("X-Openstack-Request-Id") != "" ||
		isVersions(x.Response))
}

// isVersions reports whether an answer is a version document.
func isVersions(r *exchange.Response) bool {
	text := string(r.Body)
	return strings.Contains(text, `"version"`) && strings.Contains(text, `"min_version"`) ||
		strings.Contains(text, `"versions"`) || strings.Contains(text, `"choices"`)
}

// withActor looks at what an actor was answered: one whose questions all got
// the same refusal has not been let in.
func withActor(recording exchange.Recording, actor exchange.Actor) (string, bool) {
	var asked, refused int
	var last *exchange.Exchange
	for i := range recording.Exchanges {
		x := &recording.Exchanges[i]
		if x.Probe.As != actor {
			continue
		}
		asked++
		switch {
		case x.Response == nil, x.Failure != nil,
			x.Response.Status == http.StatusUnauthorized,
			x.Response.Status == http.StatusTooManyRequests,
			x.Response.Status >= http.StatusInternalServerError,
			!spoken(x):
			refused++
			if last == nil {
				last = x
			}
		}
	}
	if asked == 0 || refused < asked {
		return "", false
	}
	if last.Response != nil && last.Failure == nil && last.Response.Status == http.StatusUnauthorized {
		if rules := recording.Actors[actor].AccessRules; len(rules) > 0 {
			return fmt.Sprintf("the token of %s (%s) was not accepted for what was asked: its application credential has access rules, which allow %s alone; give an account without such rules, or with those that osact plan --access-rules prints, or --server and --action of what they allow",
				actor, recording.Actors[actor].Origin, openapi.Printable(strings.Join(rules, ", "))), true
		}
		return fmt.Sprintf("the token of %s (%s) was not accepted: it may have expired, be for another cloud, or be narrowed by access rules; get a new one, for example with openstack token issue",
			actor, recording.Actors[actor].Origin), true
	}
	return about(last, "an answer"), true
}

// about says what became of a question.
func about(x *exchange.Exchange, what string) string {
	if x.Failure != nil && x.Failure.Kind != exchange.Short {
		return fmt.Sprintf("%s got no answer: %s", x.Request.URL, x.Failure.Text)
	}
	if x.Response == nil {
		return x.Request.URL + " got no answer: run again"
	}
	answer := fmt.Sprintf("%s was answered %d", x.Request.URL, x.Response.Status)
	location := x.Response.Header.Get("Location")
	switch s := x.Response.Status; {
	case s >= 300 && s < 400 && location != "":
		return fmt.Sprintf("%s with a redirect to %s: osact follows none, since a token must not travel to another host; give the final address as the target", answer, openapi.Printable(location))
	case s == http.StatusTooManyRequests:
		return answer + ", a limit on how many requests the target takes: ask more slowly, with --rate and --concurrency, or later"
	case s == http.StatusProxyAuthRequired:
		return answer + " by a proxy that wants to know who asks: write its user and password into HTTP_PROXY, or name the target in NO_PROXY"
	case s == http.StatusUnauthorized || s == http.StatusForbidden:
		return answer + ": check that the target is the root of the compute service, and whether a gateway in front of it wants something else than a token"
	case s >= http.StatusInternalServerError:
		return answer + ": check the service, or the gateway in front of it, and run again"
	}
	kind := openapi.Printable(x.Response.Header.Get("Content-Type"))
	if kind == "" {
		kind = "no Content-Type"
	}
	return fmt.Sprintf("%s with %s, not with %s of a compute service: check that the target is its root, as in https://cloud:8774, and that no proxy or login page answers in its place", answer, kind, what)
}
