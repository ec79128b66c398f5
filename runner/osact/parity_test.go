package main_test

import (
	"bytes"
	"context"
	"errors"
	"os"
	"os/exec"
	"strings"
	"sync"
	"testing"
)

// aloneInSuites is held by whoever lets ginkgo build: it builds into the folder of the
// specs, under one name.
var aloneInSuites sync.Mutex

// TestParity runs the suite in every way in which it can be run: each must
// come to the same digest.
func TestParity(t *testing.T) {
	t.Parallel()
	digests := map[string]string{}
	ways := []struct {
		name string
		argv func(out string) []string
	}{
		{"the binary", func(out string) []string { return []string{osact, "run", "--out", out} }},
		{"go test", func(out string) []string {
			return []string{"go", "test", "-count=1", "-run", "^TestConformance$", "./suites", "-args", "--out=" + out}
		}},
		{"go test in another order", func(out string) []string {
			return []string{"go", "test", "-count=1", "-run", "^TestConformance$", "./suites", "-args", "--ginkgo.randomize-all", "--ginkgo.seed=7", "--out=" + out}
		}},
		{"ginkgo", func(out string) []string {
			return []string{"go", "tool", "ginkgo", "./suites", "--", "--out=" + out, "--test.run=^TestConformance$"}
		}},
		{"ginkgo -p", func(out string) []string {
			return []string{"go", "tool", "ginkgo", "-p", "./suites", "--", "--out=" + out, "--test.run=^TestConformance$"}
		}},
	}
	aloneInSuites.Lock()
	defer aloneInSuites.Unlock()
	for _, way := range ways {
		out := t.TempDir()
		said, code := run(t, nil, way.argv(out)...)
		if code != 0 {
			t.Fatalf("%s: exit %d\n%s", way.name, code, said)
		}
		digests[way.name] = verdictIn(t, out).Digest
	}
	for name, digest := range digests {
		if digest != digests["the binary"] || digest == "" {
			t.Errorf("%s: digest %q, the binary's is %q", name, digest, digests["the binary"])
		}
	}
}

// TestTargetByVariableIsRefusedUnderGoTest: the result would be cached.
func TestTargetByVariableIsRefusedUnderGoTest(t *testing.T) {
	t.Parallel()
	said, code := run(t, []string{"OSACT_TARGET=http://127.0.0.1:1"}, "go", "test", "-run", "^TestConformance$", "./suites")
	if !strings.Contains(said, "-args --target=$OSACT_TARGET") || code == 0 {
		t.Errorf("it is not refused, exit %d:\n%s", code, said)
	}
}

// run runs a command in the module's root and returns what it printed, and its
// exit code.
func run(t *testing.T, variables []string, argv ...string) (string, int) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	cmd := exec.CommandContext(ctx, argv[0], argv[1:]...)
	cmd.Dir = "../.."
	for _, v := range os.Environ() {
		if !strings.HasPrefix(v, "OSACT_") && !strings.HasPrefix(v, "OS_") {
			cmd.Env = append(cmd.Env, v)
		}
	}
	cmd.Env = append(append(cmd.Env, lightly()), variables...)
	var said bytes.Buffer
	cmd.Stdout, cmd.Stderr = &said, &said
	err := cmd.Run()
	var exit *exec.ExitError
	if ctx.Err() != nil || err != nil && !errors.As(err, &exit) {
		t.Fatalf("%s: %v, after at most %s\n%s", strings.Join(argv, " "), err, patience, said.String())
	}
	return said.String(), cmd.ProcessState.ExitCode()
}
