// Osact judges an OpenStack Compute API by what it answers about instance
// actions. See package runner/command for what it does.
package main

import (
	"context"
	"io"
	"log"
	"os"

	"github.com/osact/osact/runner/command"
)

func main() {
	// net/http logs bytes that a server sends unasked, tokens and all.
	log.SetOutput(io.Discard)
	os.Exit(command.Main(context.Background(), os.Args[1:], os.Environ(), os.Stdout, os.Stderr))
}
