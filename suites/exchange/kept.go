package exchange

import (
	"net/http"
	"strings"
)

// KeptOfRequest reports whether a header of a request stands in a recording. That which
// the probe varies does, too: it is part of the probe anyway.
func KeptOfRequest(p Probe, name string) bool {
	switch name = http.CanonicalHeaderKey(name); name {
	case "Accept",
		"Accept-Encoding",
		"Content-Type",
		"Host",
		"Openstack-Api-Version",
		"User-Agent",
		"X-Auth-Token", // as a mark
		"X-Openstack-Nova-Api-Version",
		"X-Openstack-Request-Id":
		return true
	}
	return name == p.VariedHeader()
}

// KeptOfResponse reports whether a header of an answer stands in a recording. Of others
// the hashes of words do, and the marks of secrets; of cookies but these.
func KeptOfResponse(name string) bool {
	switch http.CanonicalHeaderKey(name) {
	case "Age",
		"Allow",
		"Cache-Control",
		"Connection",
		"Content-Encoding",
		"Content-Length",
		"Content-Type",
		"Date",
		"Etag",
		"Expires",
		"Location",
		"Openstack-Api-Version",
		"Retry-After",
		"Server",
		"Transfer-Encoding",
		"Vary",
		"Via",
		"Www-Authenticate",
		"X-Compute-Request-Id",
		"X-Openstack-Nova-Api-Version",
		"X-Openstack-Request-Id":
		return true
	}
	return false
}

// VariedHeader returns the canonical name of the header that the probe varies, empty if
// it varies none.
func (p Probe) VariedHeader() string {
	name, _, _ := strings.Cut(p.Variant, ":")
	return http.CanonicalHeaderKey(strings.TrimSpace(strings.TrimSuffix(name, ";")))
}

// keepRequest leaves the headers that a recording of osact has of a request.
func keepRequest(p Probe, h http.Header) {
	for name := range h {
		if !KeptOfRequest(p, name) {
			delete(h, name)
		}
	}
}

// keepResponse leaves the headers that a recording of osact has of an answer.
func keepResponse(h http.Header) {
	for name, values := range h {
		if KeptOfResponse(name) {
			continue
		}
		for _, value := range values {
			if !IsWords(value) && !isMarks(value) {
				delete(h, name)
			}
		}
	}
}

// isMarks reports whether a text is nothing but marks.
func isMarks(text string) bool {
	for _, a := range Actors() {
		text = strings.ReplaceAll(text, Mark(a), "")
	}
	return strings.TrimSpace(strings.ReplaceAll(text, PasswordMark, "")) == ""
}
