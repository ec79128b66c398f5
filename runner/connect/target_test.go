package connect

import (
	"errors"
	"strings"
	"testing"
)

func TestParseTarget(t *testing.T) {
	for text, want := range map[string]Address{
		"https://cloud:8774":          {Root: "https://cloud:8774"},
		"https://cloud:8774/":         {Root: "https://cloud:8774"},
		"https://cloud/compute":       {Root: "https://cloud/compute"},
		"https://cloud/compute/v2.1":  {Root: "https://cloud/compute"},
		"https://cloud/compute/v2.1/": {Root: "https://cloud/compute"},
		"http://cloud/v2":             {Root: "http://cloud", Legacy: true},
		"http://cloud/v2/147":         {Root: "http://cloud", Legacy: true, Project: "147"},
		"http://cloud/v2.1/ad355aa6":  {Root: "http://cloud", Project: "ad355aa6"},
		"http://[::1]:8774":           {Root: "http://[::1]:8774"},
		"http://cloud/v2beta":         {Root: "http://cloud/v2beta"},
	} {
		got, err := ParseTarget(text)
		if err != nil || got != want {
			t.Errorf("%s: got %+v, %v, want %+v", text, got, err, want)
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
		"https://u:secret@cloud:p":  "not a URL",
		"u:secret@cloud":            "http://",
		"https://cloud?x=secret":    "leave out everything",
		"https://cloud?x=1":         "leave out everything",
		"https://cloud/#here":       "leave out everything",
		"https://cloud/%zz":         "not a URL",
		"http://cloud:port/v2.1":    "not a URL",
		"https://cloud\x00/compute": "not a URL",
	} {
		_, err := ParseTarget(text)
		if !errors.Is(err, ErrTarget) || !strings.Contains(err.Error(), why) {
			t.Errorf("%q: got %v, want an ErrTarget that says %q", text, err, why)
		}
		if err != nil && strings.Contains(err.Error(), "secret") {
			t.Errorf("%q: the message repeats the password: %v", text, err)
		}
	}
}
