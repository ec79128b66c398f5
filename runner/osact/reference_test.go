package main_test

import (
	"strings"
	"testing"
)

// TestReferenceIsNoStandIn: the reference cloud is not judged in place of a
// target that is meant and not told, since it would pass.
func TestReferenceIsNoStandIn(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ name, variable, says string }{
		{"an empty target", "OSACT_TARGET=", "the target is empty ($OSACT_TARGET)"},
		{"a token alone", "OSACT_TOKEN_MEMBER=a-token-of-some-length", "give --target"},
		{"a token that could not be had", "OSACT_TOKEN_MEMBER=", "put the member's token into OSACT_TOKEN_MEMBER"},
		{"a cloud alone", "OS_CLOUD=staging", "clouds.yaml"},
	} {
		for _, command := range []string{"run", "check"} {
			t.Run(command+" with "+test.name, func(t *testing.T) {
				t.Parallel()
				got := call(t, []string{test.variable, "OS_CLIENT_CONFIG_FILE=/nonexistent/clouds.yaml"}, command)
				if got.code != 2 || !strings.Contains(got.stderr, test.says) || got.stdout != "" {
					t.Errorf("exit %d, %q: want 2 and %q\n%s", got.code, got.stderr, test.says, got.stdout)
				}
			})
		}
	}
}
