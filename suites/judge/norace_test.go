//go:build !race

package judge_test

// sparing is 1 where no cloud is left out: see race_test.go.
const sparing = 1
