package main_test

import (
	"strings"
	"testing"
)

// TestRunByProfile lets the reference cloud be judged by each profile, with the
// tokens of its actors alone.
func TestRunByProfile(t *testing.T) {
	t.Parallel()
	root, tokens := serve(t, asItIs)
	var admin, member string
	for _, variable := range tokens {
		switch name, _, _ := strings.Cut(variable, "="); name {
		case "OSACT_TOKEN_ADMIN":
			admin = variable
		case "OSACT_TOKEN_MEMBER":
			member = variable
		}
	}
	for profile, token := range map[string]string{
		"tenant": member, "operator": admin, "v2": member, "v2-external": member, "v2-internal": admin,
	} {
		t.Run(profile, func(t *testing.T) {
			t.Parallel()
			out := t.TempDir()
			got := call(t, []string{token}, "run", "--target", root, "--profile", profile, "--out", out)
			if v := verdictIn(t, out); got.code != 0 || v.Verdict != "conformant" || v.Profile != profile {
				t.Errorf("exit %d, %s of profile %s\n%s%s", got.code, v.Verdict, v.Profile, got.stdout, got.stderr)
			}
		})
	}
}

// TestListMissing: what a profile demands and what it lacks is the whole catalogue.
func TestListMissing(t *testing.T) {
	t.Parallel()
	lines := func(args ...string) []string {
		got := call(t, nil, append([]string{"list"}, args...)...)
		if got.code != 0 || got.complaint() != "" {
			t.Fatalf("list %v: exit %d, stderr %q", args, got.code, got.stderr)
		}
		return strings.Split(strings.TrimSpace(got.stdout), "\n")
	}
	all := append(lines("--profile", "full"), lines("--profile", "full", "--missing")...)
	demanded, missing := lines("--profile", "v2"), lines("--profile", "v2", "--missing")
	if len(demanded)+len(missing) != len(all) {
		t.Errorf("of %d requirements v2 demands %d and lacks %d", len(all), len(demanded), len(missing))
	}
	text := strings.Join(missing, "\n")
	for _, why := range []string{"it takes admin", "not asked on the legacy path", "disagree about the order of events"} {
		if !strings.Contains(text, why) {
			t.Errorf("it does not say %q:\n%s", why, text)
		}
	}
	for _, line := range lines("--profile", "full", "--missing") {
		if line != "" && !strings.Contains(line, "no claim covers it") {
			t.Errorf("full lacks nothing that is claimed, yet it lists %s", line)
		}
	}
	if got := call(t, nil, "list", "--missing", "--faults"); got.code != 2 {
		t.Errorf("exit %d for two lists at once, want 2", got.code)
	}
}
