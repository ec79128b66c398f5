// Package play asks a target the questions of a run and hands back what came
// of them.
//
// One goroutine holds the walk, which says what to ask next, and gives it every
// answer; others send, a fixed number at a time. Nothing that the API answered
// is asked again. No redirect is followed. Tokens are replaced, and headers chosen
// by an allow-list, before an exchange leaves this package. Every wait and all
// that is kept has a limit.
package play
