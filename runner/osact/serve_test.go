package main_test

import (
	"bufio"
	"net/url"
	"strings"
	"syscall"
	"testing"
)

// TestServeWhereOthersReachIt: a cloud that other machines can reach says so, tells an
// address that works, and has passwords that no other cloud has.
func TestServeWhereOthersReachIt(t *testing.T) {
	t.Parallel()
	const known = "alice-runs-the-web-shop"
	for _, test := range []struct {
		listen string
		alone  bool // no other machine reaches it
	}{
		{"127.0.0.1:0", true},
		{"localhost:0", true},
		{"0.0.0.0:0", false},
		{":0", false},
	} {
		t.Run(test.listen, func(t *testing.T) {
			t.Parallel()
			serving := command(t, nil, "serve", "--listen", test.listen)
			var said strings.Builder
			serving.Stderr = &said
			stdout, err := serving.StdoutPipe()
			if err != nil {
				t.Fatal(err)
			}
			if err := serving.Start(); err != nil {
				t.Fatal(err)
			}
			var root, clouds, password, token string
			lines := bufio.NewScanner(stdout)
			for token == "" && lines.Scan() {
				line := lines.Text()
				if address, ok := strings.CutPrefix(line, "compute   "); ok {
					root = address
				}
				if _, path, ok := strings.Cut(line, "OS_CLIENT_CONFIG_FILE="); ok {
					clouds = path
				}
				if strings.HasPrefix(line, "  alice ") {
					_, password, _ = strings.Cut(line, "password ")
				}
				if _, after, ok := strings.Cut(line, "X-Auth-Token: "); ok {
					token, _, _ = strings.Cut(after, "'")
				}
			}
			if at, err := url.Parse(root); err != nil || at.Hostname() != "127.0.0.1" || at.Port() == "0" {
				t.Errorf("it says that it is at %q", root)
			}
			if (password == known) != test.alone {
				t.Errorf("the password is %q", password)
			}
			for name, as := range map[string][]string{"clouds.yaml": {"--as", "member=alice"}, "the token": {"--target", root}} {
				variables := []string{"OS_CLIENT_CONFIG_FILE=" + clouds}
				if as[0] == "--target" {
					variables = []string{"OSACT_TOKEN_MEMBER=" + token}
				}
				if got := call(t, variables, append([]string{"check"}, as...)...); got.code != 0 {
					t.Errorf("by %s: exit %d\n%s%s", name, got.code, got.stdout, got.stderr)
				}
			}
			if err := serving.Process.Signal(syscall.SIGTERM); err != nil {
				t.Fatal(err)
			}
			for lines.Scan() { // until it closes its end
			}
			if err := serving.Wait(); err != nil || (said.String() == "") != test.alone {
				t.Errorf("%v; it says %q", err, said.String())
			}
		})
	}
}
