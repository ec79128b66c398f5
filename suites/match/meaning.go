package match

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"time"

	"github.com/osact/osact/openapi"
)

// HaveEventsOverTime demands that the events of an action, where they are more
// than two, do not all start, nor all finish, at one moment. Times in whole
// seconds tell nothing: some databases keep no more.
func HaveEventsOverTime() Check {
	return shown(func(_ *Scene, _ *Answer, doc any) []openapi.Violation {
		var wrong []openapi.Violation
		for _, key := range []string{"start_time", "finish_time"} {
			places := find(doc, "/instanceAction/events/*/"+key)
			if len(places) < 3 || slices.ContainsFunc(places, func(p located) bool { return !sameValue(p, places[0]) }) {
				continue
			}
			if at, ok := instant(places[0].value); ok && !at.Equal(at.Truncate(time.Second)) {
				wrong = append(wrong, openapi.Violation{
					Kind: "value", At: places[0].at,
					Want: fmt.Sprintf("another time than that of all %d events", len(places)), Got: openapi.Excerpt(places[0].value),
				})
			}
		}
		return wrong
	})
}

// maxAlike bounds how many events of one name and start are compared.
const maxAlike = 100

// HaveEachEventOnce demands that no two events of an action are equal in all that
// they say. Events that start at a whole second are passed over: some databases keep
// no more, and then two can be equal.
func HaveEachEventOnce() Check {
	return haveOnce(func(event any) bool {
		start, _ := field(event, "start_time")
		began, ok := instant(start)
		return ok && !began.Equal(began.Truncate(time.Second))
	})
}

// HaveFinishedEventsOnce demands the same of those that have finished, whatever their
// times: where two events have one name, what ends either is recorded of the first of
// them alone.
func HaveFinishedEventsOnce() Check {
	return haveOnce(func(event any) bool {
		finish, _ := field(event, "finish_time")
		_, ok := instant(finish)
		return ok
	})
}

// haveOnce demands that none of the events which count is equal to another.
func haveOnce(counts func(event any) bool) Check {
	return shown(func(_ *Scene, _ *Answer, doc any) []openapi.Violation {
		var wrong []openapi.Violation
		seen := map[[2]string][]any{} // by name and start: an answer may have very many events
		for i, e := range eventsIn(doc) {
			if !counts(e) {
				continue
			}
			name, _ := field(e, "event")
			start, _ := field(e, "start_time")
			text, _ := start.(string)
			key := [2]string{openapi.Excerpt(name), text}
			if len(seen[key]) < maxAlike && slices.ContainsFunc(seen[key], func(other any) bool { return reflect.DeepEqual(other, e) }) {
				wrong = append(wrong, openapi.Violation{
					Kind: "value", At: fmt.Sprintf("/instanceAction/events/%d", i),
					Want: "an event that is not listed yet", Got: openapi.Excerpt(e),
				})
			}
			seen[key] = append(seen[key], e)
		}
		return wrong
	})
}

// HaveNoWordForNull demands that no text at the places says that there is none,
// as programs write it: what is not there is null.
func HaveNoWordForNull(patterns ...string) Check {
	return shown(func(_ *Scene, _ *Answer, doc any) []openapi.Violation {
		var wrong []openapi.Violation
		for _, pattern := range patterns {
			for _, p := range find(doc, pattern) {
				if text, _ := p.value.(string); slices.Contains([]string{"none", "null", "nil", "undefined"}, strings.ToLower(text)) {
					wrong = append(wrong, openapi.Violation{Kind: "value", At: p.at, Want: "null, or what it is", Got: openapi.Excerpt(text)})
				}
			}
		}
		return wrong
	})
}

// HaveLinksToTarget demands that each link at the places leads below the address
// that was asked: its scheme, host, port and prefix.
func HaveLinksToTarget(patterns ...string) Check {
	return parsed(func(s *Scene, _ *Answer, doc any) []openapi.Violation {
		var wrong []openapi.Violation
		for _, pattern := range patterns {
			for _, p := range find(doc, pattern) {
				href, _ := p.value.(string)
				if rest, ok := strings.CutPrefix(href, s.Target); !ok || !strings.HasPrefix(rest, "/") && rest != "" {
					wrong = append(wrong, openapi.Violation{Kind: "value", At: p.at, Want: "an address below " + openapi.Printable(s.Target), Got: openapi.Excerpt(p.value)})
				}
			}
		}
		return wrong
	})
}

// HaveLinksToPathAsked demands that each link at the places ends with the path that was
// asked for.
func HaveLinksToPathAsked(pattern string) Check {
	return parsed(func(s *Scene, a *Answer, doc any) []openapi.Violation {
		var wrong []openapi.Violation
		path, _, _ := strings.Cut(strings.TrimPrefix(a.Exchange.Request.URL, s.Target), "?")
		for _, p := range find(doc, pattern) {
			if href, _ := p.value.(string); !strings.HasSuffix(href, path) {
				wrong = append(wrong, openapi.Violation{Kind: "value", At: p.at, Want: "an address that ends with " + openapi.Printable(path), Got: openapi.Excerpt(p.value)})
			}
		}
		return wrong
	})
}

// longestKept is how long what goes on may be kept before it is asked for again.
const longestKept = 60 // seconds

// BeAskedAgainSoon demands that an answer which shows an event that has not ended
// is not to be kept for more than a minute (RFC 9111 section 5.2.2.1).
func BeAskedAgainSoon() Check {
	return shown(func(_ *Scene, a *Answer, doc any) []openapi.Violation {
		open := slices.ContainsFunc(find(doc, "/instanceAction/events/*/finish_time"), func(p located) bool { return p.value == nil })
		control := strings.Join(a.Response.Header.Values("Cache-Control"), ", ")
		if !open || listed(control, "no-cache") || listed(control, "no-store") {
			return nil
		}
		if seconds(cacheDirectives(a.Response.Header), "max-age") <= longestKept {
			return nil
		}
		return []openapi.Violation{{Kind: "header", At: "header Cache-Control", Want: "at most a minute, since the action goes on", Got: openapi.Printable(control)}}
	})
}

// BeChallengedByKeystone demands that a 401 asks for a token of the identity
// service: the scheme of one of its challenges is Keystone, whichever a front end
// adds.
func BeChallengedByKeystone() Check {
	return each(func(_ *Scene, a *Answer) []openapi.Violation {
		challenges := a.Response.Header.Values("WWW-Authenticate")
		isKeystones := func(challenge string) bool {
			scheme, _, _ := strings.Cut(challenge, " ")
			return strings.EqualFold(scheme, "Keystone")
		}
		if a.Response.Status != 401 || strings.Join(challenges, "") == "" || slices.ContainsFunc(challenges, isKeystones) {
			return nil
		}
		return []openapi.Violation{{
			Kind: "header", At: "header WWW-Authenticate", Want: "the scheme Keystone", Got: openapi.Printable(strings.Join(challenges, ", ")),
		}}
	})
}
