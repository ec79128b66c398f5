package main_test

import (
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// What osact may take of whoever runs it, however bad the target.
const (
	outerBound = 2 * time.Minute // after this it is killed, however busy the machine
	mostBusy   = time.Minute     // processor time
	mostMemory = 300 << 10       // KiB
	mostLines  = 40              // on the console
	// Where a part of the target is good there is more to say: why not all can
	// be judged, and what is violated, a block for each cause.
	mostPartly   = 60
	mostViolated = 125
)

// badTarget is a target with which something is wrong, and what osact must make
// of that.
type badTarget struct {
	name  string
	setUp func(t *testing.T) attempt
	code  int
	// says are words of the sentences that must be said, wherever lines end:
	// what is wrong, and what to do about it.
	says  []string
	lines int // on the console at most; 0: mostLines
	// whole asks all that the profile has, where it matters how much comes back. Else
	// the questions that cover the factors are left out.
	whole bool
}

// uncovered leaves out the questions that cover the factors, where what is tested is
// not how many there are: with them a run takes half as long again.
var uncovered = []string{"--budget", "0"}

// attempt is how osact is sent at a target.
type attempt struct {
	args      []string
	variables []string
	secrets   []string           // that must not get out
	after     func(t *testing.T) // nil: nothing is to be looked at afterwards
}

// try runs osact and holds what it does against the row.
func (b badTarget) try(t *testing.T) {
	t.Parallel()
	a := b.setUp(t)
	out := t.TempDir()
	args := slices.Concat([]string{"run", "--out", out, "--deadline", "30s"}, a.args)
	if !b.whole {
		args = append(args, uncovered...)
	}
	got, took := weighed(t, outerBound, 0, a.variables, args...)
	if a.after != nil {
		a.after(t)
	}
	b.judge(t, got, took)
	tellsNone(t, a.secrets, got, out)
	recording := filepath.Join(out, "recording.har")
	if _, err := os.Stat(recording); err != nil {
		b.note(t, took, "")
		if got.stdout != "" || strings.Count(got.stderr, "\n") != 1 {
			t.Errorf("without a recording it is to say one line:\n%s%s", got.stdout, got.stderr)
		}
		return
	}
	v := verdictIn(t, out)
	if v.Exit != b.code {
		t.Errorf("verdict %s with exit %d, want %d", v.Verdict, v.Exit, b.code)
	}
	again, weight := weighed(t, outerBound, 0, nil, "judge", recording)
	if again.code != b.code || !strings.Contains(again.stdout, v.Digest) || weight.Peak > mostMemory || weight.Busy > mostBusy {
		t.Errorf("judged again: exit %d, %d KiB, %s; want exit %d, the digest %s and less than %d KiB and %s\n%s%s",
			again.code, weight.Peak, weight.Busy, b.code, v.Digest, mostMemory, mostBusy, again.stdout, again.stderr)
	}
	b.note(t, took, fmt.Sprintf("judged again %5.2f s %4d MiB", weight.Wall.Seconds(), weight.Peak>>10))
}

// judge holds what osact said and took against the row.
func (b badTarget) judge(t *testing.T, got outcome, took weight) {
	t.Helper()
	said := got.stdout + got.stderr
	if got.code != b.code {
		t.Errorf("exit %d, want %d", got.code, b.code)
	}
	for _, words := range b.says {
		if !strings.Contains(strings.Join(strings.Fields(said), " "), words) {
			t.Errorf("it does not say %q", words)
		}
	}
	most := b.lines
	if most == 0 {
		most = mostLines
	}
	if lines := strings.Count(said, "\n"); lines > most {
		t.Errorf("%d lines on the console, want %d at most", lines, most)
	}
	if took.Peak > mostMemory || took.Busy > mostBusy {
		t.Errorf("%d KiB of memory and %s of processor time, want %d and %s at most", took.Peak, took.Busy, mostMemory, mostBusy)
	}
	if t.Failed() {
		t.Logf("it said:\n%s", said)
	}
}

// note leaves a line of measurements.
func (b badTarget) note(t *testing.T, took weight, more string) {
	t.Helper()
	t.Logf("%-44s exit %d %6.2f s %4d MiB  %s", b.name, b.code, took.Wall.Seconds(), took.Peak>>10, more)
}

// tellsNone fails the test if a secret stands on the console or in a result.
func tellsNone(t *testing.T, secrets []string, got outcome, out string) {
	t.Helper()
	outputs := contents(t, out)
	outputs["the console"] = got.stdout + got.stderr
	for where, text := range outputs {
		for _, secret := range secrets {
			if strings.Contains(text, secret) {
				t.Errorf("%s holds the secret %q", where, secret)
			}
		}
	}
}

// contents returns what a folder holds, by name.
func contents(t *testing.T, folder string) map[string]string {
	t.Helper()
	files, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	held := map[string]string{}
	for _, f := range files {
		if f.IsDir() { // of runs
			continue
		}
		content, err := os.ReadFile(filepath.Join(folder, f.Name()))
		if err != nil {
			t.Fatal(err)
		}
		held[f.Name()] = string(content)
	}
	return held
}

// somebody is a variable with a token for targets that look at none.
const somebody = "OSACT_TOKEN_MEMBER=the-token-of-somebody"

// at is an attempt at an address.
func at(root string, variables ...string) attempt {
	a := attempt{args: []string{"--target", root, "--timeout", "20s"}, variables: variables}
	isToken := func(v string) bool { return strings.HasPrefix(v, "OSACT_TOKEN_") }
	if !slices.ContainsFunc(variables, isToken) {
		a.variables = append(a.variables, somebody)
	}
	for _, v := range a.variables {
		if isToken(v) {
			_, token, _ := strings.Cut(v, "=")
			a.secrets = append(a.secrets, token)
		}
	}
	return a
}

// impatient is an attempt with a second for each question.
func impatient(setUp func(*testing.T) attempt) func(*testing.T) attempt {
	return func(t *testing.T) attempt {
		a := setUp(t)
		a.args = append(a.args, "--timeout", "1s", "--concurrency", "64")
		return a
	}
}

// always is an attempt at a target that answers everything by h.
func always(h http.HandlerFunc) func(*testing.T) attempt {
	return func(t *testing.T) attempt { return at(everywhere(t, h)) }
}

// partly is an attempt at the reference cloud with something before it.
func partly(wrap func(http.Handler) http.Handler) func(*testing.T) attempt {
	return func(t *testing.T) attempt {
		root, tokens := serve(t, wrap)
		return at(root, tokens...)
	}
}

func TestBadTargets(t *testing.T) {
	t.Parallel()
	for _, b := range slices.Concat(badAddresses(), badCertificates(), badTokens(), badAnswers(t)) {
		t.Run(b.name, b.try)
	}
}
