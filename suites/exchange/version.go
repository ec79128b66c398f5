package exchange

import (
	"net/http"
	"strings"
)

// The headers that ask for a microversion: the first from 2.27 on, the second
// from the beginning.
const (
	VersionHeader      = "OpenStack-API-Version"
	OlderVersionHeader = "X-OpenStack-Nova-API-Version"
)

// AskedVersion returns the microversion that headers ask the compute service
// for, as it is written there; empty if they ask for none. VersionHeader may
// hold entries for several services: that for compute counts, of several the
// last. It wins over OlderVersionHeader.
func AskedVersion(h http.Header) string {
	asked := ""
	for _, entry := range entries(h, VersionHeader) {
		service, version, ok := strings.Cut(entry, " ")
		if ok && strings.EqualFold(service, "compute") {
			asked = strings.TrimSpace(version)
		}
	}
	if older := entries(h, OlderVersionHeader); asked == "" && len(older) > 0 {
		return older[len(older)-1]
	}
	return asked
}

// entries returns the elements of a header that is a list, however its name is
// capitalized.
func entries(h http.Header, name string) []string {
	var all []string
	for key, lines := range h {
		if !strings.EqualFold(key, name) {
			continue
		}
		for entry := range strings.SplitSeq(strings.Join(lines, ","), ",") {
			all = append(all, strings.TrimSpace(entry))
		}
	}
	return all
}
