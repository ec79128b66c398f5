package connect

import (
	"errors"
	"strings"
	"testing"
)

func TestParseTarget(t *testing.T) {
	for _, test := range []struct{ text, root, project string }{
		{"https://cloud:8774", "https://cloud:8774", ""},
		{"https://cloud:8774/", "https://cloud:8774", ""},
		{"https://cloud/compute", "https://cloud/compute", ""},
		{"https://cloud/compute/v2.1", "https://cloud/compute", ""},
		{"https://cloud/compute/v2.1/", "https://cloud/compute", ""},
		{"http://cloud/v2", "http://cloud", ""},
		{"http://cloud/v2/147", "http://cloud", "147"},
		{"http://cloud/v2.1/ad355aa6ed3e4cf5ae0fa0df652bc291", "http://cloud", "ad355aa6ed3e4cf5ae0fa0df652bc291"},
		{"http://[::1]:8774", "http://[::1]:8774", ""},
		{"http://cloud/v2beta", "http://cloud/v2beta", ""},
	} {
		root, project, err := ParseTarget(test.text)
		if err != nil || root != test.root || project != test.project {
			t.Errorf("%s: got %q, %q, %v, want %q, %q", test.text, root, project, err, test.root, test.project)
		}
	}
}

func TestParseTargetRefuses(t *testing.T) {
	for text, why := range map[string]string{
		"":                          "empty",
		"  ":                        "empty",
		"cloud:8774":                "http://",
		"ftp://cloud":               "http://",
		"https://":                  "names no host",
		"https://:8774":             "names no host",
		"https://u:secret@cloud":    "leave them out",
		"https://secret@cloud":      "leave them out",
		"https://u:secret@":         "names no host",
		"ftp://u:secret@cloud":      "http://",
		"https://u:secret@cloud:p":  "no URL",
		"u:secret@cloud":            "http://",
		"https://cloud?x=secret":    "leave out everything",
		"https://cloud?x=1":         "leave out everything",
		"https://cloud/#here":       "leave out everything",
		"https://cloud/%zz":         "no URL",
		"http://cloud:port/v2.1":    "no URL",
		"https://cloud\x00/compute": "no URL",
	} {
		_, _, err := ParseTarget(text)
		if !errors.Is(err, ErrTarget) || !strings.Contains(err.Error(), why) {
			t.Errorf("%q: got %v, want an ErrTarget that says %q", text, err, why)
		}
		if err != nil && strings.Contains(err.Error(), "secret") {
			t.Errorf("%q: the message repeats the password: %v", text, err)
		}
	}
}
