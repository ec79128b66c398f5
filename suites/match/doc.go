// Package match holds the checks: what can be demanded of the answers to the
// probes of one claim.
//
// A check is a pure function of a scene. It reports every violation that it
// finds, never only the first, and it accepts whatever bytes an answer holds.
// Every check has a twin pair in the tests: a scene that it accepts and one that
// it refuses.
package match
