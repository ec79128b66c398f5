package connect

import (
	"fmt"
	"net/url"
	"regexp"
	"strings"
)

// Address is what a target's URL says.
type Address struct {
	Root    string // of the compute service, no trailing slash
	Legacy  bool   // the URL ended in the legacy version, with or without a project
	Project string // id; empty: the URL named none
}

// ParseTarget reads a target's URL: the root of the compute service, with or
// without its version and a project behind that ("https://cloud:8774",
// "https://cloud/compute/v2.1", "https://cloud/v2/PROJECT"). Errors wrap
// ErrTarget.
func ParseTarget(text string) (Address, error) {
	u, err := url.Parse(text)
	shown := openly(text)
	switch {
	case strings.TrimSpace(text) == "":
		return Address{}, fmt.Errorf("%w: it is empty: give the root of the compute service, as in https://cloud:8774", ErrTarget)
	case err != nil:
		return Address{}, fmt.Errorf("%w %q: it is not a URL: give one like https://cloud:8774", ErrTarget, shown)
	case u.Scheme != "http" && u.Scheme != "https":
		return Address{}, fmt.Errorf("%w %q: it must begin with http:// or https://", ErrTarget, shown)
	case u.Hostname() == "":
		return Address{}, fmt.Errorf("%w %q: it names no host", ErrTarget, shown)
	case u.User != nil:
		return Address{}, fmt.Errorf("%w %q: it holds a user or a password, which the API does not take: leave them out", ErrTarget, shown)
	case u.RawQuery != "" || u.Fragment != "":
		return Address{}, fmt.Errorf("%w %q: leave out everything from ? or # on", ErrTarget, shown)
	}
	path := strings.TrimRight(u.EscapedPath(), "/")
	var a Address
	if m := versioned.FindStringSubmatch(path); m != nil {
		path, a.Legacy, a.Project = m[1], m[2] == "v2", m[3]
	}
	a.Root = u.Scheme + "://" + u.Host + strings.TrimRight(path, "/")
	return a, nil
}

// openly returns the text of a URL without the places where secrets may stand:
// before the host, and behind the path.
func openly(text string) string {
	return beforeHost.ReplaceAllString(behindPath.ReplaceAllString(text, "?..."), "$1...@")
}

var (
	behindPath = regexp.MustCompile(`[?#].*`)
	beforeHost = regexp.MustCompile(`^(\w*:?//)?.*@`)
	// versioned matches a path that ends in a version, or in a version and a project.
	versioned = regexp.MustCompile(`^(.*?)/(v2|v2\.1)(?:/([0-9A-Za-z-]+))?$`)
)
