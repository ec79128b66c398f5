// Package play asks a target the questions of a run and hands back what came
// of them.
//
// One goroutine holds the course, which says what may be asked next, and
// gives it every answer; others send, so many at a time. Nothing is asked
// again to get a better answer, no redirect is followed, and an exchange
// leaves this package only after the tokens in it have been replaced and its
// headers chosen by allow-list. Every wait has a bound, and so has all that is
// kept.
package play
