package phrase

import (
	"strconv"
)

// maxText bounds a text from a target within a rendering, in characters.
const maxText = 300

// Clip cuts a text to maxText characters.
func Clip(s string) string {
	n := 0
	for i := range s {
		if n == maxText {
			return s[:i] + "…"
		}
		n++
	}
	return s
}

// Count writes a number and what it counts: "1 probe", "2 probes".
func Count(n int, one string) string {
	if n == 1 {
		return "1 " + one
	}
	return strconv.Itoa(n) + " " + one + "s"
}

// First returns the first of a list, and how many it leaves out.
func First[T any](list []T, n int) ([]T, int) {
	if len(list) <= n {
		return list, 0
	}
	return list[:n], len(list) - n
}
