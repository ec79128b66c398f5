package main_test

import (
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/osact/osact/fixtures/cloud"
)

// cloudsOf starts a reference cloud, and returns the variable that names the clouds.yaml
// of its users.
func cloudsOf(t *testing.T) string {
	t.Helper()
	reference, err := cloud.New(cloud.Options{})
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(reference)
	t.Cleanup(server.Close)
	path := filepath.Join(t.TempDir(), "clouds.yaml")
	if err := os.WriteFile(path, reference.CloudsYAML(server.URL), 0o600); err != nil {
		t.Fatal(err)
	}
	return "OS_CLIENT_CONFIG_FILE=" + path
}

// TestTheCloudIsItsOwnWitness asks two clouds whether a run happened there.
func TestTheCloudIsItsOwnWitness(t *testing.T) {
	t.Parallel()
	here, elsewhere := cloudsOf(t), cloudsOf(t)
	out := t.TempDir()
	if got := call(t, []string{here}, "run", "--as", "member=alice", "--as", "admin=admin", "--as", "outsider=bob", "--as", "reader=rita", "--as", "bystander=nora",
		"--profile", "full", "--allow-writes", "--budget", "0", "--out", out); got.code != 0 {
		t.Fatalf("exit %d\n%s%s", got.code, got.stdout, got.stderr)
	}
	bundle := filepath.Join(out, "bundle.tar.gz")
	if got := call(t, nil, "bundle", "--out", bundle, out); got.code != 0 {
		t.Fatalf("exit %d\n%s%s", got.code, got.stdout, got.stderr)
	}
	for name, test := range map[string]struct {
		clouds string
		args   []string
		code   int
		says   string
	}{
		"here":        {here, []string{"--as", "member=alice"}, 3, "this run happened there: the 9 actions"},
		"as an admin": {here, []string{"--as", "admin=admin"}, 3, "this run happened there: the 9 actions"},
		"elsewhere":   {elsewhere, []string{"--as", "member=alice"}, 1, "refused    witness: "},
		"by nobody":   {elsewhere, nil, 3, "verdict: conformant for the profile full"},
	} {
		t.Run(name, func(t *testing.T) {
			args := append([]string{"verify", "--unsigned", "--profile", "full"}, test.args...)
			got := call(t, []string{test.clouds}, append(args, bundle)...)
			if got.code != test.code || !strings.Contains(got.stdout, test.says) {
				t.Errorf("exit %d, %s%s, want exit %d and %q", got.code, got.stdout, got.stderr, test.code, test.says)
			}
			if asked := strings.Contains(got.stdout, "witness: "); asked != (test.args != nil) {
				t.Errorf("a cloud was asked: %t\n%s", asked, got.stdout)
			}
		})
	}
	if got := call(t, []string{here}, "verify", "--unsigned", "--profile", "full", "--as", "member=nobody", bundle); got.code != 2 {
		t.Errorf("exit %d, %s%s", got.code, got.stdout, got.stderr)
	}
}
