//go:build race

package judge_test

// sparing is how many clouds stand for one that is recorded and judged under the race
// detector, in tests that do the same with many: one goroutine computes each of them.
// TestTrialIsSafeForConcurrentUse is what the detector is for. go test without it has
// them all.
const sparing = 5
