package main_test

import (
	"net/http"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/osact/osact/fixtures/faults"
)

// TestReadmeShowsARun holds the README's samples against what osact prints, and its length against a page or two.
func TestReadmeShowsARun(t *testing.T) {
	t.Parallel()
	readme, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	if lines := strings.Count(string(readme), "\n"); lines > 150 {
		t.Errorf("the README has %d lines: what goes beyond 150 has its place in the README of a folder", lines)
	}
	t.Run("of the reference cloud", func(t *testing.T) {
		t.Parallel()
		got := call(t, nil, "run").stdout
		compareSample(t, sampleOf(t, string(readme), "$ make run"), got)
		if digest := sampleOf(t, string(readme), "$ bin/osact judge")[0]; !strings.Contains(got, digest+"\n") {
			t.Errorf("the README says\n%s\nand osact prints\n%s", digest, got)
		}
	})
	t.Run("of a broken cloud", func(t *testing.T) {
		t.Parallel()
		fault, ok := faults.Find("events-oldest-first")
		if !ok {
			t.Fatal("there is no such fault")
		}
		root, tokens := serve(t, func(h http.Handler) http.Handler { return fault.Wrap(h) })
		var member []string
		for _, variable := range tokens {
			if strings.HasPrefix(variable, "OSACT_TOKEN_MEMBER=") {
				member = append(member, variable)
			}
		}
		got := call(t, member, "run", "--target", root).stdout
		compareSample(t, sampleOf(t, string(readme), "$ OSACT_TOKEN_MEMBER="), strings.ReplaceAll(got, root, "http://127.0.0.1:18774/compute"))
	})
}

// sampleOf returns the lines that follow a command in the README, up to the end
// of its block.
func sampleOf(t *testing.T, readme, command string) []string {
	t.Helper()
	_, after, found := strings.Cut(readme, "    "+command)
	if !found {
		t.Fatalf("the README does not show %q", command)
	}
	lines := strings.Split(after, "\n")[1:]
	for i, line := range lines {
		switch {
		case strings.HasPrefix(line, "    "):
			lines[i] = line[4:]
		case line != "":
			return lines[:i-1]
		}
	}
	return lines
}

// What differs from run to run: how long it took, and how often an action that
// has not ended yet was looked at.
var passing = regexp.MustCompile(`[0-9]+ requests in [0-9.]+m?s`)

// compareSample demands that a sample is what is printed, from the first line on.
// Where a line of the sample ends in …, or has it before a quote, it is cut there.
func compareSample(t *testing.T, sample []string, printed string) {
	t.Helper()
	got := strings.Split(printed, "\n")
	for i, want := range sample {
		want = passing.ReplaceAllString(want, "N requests in T")
		line := ""
		if i < len(got) {
			line = passing.ReplaceAllString(got[i], "N requests in T")
		}
		before, _, cut := strings.Cut(want, "…")
		if line != want && !(cut && strings.HasPrefix(line, before)) {
			t.Errorf("line %d of the sample reads\n%s\nand osact prints\n%s", i+1, want, line)
		}
	}
	if len(sample) < 5 {
		t.Errorf("the sample has %d lines", len(sample))
	}
}
