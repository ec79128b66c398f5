// Manual writes a page of the manual for each command of osact, for man(1):
//
//	go run ./runner/manual FOLDER VERSION DATE
//
// DATE is that of the release, in RFC 3339.
package main

import (
	"fmt"
	"os"
	"time"

	"github.com/spf13/cobra/doc"

	"github.com/osact/osact/runner/command"
)

func main() {
	if err := write(os.Args[1:]); err != nil {
		fmt.Fprintf(os.Stderr, "manual: %s\n", err)
		os.Exit(2)
	}
}

func write(args []string) error {
	if len(args) != 3 {
		return fmt.Errorf("it takes a folder, a version and a date, not %q", args)
	}
	date, err := time.Parse(time.RFC3339, args[2])
	if err != nil {
		return err
	}
	date = date.UTC()
	if err := os.MkdirAll(args[0], 0o755); err != nil {
		return err
	}
	return doc.GenManTree(command.Tree(), &doc.GenManHeader{
		Section: "1", Source: "osact " + args[1], Manual: "osact", Date: &date,
	}, args[0])
}
