package main_test

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/osact/osact/suites/exchange"
)

// TestDiffOfBundles compares bundles of one cloud: what the cloud does and what the
// contract makes of it are said apart.
func TestDiffOfBundles(t *testing.T) {
	t.Parallel()
	r := newRelease(t)
	folder, contract := t.TempDir(), ownContract(t)
	at := func(name string) string { return filepath.Join(folder, name) }
	for _, run := range []struct {
		name  string
		fault []string
		args  []string
		code  int
	}{
		{"well", nil, nil, 0},
		{"by-another-contract", nil, []string{"--contract", contract}, 1},
		{"broken", []string{"request-id-is-missing"}, nil, 1},
	} {
		r.has(run.fault...)
		if got := r.run(at(run.name), append(run.args, "--bundle", at(run.name+".tar.gz"))...); got.code != run.code {
			t.Fatalf("%s: exit %d\n%s%s", run.name, got.code, got.stdout, got.stderr)
		}
	}
	good, err := os.ReadFile(at("well.tar.gz"))
	if err != nil {
		t.Fatal(err)
	}
	for name, content := range map[string][]byte{"cut.tar.gz": good[:len(good)/2], "swapped.tar.gz": resealed(t, good, func(r *exchange.Recording) {
		r.Exchanges[0], r.Exchanges[len(r.Exchanges)-1] = r.Exchanges[len(r.Exchanges)-1], r.Exchanges[0]
	})} {
		if err := os.WriteFile(at(name), content, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for name, test := range map[string]struct {
		old, now string
		code     int
		says     string
		not      string
	}{
		"the same":                    {"well.tar.gz", "well.tar.gz", 0, "the same: ", "contract or osact changed"},
		"a bundle and its folder":     {"well.tar.gz", "well", 0, "the same: ", "contract or osact changed"},
		"the cloud broke":             {"well.tar.gz", "broken.tar.gz", 1, "Broken: violated, and was not", "contract or osact changed"},
		"the contract was another":    {"by-another-contract.tar.gz", "well.tar.gz", 0, "The contract or osact changed: what that alone makes of the old recording", "Broken: violated, and was not"},
		"both":                        {"by-another-contract.tar.gz", "broken.tar.gz", 1, "The contract or osact changed: what that alone makes of the old recording", ""},
		"the new one was by another":  {"well.tar.gz", "by-another-contract.tar.gz", 0, "the new recording was judged again by the new one, which changes", "Broken: violated, and was not"},
		"a recording that was edited": {"well.tar.gz", "swapped.tar.gz", 2, "this recording was altered or damaged: ", ""},
		"half a bundle":               {"cut.tar.gz", "well.tar.gz", 2, "unexpected EOF", ""},
	} {
		t.Run(name, func(t *testing.T) {
			got := call(t, nil, "diff", at(test.old), at(test.now))
			said := strings.Join(strings.Fields(got.stdout+got.stderr), " ")
			if got.code != test.code || !strings.Contains(said, strings.TrimSpace(test.says)) || test.not != "" && strings.Contains(said, test.not) {
				t.Errorf("exit %d, %s%s, want exit %d, %q and not %q", got.code, got.stdout, got.stderr, test.code, test.says, test.not)
			}
		})
	}
}

// resealed edits the recording of a bundle, as somebody does who knows the form of its
// seal, its verdict and its manifest.
func resealed(t *testing.T, bundle []byte, edit func(*exchange.Recording)) []byte {
	t.Helper()
	all := unpacked(t, bundle)
	at := func(name string) int { return slices.IndexFunc(all, func(m member) bool { return m.name == name }) }
	recording := at("recording.har")
	r, err := exchange.ReadHAR(bytes.NewReader(all[recording].content))
	if err != nil {
		t.Fatal(err)
	}
	before, err := r.Digest()
	if err != nil {
		t.Fatal(err)
	}
	edit(&r)
	after, err := r.Digest()
	if err != nil {
		t.Fatal(err)
	}
	var file bytes.Buffer
	if err := r.WriteHAR(&file); err != nil {
		t.Fatal(err)
	}
	all[recording].content = file.Bytes()
	verdict := at("verdict.json")
	all[verdict].content = bytes.ReplaceAll(all[verdict].content, []byte(before), []byte(after))
	return packed(t, listed(t, all))
}
