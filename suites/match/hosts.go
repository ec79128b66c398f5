package match

import (
	"crypto/sha256"
	"encoding/hex"

	"github.com/osact/osact/openapi"
)

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
