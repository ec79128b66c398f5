package compare

import "github.com/osact/osact/runner/verdict"

// Slower is how long answers to one operation took before and now. Nothing depends on
// it.
type Slower struct {
	Operation string          `json:"operation"`
	Was       verdict.Latency `json:"was"`
	Is        verdict.Latency `json:"is"`
}

// latencies pairs what is known of both verdicts.
func latencies(was, is verdict.Verdict) []Slower {
	var all []Slower
	for _, now := range is.Latency {
		for _, before := range was.Latency {
			if before.Operation == now.Operation {
				all = append(all, Slower{now.Operation, before, now})
			}
		}
	}
	return all
}
