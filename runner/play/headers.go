package play

import "net/http"

// keptOfRequest is the allow-list of what was sent. The header that a probe
// varies is kept too: it is part of the probe anyway.
func keptOfRequest(name string) bool {
	switch http.CanonicalHeaderKey(name) {
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
	return false
}

// keptOfResponse is the allow-list of what came back. Of other headers the hashes of
// words are kept, but of cookies nothing.
func keptOfResponse(name string) bool {
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
