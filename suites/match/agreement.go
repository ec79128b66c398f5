package match

import (
	"github.com/osact/osact/openapi"
)

// MatchListEntries demands of an answer that shows an action, and of lists of
// whichever servers, that where a list has the action every key that both have
// has an equal value, but for the given ones. One request can have caused two
// actions of a server, of which one is shown: it is enough if one agrees. A
// list that was refused has nothing to agree with.
func MatchListEntries(but ...string) Check {
	cut := func(x, y map[string]any) (map[string]any, map[string]any) { return shared(less(x, but), less(y, but)) }
	return func(s *Scene) []openapi.Violation {
		doc, wrong := firstAction(s)
		if wrong != nil {
			return wrong
		}
		shown, _ := field(doc, "instanceAction")
		action, _ := shown.(map[string]any)
		for _, a := range s.Answers[1:] {
			doc, _ := a.Document()
			var differ []openapi.Violation
			agreed := false
			for _, item := range find(doc, listedActions) {
				if having("request_id", action["request_id"])(item) && having("instance_uuid", action["instance_uuid"])(item) {
					different := sameActions([]located{{item.at, action}}, []located{item}, cut)
					agreed = agreed || len(different) == 0
					differ = append(differ, different...)
				}
			}
			if !agreed {
				wrong = append(wrong, differ...)
			}
		}
		return wrong
	}
}
