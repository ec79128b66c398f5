package match_test

import (
	"testing"

	. "github.com/osact/osact/suites/match"
)

func TestVersions(t *testing.T) { testTwins(t, versionsTwins()) }

func versionsTwins() []twin {
	same := HaveEqualVersions("v2.1")
	document := answer(body(`{"version": {"id": "v2.1", "min_version": "2.1", "version": "2.93"}}`))
	root := func(v21 string) *Answer {
		return answer(body(`{"versions": [{"id": "v2.0", "min_version": "", "version": ""}, ` + v21 + `]}`))
	}
	good := scene(document, root(`{"id": "v2.1", "min_version": "2.1", "version": "2.93"}`))
	return []twin{
		{
			"HaveEqualVersions", "another maximum", same, good,
			scene(document, root(`{"id": "v2.1", "min_version": "2.1", "version": "2.95"}`)),
			[]wrong{{"difference", "/versions/1/version"}},
		},
		{
			"HaveEqualVersions", "no minimum", same, good,
			scene(document, root(`{"id": "v2.1", "version": "2.93"}`)),
			[]wrong{{"difference", "/versions/1/min_version"}},
		},
		{
			"HaveEqualVersions", "the document of another version", same, scene(document, root(`{"id": "v2.2", "version": "2.95"}`)),
			scene(document, root(`{"id": "v2.1", "min_version": [], "version": "2.93"}`)),
			[]wrong{{"difference", "/versions/1/min_version"}},
		},
		{"HaveEqualVersions", "an answer that is no 200", same, good, scene(document, refusal()), []wrong{{"status", "status"}}},
	}
}
