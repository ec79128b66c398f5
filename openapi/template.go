package openapi

import "strings"

// Template is the path template of the document that the path of a request fits, or "" if there is none. A parameter
// fits any segment that is not empty, everything else only itself. The path comes without its query.
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
		parameter := strings.HasPrefix(want, "{") && got != ""
		if want != got && !parameter || more != moreGiven {
			return false
		}
		if !more {
			return true
		}
		template, path = templateRest, pathRest
	}
}
