package main_test

import (
	"bytes"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestBadOut: where the results cannot be written, osact says so in a line.
func TestBadOut(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	occupied := t.TempDir()
	if err := os.Mkdir(filepath.Join(occupied, "verdict.json"), 0o700); err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		name, out, says string
	}{
		{"a file", file, "can't be made"},
		{"below a file", filepath.Join(file, "out"), "can't be made"},
		// No mode keeps root from writing, but some file systems do.
		{"a file system that takes no files", "/proc/self", "can't be written to"},
		{"a folder in the place of a result", occupied, "verdict.json: it is not a regular file"},
	} {
		t.Run(test.name, func(t *testing.T) {
			b := badTarget{name: "unwritable --out: " + test.name, code: 2, says: []string{"--out", test.says}, lines: 1}
			t.Parallel()
			got, took := weighed(t, outerBound, 0, nil, "run", "--out", test.out, "--only", "show.status.is-200")
			b.judge(t, got, took)
			b.note(t, took, "")
		})
	}
}

// TestFullDisk: the results of the run before stay whole, whenever the disk is
// full.
func TestFullDisk(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name      string
		variables []string
		target    []string // whose results come too late
		room      uint64   // bytes
	}{
		{"for the first file", nil, nil, 100 << 10},
		{"for the last file", []string{somebody}, []string{"--target", "http://127.0.0.1:1"}, 100 << 10},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			out := t.TempDir()
			if got := call(t, nil, append([]string{"run", "--out", out}, uncovered...)...); got.code != 0 {
				t.Fatalf("exit %d\n%s%s", got.code, got.stdout, got.stderr)
			}
			before := contents(t, out)
			b := badTarget{name: "disk full " + test.name, code: 2, says: []string{"can't be written", "free the disk or choose another --out"}, lines: 1}
			got, took := weighed(t, outerBound, test.room, test.variables, append([]string{"run", "--out", out}, test.target...)...)
			b.judge(t, got, took)
			b.note(t, took, "")
			if diff := cmp.Diff(before, contents(t, out)); diff != "" {
				t.Errorf("the results of the run before are changed (-before +after):\n%.2000s", diff)
			}
		})
	}
}

// TestFullConsole: what cannot be said is not said to have gone well.
func TestFullConsole(t *testing.T) {
	t.Parallel()
	full, err := os.OpenFile("/dev/full", os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer full.Close()
	recorded := t.TempDir()
	if got := call(t, nil, "run", "--out", recorded, "--only", "show.status.is-200"); got.code != 0 {
		t.Fatalf("exit %d\n%s%s", got.code, got.stdout, got.stderr)
	}
	for _, args := range [][]string{
		{"run", "--out", t.TempDir(), "--only", "show.status.is-200"},
		{"check"},
		{"plan"},
		{"list"},
		{"explain", "show.status.is-200"},
		{"contract"},
		{"judge", filepath.Join(recorded, "recording.har")},
		{"version"},
	} {
		cmd := command(t, nil, args...)
		var stderr bytes.Buffer
		cmd.Stdout, cmd.Stderr = full, &stderr
		_ = cmd.Run() // the exit code says it
		if code := cmd.ProcessState.ExitCode(); code != 2 || strings.Count(stderr.String(), "\n") != 1 {
			t.Errorf("osact %s: exit %d, and %q; want 2, and one line", args[0], code, stderr.String())
		}
	}
}

// withoutSeal makes a recording like those of before there were seals.
func withoutSeal(recording string) string {
	return regexp.MustCompile(`,"seal":"[0-9a-f]*"|,\s*"_seal":\{[^}]*\}`).ReplaceAllString(recording, "")
}

// TestBadRecordings: what is no whole recording of osact's is not judged.
func TestBadRecordings(t *testing.T) {
	t.Parallel()
	out := t.TempDir()
	if got := call(t, nil, "run", "--out", out, "--only", "show.status.is-200"); got.code != 0 {
		t.Fatalf("exit %d\n%s%s", got.code, got.stdout, got.stderr)
	}
	whole := contents(t, out)["recording.har"]
	replace := func(old, by string) string {
		if !strings.Contains(whole, old) {
			t.Fatalf("the recording does not hold %q", old)
		}
		return strings.Replace(whole, old, by, 1)
	}
	for _, test := range []struct {
		name, content, says string
	}{
		{"empty", "", "it is empty"},
		{"truncated in the middle", whole[:len(whole)/2], "it is cut off"},
		{"truncated by its last bracket", strings.TrimRight(whole, "} \n"), "it is cut off"},
		{"two of them", whole + whole, "follows the end of the document"},
		{"HTML", "<!doctype html><title>404</title>", "it is not JSON"},
		{"of gzip", "\x1f\x8b\x08\x00", "it is no bundle"},
		{"a verdict", contents(t, out)["verdict.json"], "it is no HAR"},
		{"100,000 deep", strings.Repeat("[", 100_000), "it is no HAR"},
		{"100,000 deep where it is skipped", `{"log": {"pages": ` + strings.Repeat("[", 100_000), "depth"},
		{"foreign", `{"log": {"version": "1.2", "creator": {"name": "Firefox", "version": "140"}, "entries": []}}`, "it was recorded by Firefox, not by osact"},
		{"of another version of HAR", replace(`"1.2"`, `"1.1"`), "it is HAR version"},
		{"of another profile than its seal", replace(`"full"`, `"fuller"`), "this recording was altered or damaged: what it says of the run"},
		{"of a profile that is not there", withoutSeal(replace(`"full"`, `"fuller"`)), `did you mean "full"`},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			path := filepath.Join(t.TempDir(), "recording.har")
			if err := os.WriteFile(path, []byte(test.content), 0o600); err != nil {
				t.Fatal(err)
			}
			b := badTarget{name: "recording: " + test.name, code: 2, says: []string{test.says}, lines: 1}
			got, took := weighed(t, outerBound, 0, nil, "judge", path)
			b.judge(t, got, took)
			b.note(t, took, "")
		})
	}
	for _, path := range []string{"/dev/zero", "/dev/null", t.TempDir()} {
		b := badTarget{name: "recording: " + path, code: 2, says: []string{"can't be judged"}, lines: 1}
		got, took := weighed(t, outerBound, 0, nil, "judge", path)
		b.judge(t, got, took)
		b.note(t, took, "")
	}
}
