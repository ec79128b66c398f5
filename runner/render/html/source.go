package html

import (
	"cmp"
	"regexp"

	"github.com/osact/osact/runner/verdict"
)

// sourceLink is where a requirement comes from, and where that is to be read: on the web,
// or at the end of the page.
type sourceLink struct{ Name, Place, To printable }

// sourceNote explains the name of a source.
type sourceNote struct{ Name, Text, To printable }

// sourceNotes explain the names that sources have in the catalogue. The two documents
// that it began with are told statement by statement by osact itself.
func sourceNotes() []sourceNote {
	const command = "osact list --source "
	return []sourceNote{
		{"seed1", `"Get action details" of a public cloud with the legacy API. What it says, and what covers that: ` + command + "seed1", ""},
		{"seed2", `"Show OS Instance Action details" of a public cloud. What it says, and what covers that: ` + command + "seed2", ""},
		{"api-ref", "the OpenStack Compute API reference", "https://docs.openstack.org/api-ref/compute/"},
		{"nova-history", "Nova's microversion history, its release notes and commits", "https://docs.openstack.org/nova/latest/reference/api-microversion-history.html"},
		{"observed", "answers of real Novas, of four releases", ""},
	}
}

// rfc matches a source that is an RFC, and the section of it.
var rfc = regexp.MustCompile(`^RFC ([0-9]{1,5})(?: §([0-9]{1,2}(?:\.[0-9]{1,2}){0,4}))?$`)

// sourceLinks returns the sources of a requirement. One that nobody knows leads nowhere.
func sourceLinks(r verdict.Requirement) []sourceLink {
	var all []sourceLink
	for _, s := range r.Sources {
		link := sourceLink{Name: printed(s.Name), Place: printed(s.Place)}
		for _, note := range sourceNotes() {
			if string(note.Name) == s.Name {
				link.To = cmp.Or(note.To, "#source."+note.Name)
			}
		}
		if m := rfc.FindStringSubmatch(s.Name); m != nil {
			link.To = printable("https://www.rfc-editor.org/rfc/rfc" + m[1])
			if m[2] != "" {
				link.To += printable("#section-" + m[2])
			}
		}
		all = append(all, link)
	}
	return all
}
