// Package options has what a user says of a run: its flags, what fills those that
// the command line leaves alone, and what they come to: a connection, and a run
// that is ready to ask. The command line and the Ginkgo specs both go by it.
package options
