// Package command is osact's command line: one file a command, each of which
// reads flags, calls the rooms that do the work, and says what came of it.
package command
