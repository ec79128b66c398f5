// Package exchange holds what a run asked and what it heard: probes,
// exchanges, and the recording that keeps them.
//
// It is pure data over the standard library. Nothing in it opens a
// connection, reads a clock or knows a requirement, so that a recording means
// the same to whoever holds it. Recordings are written and read as HAR 1.2.
package exchange
