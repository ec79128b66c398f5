package openapi

import (
	"net/url"
	"strings"
)

// Template is the path template of the document that the path of a request fits, or "" if there is none. A parameter
// fits any segment that is not empty and leads nowhere else, everything else only itself. The path comes without its
// query.
func (c *Contract) Template(path string) string {
	for template := range members(c.document.root, "paths") {
		if fits(template, path) {
			return template
		}
	}
	return ""
}

// fits compares a template and a path segment by segment.
func fits(template, path string) bool {
	for {
		want, templateRest, more := strings.Cut(template, "/")
		got, pathRest, moreGiven := strings.Cut(path, "/")
		parameter := strings.HasPrefix(want, "{") && got != "" && !leadsElsewhere(got)
		if want != got && !parameter || more != moreGiven {
			return false
		}
		if !more {
			return true
		}
		template, path = templateRest, pathRest
	}
}

// leadsElsewhere reports that a segment may be resolved before anybody takes it for an id: it is a dot segment (RFC 3986
// §3.3), or a slash that is encoded.
func leadsElsewhere(segment string) bool {
	text, err := url.PathUnescape(segment)
	return err == nil && (text == "." || text == ".." || text == "/")
}
