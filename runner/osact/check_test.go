package main_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestCheck(t *testing.T) {
	t.Parallel()
	root, tokens := serve(t, asItIs)
	config := filepath.Join(t.TempDir(), "staging.yaml")
	if err := os.WriteFile(config, []byte("target: "+root+"\nrate: 500\nprofile: full\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		name      string
		variables []string
		args      []string
		code      int
		says      []string
	}{
		{
			"all is well", tokens,
			[]string{"--target", root, "--profile", "full", "--allow-writes"},
			0,
			[]string{"offers 2.1 to 2.104, and the legacy path", "cast     failed", " requirements can be asked about"},
		},
		{
			"settings and where they came from", append([]string{"OSACT_CONCURRENCY=4"}, tokens...),
			[]string{"--config", config, "--rate", "50", "--allow-writes"},
			0,
			[]string{root, "staging.yaml:1", "rate = 50", "--rate", "concurrency = 4", "$OSACT_CONCURRENCY", "profile = full", "staging.yaml:3"},
		},
		{
			"actors that the profile does not ask as", tokens,
			[]string{"--target", root},
			0,
			[]string{"the profile tenant asks nothing as admin", "the profile tenant asks nothing as outsider"},
		},
		{
			"nothing may be written", tokens,
			[]string{"--target", root, "--profile", "full"},
			3,
			[]string{"give --allow-writes", "lifecycle.id.is-the-request-id"},
		},
		{
			"an actor is missing", tokens[1:2],
			[]string{"--target", root, "--profile", "full"},
			3,
			[]string{
				"nobody plays outsider: give --as outsider=CLOUD", "show.tenancy.outsider-gets-404",
				"openstack role add --user osact-outsider --project osact-other member",
			},
		},
		{
			"a token is stale",
			[]string{"OSACT_TOKEN_MEMBER=a-stale-one"},
			[]string{"--target", root},
			3,
			[]string{"problem: the token of member (OSACT_TOKEN_MEMBER) was not accepted"},
		},
		{
			"nobody listens", tokens[1:2],
			[]string{"--target", "http://127.0.0.1:1"},
			3,
			[]string{"problem: http://127.0.0.1:1/v2.1/ got no answer"},
		},
		{
			"a part by hand", tokens[1:2],
			[]string{"--target", root, "--cast", "failed=SERVER/req-1"},
			0,
			[]string{"action req-1 of server SERVER"},
		},
		{
			"a part by a hostile hand", tokens[1:2],
			[]string{"--target", root, "--cast", "failed=SER\x1b[2JVER/req-1"},
			2,
			[]string{`--cast "failed=SER\x1b[2JVER/req-1": write failed=SERVER/REQUEST_ID`},
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			got := call(t, test.variables, append([]string{"check"}, test.args...)...)
			if got.code != test.code {
				t.Errorf("exit %d, want %d", got.code, test.code)
			}
			if lines := strings.Count(got.stdout, "\n"); strings.Contains(got.stdout, "problem: ") && lines > 12 {
				t.Errorf("%d lines beside a problem, want the problem and little else", lines)
			}
			for _, s := range test.says {
				if !strings.Contains(got.stdout+got.stderr, s) {
					t.Errorf("it does not say %q", s)
				}
			}
			for _, v := range test.variables {
				if _, secret, _ := strings.Cut(v, "="); len(secret) > 20 && strings.Contains(got.stdout+got.stderr, secret) {
					t.Errorf("it prints the secret in %.20s...", v)
				}
			}
			if t.Failed() {
				t.Logf("\n%s%s", got.stdout, got.stderr)
			}
		})
	}
}
