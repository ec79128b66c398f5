package command

import (
	"strings"
	"testing"
)

func TestSelftest(t *testing.T) {
	exit, said, stderr := called(t, "selftest", "--fault", "events-oldest-first", "--fault", "body-is-cut")
	if exit != 0 || stderr != "" || !strings.HasPrefix(said, "proven: the reference cloud is conformant, and 2 of 2 faults reported\n") {
		t.Errorf("exit %d: %s%s", exit, said, stderr)
	}
}

func TestSelftestRefuses(t *testing.T) {
	for _, test := range []struct {
		args []string
		want string
	}{
		{[]string{"selftest", "--fault", "events-oldest-frist"}, `did you mean "events-oldest-first"`},
		{[]string{"selftest", "events-oldest-first"}, "takes no argument"},
	} {
		exit, said, stderr := called(t, test.args...)
		if exit != exitUsage || said != "" || !strings.Contains(stderr, test.want) {
			t.Errorf("%v: exit %d, %q, want %q", test.args, exit, stderr, test.want)
		}
	}
}
