package main_test

import (
	"bytes"
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// TestParity runs the suite in every way in which it can be run: each must
// come to the same digest.
func TestParity(t *testing.T) {
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
	for _, way := range ways {
		out := t.TempDir()
		said := run(t, nil, way.argv(out)...)
		if _, err := os.Stat(filepath.Join(out, "verdict.json")); err != nil {
			t.Fatalf("%s: %v\n%s", way.name, err, said)
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
	said := run(t, []string{"OSACT_TARGET=http://127.0.0.1:1"}, "go", "test", "-run", "^TestConformance$", "./suites")
	if !strings.Contains(said, "-args --target=$OSACT_TARGET") || !strings.Contains(said, "FAIL") {
		t.Errorf("it is not refused:\n%s", said)
	}
}

// run runs a command in the module's root and returns what it printed.
func run(t *testing.T, variables []string, argv ...string) string {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	cmd := exec.CommandContext(ctx, argv[0], argv[1:]...)
	cmd.Dir = ".."
	for _, v := range os.Environ() {
		if !strings.HasPrefix(v, "OSACT_") {
			cmd.Env = append(cmd.Env, v)
		}
	}
	cmd.Env = append(cmd.Env, variables...)
	var said bytes.Buffer
	cmd.Stdout, cmd.Stderr = &said, &said
	if err := cmd.Run(); err != nil && ctx.Err() != nil {
		t.Fatalf("%s: no end within %s\n%s", strings.Join(argv, " "), patience, said.String())
	}
	return said.String()
}
