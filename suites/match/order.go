package match

import (
	"fmt"
	"slices"

	"github.com/osact/osact/openapi"
)

// MatchListOrder demands that each list is a cut of one list of all the server's
// actions, in its order: what changed in the period that was asked for, after the
// marker, as many as the limit or a link to a next page allow.
func MatchListOrder() Check {
	return shown(func(s *Scene, a *Answer, _ any) []openapi.Violation {
		whole := s.Records().lists[a.ServerAsked()]
		if whole == nil || whole.from == a {
			return nil
		}
		got := idsIn(a)
		want, ok := whole.cut(a, s.Records())
		if !ok {
			return nil
		}
		if whole.grew && !asksForMarker(a) {
			want, got = withoutNewer(want, got)
		}
		if len(a.List("links")) > 0 && len(got) < len(want) {
			want = want[:len(got)]
		}
		if slices.Equal(want, got) {
			return nil
		}
		return []openapi.Violation{firstDifference(want, got, whole.from)}
	})
}

// withoutNewer leaves out what the one of two lists has in front of the other's
// first action, and cuts the wanted list as much shorter.
func withoutNewer(want, got []string) (w, g []string) {
	if len(want) == 0 || len(got) == 0 {
		return want, got
	}
	if at := slices.Index(want, got[0]); at > 0 {
		return want[at:], got[:min(len(got), len(want)-at)]
	}
	if at := slices.Index(got, want[0]); at > 0 {
		got = got[at:]
		return want[:min(len(want), len(got))], got
	}
	return want, got
}

// firstDifference says where two lists of request ids part.
func firstDifference(want, got []string, from *Answer) openapi.Violation {
	at := 0
	for at < len(got) && at < len(want) && got[at] == want[at] {
		at++
	}
	v := openapi.Violation{Kind: "order", At: fmt.Sprintf("/instanceActions/%d", at), Want: "the end of the list", Got: "the end of the list"}
	if at < len(want) {
		v.Want = openapi.Excerpt(want[at])
	}
	if at < len(got) {
		v.Got = openapi.Excerpt(got[at])
	}
	v.Want = fmt.Sprintf("%s, as %s tells", v.Want, from.Exchange.Probe)
	return v
}
