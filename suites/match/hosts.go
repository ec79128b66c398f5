package match

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"

	"github.com/osact/osact/openapi"
)

// HaveHostOfServer demands of two answers, the one that shows a server and the one
// that shows an action of it, that the compute service's events took place where the
// server is: hostId, and to an operator host, are those of the server. An action that
// is being repeated elsewhere is passed over: of two events of one name upstream ends
// the first alone.
func HaveHostOfServer() Check {
	return func(s *Scene) []openapi.Violation {
		doc, _ := s.Answers[0].Document()
		server, _ := field(doc, "server")
		action := *s
		action.Answers = s.Answers[1:]
		return shown(func(_ *Scene, _ *Answer, doc any) []openapi.Violation {
			events := eventsIn(doc)
			if repeatNames(events) && !allEnded(events) {
				return nil
			}
			var wrong []openapi.Violation
			for i, e := range events {
				if name, _ := field(e, "event"); !isComputes(name) {
					continue
				}
				for _, key := range [][2]string{{"hostId", "hostId"}, {"host", "OS-EXT-SRV-ATTR:host"}} {
					got, told := field(e, key[0])
					value, _ := field(server, key[1])
					if want, _ := value.(string); told && want != "" && got != value {
						wrong = append(wrong, openapi.Violation{Kind: "value", At: eventAt(i, key[0]), Want: openapi.Excerpt(want), Got: openapi.Excerpt(got)})
					}
				}
			}
			return wrong
		})(&action)
	}
}

// isComputes reports that an event is one of the service that runs on the host of a
// server, by how upstream names these.
func isComputes(name any) bool {
	text, _ := name.(string)
	return strings.HasPrefix(text, "compute_")
}

// allEnded reports that each event has finished.
func allEnded(events []any) bool {
	for _, e := range events {
		if end, _ := field(e, "finish_time"); end == nil {
			return false
		}
	}
	return true
}

// HaveHostHashes demands that the hostId of an event is the hex SHA-224 of the
// action's project and the event's host, where both are shown, and empty where
// there is no host. An action that nobody asked for counts as the server's
// project's, which the text names and which may be a symbol.
func HaveHostHashes(project string) Check {
	return shown(func(s *Scene, _ *Answer, doc any) []openapi.Violation {
		action, _ := field(doc, "instanceAction")
		initiator, _ := field(action, "project_id")
		owner, ok := initiator.(string)
		if !ok {
			var err error
			if owner, err = s.Bindings.Fill(project); err != nil || initiator != nil {
				return nil
			}
		}
		var wrong []openapi.Violation
		for i, e := range eventsIn(doc) {
			host, ok1 := field(e, "host")
			id, ok2 := field(e, "hostId")
			if !ok1 || !ok2 {
				continue
			}
			want := ""
			if name, _ := host.(string); name != "" {
				sum := sha256.Sum224([]byte(owner + name))
				want = hex.EncodeToString(sum[:])
			}
			if id != any(want) {
				wrong = append(wrong, openapi.Violation{Kind: "value", At: eventAt(i, "hostId"), Want: openapi.Excerpt(want), Got: openapi.Excerpt(id)})
			}
		}
		return wrong
	})
}
