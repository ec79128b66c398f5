package main_test

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// known is the part of "osact version --json" that the tests look at.
type known struct {
	Version, Commit, Date string
	Modified              *bool
}

// built builds the binary with flags of go build, and returns what it says
// about itself, for people and as JSON.
func built(t *testing.T, flags ...string) (string, known) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "osact")
	argv := append(append([]string{"build"}, flags...), "-o", path, ".")
	if out, err := exec.CommandContext(t.Context(), "go", argv...).CombinedOutput(); err != nil {
		t.Fatalf("go %s: %v\n%s", strings.Join(argv, " "), err, out)
	}
	said, err := exec.CommandContext(t.Context(), path, "version").Output()
	if err != nil {
		t.Fatal(err)
	}
	encoded, err := exec.CommandContext(t.Context(), path, "version", "--json").Output()
	if err != nil {
		t.Fatal(err)
	}
	var k known
	if err := json.Unmarshal(encoded, &k); err != nil {
		t.Fatalf("%v in\n%s", err, encoded)
	}
	if short, err := exec.CommandContext(t.Context(), path, "--version").Output(); err != nil || string(short) != "osact "+k.Version+"\n" {
		t.Errorf("osact --version says %q, %v, want the version %q", short, err, k.Version)
	}
	return string(said), k
}

// git returns what git says about the repository of these files. In CI they are in
// one, elsewhere they may be an archive.
func git(t *testing.T, args ...string) string {
	t.Helper()
	out, err := exec.CommandContext(t.Context(), "git", args...).Output()
	if err != nil && os.Getenv("CI") == "" {
		t.Skipf("these files are in no git repository: git %s: %v", strings.Join(args, " "), err)
	}
	if err != nil {
		t.Fatalf("git %s: %v", strings.Join(args, " "), err)
	}
	return strings.TrimSpace(string(out))
}

// TestVersionTellsTheCommit: a build in the repository needs no flag for that.
func TestVersionTellsTheCommit(t *testing.T) {
	t.Parallel()
	commit, modified := git(t, "rev-parse", "HEAD"), git(t, "status", "--porcelain") != ""
	said, k := built(t, "-buildvcs=true", "-ldflags=-s -w") // as by default, whatever GOFLAGS says
	if k.Commit != commit || k.Date == "" || k.Modified == nil || *k.Modified != modified {
		t.Errorf("%+v, want commit %s, modified %v", k, commit, modified)
	}
	if strings.Contains(said, "uncommitted") != modified || !strings.HasPrefix(said, "osact "+k.Version+", of commit "+commit+" from "+k.Date) {
		t.Errorf("commit %s, modified %v, but it says\n%s", commit, modified, said)
	}
}

// TestVersionOfARelease: the linker tells what a build without its repository
// cannot know.
func TestVersionOfARelease(t *testing.T) {
	t.Parallel()
	const at = "github.com/osact/osact/runner/version."
	said, k := built(t, "-buildvcs=false", "-ldflags",
		"-s -w -X "+at+"linked=1.2.3 -X "+at+"linkedCommit=c0ffee -X "+at+"linkedDate=2026-11-30T05:39:50Z")
	if k.Version != "1.2.3" || k.Commit != "c0ffee" || k.Date != "2026-11-30T05:39:50Z" || k.Modified != nil {
		t.Errorf("%+v, want what the linker was given", k)
	}
	if want := "osact 1.2.3, of commit c0ffee from 2026-11-30T05:39:50Z, built with go"; !strings.HasPrefix(said, want) {
		t.Errorf("it says\n%s, want\n%s…", said, want)
	}
}
