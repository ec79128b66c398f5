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
		if whole == nil {
			return nil
		}
		got := idsIn(a)
		var wrong []openapi.Violation
		for _, state := range whole.states(a) {
			want, _, ok := whole.cut(state, a, s.Records())
			if !ok {
				return nil
			}
			if len(a.List("links")) > 0 && len(got) < len(want) {
				want = want[:len(got)]
			}
			if slices.Equal(want, got) {
				return nil
			}
			wrong = []openapi.Violation{firstDifference(want, got, whole.from)}
		}
		return wrong
	})
}

// HaveLinkWhereMoreFollow demands that a page of some actions has a link to the next one
// where its limit leaves out what is known to follow.
func HaveLinkWhereMoreFollow() Check {
	return shown(func(s *Scene, a *Answer, _ any) []openapi.Violation {
		whole := s.Records().lists[a.ServerAsked()]
		if whole == nil || len(idsIn(a)) == 0 || len(a.List("links")) > 0 {
			return nil
		}
		fewest := 0
		for i, state := range whole.states(a) {
			_, more, ok := whole.cut(state, a, s.Records())
			if !ok || more == 0 {
				return nil
			}
			if i == 0 || more < fewest {
				fewest = more
			}
		}
		if fewest == 0 {
			return nil
		}
		return []openapi.Violation{{
			Kind: "presence", At: "/links",
			Want: fmt.Sprintf("a link to the next page, since %d more follow, as %s tells", fewest, whole.from.Exchange.Probe), Got: "nothing",
		}}
	})
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
