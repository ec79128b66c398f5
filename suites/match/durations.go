package match

import (
	"fmt"
	"time"

	"github.com/osact/osact/openapi"
)

// fewest is how many answers of a kind tell how quick one can be.
const fewest = 5

// TakeAsLong demands of two refusals, each about a server, that the first takes no
// longer than the second by more than a margin. The quickest answer counts of all in
// which the same actor was refused the same of the same server: what a busy target adds
// now and then tells nothing. With less than five of each nothing is demanded.
func TakeAsLong(margin time.Duration) Check {
	return func(s *Scene) []openapi.Violation {
		var quickest [2]time.Duration
		for i, a := range s.Answers {
			n := 0
			for _, other := range s.Heard {
				if !refusedAlike(a, other) {
					continue
				}
				if took := other.Exchange.Duration; n == 0 || took < quickest[i] {
					quickest[i] = took
				}
				n++
			}
			if n < fewest {
				return nil
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

// refusedAlike reports that two answers refuse one actor the same of one server.
func refusedAlike(a, b *Answer) bool {
	return a.Exchange.Probe.As == b.Exchange.Probe.As && a.Place.Path == b.Place.Path && a.ServerAsked() == b.ServerAsked() &&
		a.Response.Status == b.Response.Status && a.Exchange.Request.Method == b.Exchange.Request.Method
}
