package main_test

import (
	"path/filepath"
	"strings"
	"testing"
)

// TestChallenge answers a challenge, and has that verified by whoever set it, and by
// others.
func TestChallenge(t *testing.T) {
	t.Parallel()
	const nonce, other = "certifier-nonce-0001", "certifier-nonce-0002"
	folder := t.TempDir()
	at := func(name string) string { return filepath.Join(folder, name) }
	root, tokens := serve(t, asItIs)
	for name, args := range map[string][]string{"free": nil, "bound": {"--challenge", nonce}} {
		args = append([]string{"run", "--target", root, "--profile", "full", "--allow-writes", "--budget", "0", "--out", at(name), "--ledger", at(name + ".json")}, args...)
		if got := call(t, tokens, args...); got.code != 0 {
			t.Fatalf("exit %d\n%s%s", got.code, got.stdout, got.stderr)
		}
		if got := call(t, nil, "bundle", "--out", at(name+".tar.gz"), at(name)); got.code != 0 {
			t.Fatalf("exit %d\n%s%s", got.code, got.stdout, got.stderr)
		}
	}
	free, bound := verdictIn(t, at("free")), verdictIn(t, at("bound"))
	if free.Digest != bound.Digest {
		t.Errorf("it finds something else where it answers a challenge: %s, %s", free.Digest, bound.Digest)
	}
	recording := contents(t, at("bound"))["recording.har"]
	for what, is := range map[string]bool{
		"osact-zhho5auztiewwnhg-":                                                true,
		"6280f93a-8266-453d-8a3d-c7ecfd434332":                                   true,
		`"value":"req-22b4b904-4f26-4cd6-8feb-59a33d583661"`:                     true,
		"/servers/00000000-0000-4000-8000-000000000000/os-instance-actions HTTP": false,
	} {
		if strings.Contains(recording, what) != is {
			t.Errorf("the recording holds %s: %t", what, !is)
		}
	}
	for name, test := range map[string]struct {
		bundle string
		args   []string
		code   int
		says   string
	}{
		"its own":              {"bound", []string{"--challenge", nonce}, 3, "shown      challenge: the ids that nobody has and the names of requests and servers follow from it"},
		"not looked at":        {"bound", nil, 3, "shown      judged again"},
		"a stale one":          {"bound", []string{"--challenge", other}, 1, `refused    challenge: the run answered another one, "certifier-nonce-0001"`},
		"none was answered":    {"free", []string{"--challenge", nonce}, 1, "refused    challenge: the run answered none"},
		"none, and none asked": {"free", nil, 3, "shown      judged again"},
	} {
		t.Run(name, func(t *testing.T) {
			args := append([]string{"verify", "--unsigned", "--profile", "full"}, test.args...)
			if got := call(t, nil, append(args, at(test.bundle+".tar.gz"))...); got.code != test.code || !strings.Contains(got.stdout, test.says) {
				t.Errorf("exit %d, %s%s, want exit %d and %q", got.code, got.stdout, got.stderr, test.code, test.says)
			}
		})
	}
	for _, bad := range []string{"", "short", strings.Repeat("x", 200), "with a space in the middle", "with-a\x1bcontrol-character"} {
		for _, args := range [][]string{
			{"run", "--challenge", bad, "--out", at("bad")},
			{"verify", "--challenge", bad, "--unsigned", "--profile", "full", at("bound.tar.gz")},
		} {
			if got := call(t, nil, args...); got.code != 2 || !strings.Contains(got.stderr, "none: ") || strings.Contains(got.stderr, "\x1b") {
				t.Errorf("%q: exit %d, %s%s", args, got.code, got.stdout, got.stderr)
			}
		}
	}
}
