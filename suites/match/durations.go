package match

import (
	"fmt"
	"time"

	"github.com/osact/osact/openapi"
)

// TakeAsLong demands of answers to two questions in turn that the first question
// takes no longer than the second by more than a margin. The quickest answer to each
// counts: what a busy target adds now and then tells nothing.
func TakeAsLong(margin time.Duration) Check {
	return func(s *Scene) []openapi.Violation {
		var quickest [2]time.Duration
		for i, a := range s.Answers {
			if took := a.Exchange.Duration; i < 2 || took < quickest[i%2] {
				quickest[i%2] = took
			}
		}
		if quickest[0]-quickest[1] <= margin {
			return nil
		}
		return []openapi.Violation{{
			Kind: "duration", At: "duration",
			Want: fmt.Sprintf("at most %s more than %s", margin, quickest[1].Round(time.Millisecond)),
			Got:  fmt.Sprintf("%s at the quickest", quickest[0].Round(time.Millisecond)),
		}}
	}
}
