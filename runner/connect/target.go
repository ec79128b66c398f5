package connect

import (
	"fmt"
	"net/url"
	"regexp"
	"strings"
)

// ParseTarget reads a target's URL: the root of the compute service, with or
// without its version and a project behind that ("https://cloud:8774",
// "https://cloud/compute/v2.1", "https://cloud/v2/PROJECT"). It returns the
// root and the project, empty if the URL names none. Errors wrap ErrTarget.
func ParseTarget(text string) (root, project string, err error) {
	u, err := url.Parse(text)
	shown := openly(text)
	switch {
	case strings.TrimSpace(text) == "":
		return "", "", fmt.Errorf("%w: it is empty: give the root of the compute service, as in https://cloud:8774", ErrTarget)
	case err != nil:
		return "", "", fmt.Errorf("%w %q: it is no URL: give one like https://cloud:8774", ErrTarget, shown)
	case u.Scheme != "http" && u.Scheme != "https":
		return "", "", fmt.Errorf("%w %q: it must begin with http:// or https://", ErrTarget, shown)
	case u.Hostname() == "":
		return "", "", fmt.Errorf("%w %q: it names no host", ErrTarget, shown)
	case u.User != nil:
		return "", "", fmt.Errorf("%w %q: it holds a user or a password, which the API does not take: leave them out", ErrTarget, shown)
	case u.RawQuery != "" || u.Fragment != "":
		return "", "", fmt.Errorf("%w %q: leave out everything from ? or # on", ErrTarget, shown)
	}
	path := strings.TrimRight(u.EscapedPath(), "/")
	if m := versioned().FindStringSubmatch(path); m != nil {
		path, project = m[1], m[2]
	}
	return u.Scheme + "://" + u.Host + strings.TrimRight(path, "/"), project, nil
}

// openly returns the text of a URL without the places where secrets may stand:
// before the host, and behind the path.
func openly(text string) string {
	text = regexp.MustCompile(`[?#].*`).ReplaceAllString(text, "?...")
	return regexp.MustCompile(`^(\w*:?//)?.*@`).ReplaceAllString(text, "$1...@")
}

// versioned matches a path that ends in a version, or in a version and a project.
func versioned() *regexp.Regexp {
	return regexp.MustCompile(`^(.*?)/v2(?:\.1)?(?:/([0-9A-Za-z-]+))?$`)
}
