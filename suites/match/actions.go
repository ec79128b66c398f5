package match

import (
	"fmt"
	"time"

	"github.com/osact/osact/openapi"
)

// listedActions points to the actions of a list.
const listedActions = "/instanceActions/*"

// HaveNewestActionsFirst demands that no action of a list was asked for more
// than late after one that is listed below it. Actions come in the order in
// which they were recorded, and that may be so long after they were asked for.
func HaveNewestActionsFirst(late time.Duration) Check {
	return shown(func(_ *Scene, _ *Answer, doc any) []openapi.Violation {
		var wrong []openapi.Violation
		var oldest time.Time
		for _, place := range find(doc, listedActions+"/start_time") {
			start, ok := instant(place.value)
			if !ok {
				continue
			}
			if !oldest.IsZero() && start.After(oldest.Add(late)) {
				wrong = append(wrong, openapi.Violation{
					Kind: "order", At: place.at,
					Want: fmt.Sprintf("no later than %s after %s, the earliest start listed above it", late, oldest.Format(layout)), Got: openapi.Excerpt(place.value),
				})
			}
			if oldest.IsZero() || start.Before(oldest) {
				oldest = start
			}
		}
		return wrong
	})
}
