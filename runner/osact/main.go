// Osact judges an OpenStack Compute API by what it answers about instance
// actions. See package runner/command for what it does.
package main

import (
	"context"
	"io"
	"log"
	"os"
	"runtime/debug"

	"github.com/osact/osact/runner/command"
)

// memoryLimit is the memory, in bytes, near which garbage is collected more often.
const memoryLimit = 224 << 20

func main() {
	// What a hostile target answers is to cost time rather than memory.
	debug.SetMemoryLimit(memoryLimit)
	// net/http logs bytes that a server sends unasked, tokens and all.
	log.SetOutput(io.Discard)
	os.Exit(command.Main(context.Background(), os.Args[1:], os.Environ(), os.Stdout, os.Stderr))
}
