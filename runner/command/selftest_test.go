package command

import (
	"strings"
	"testing"

	"github.com/osact/osact/runner/exit"
)

func TestSelftest(t *testing.T) {
	code, said, stderr := called(t, "selftest", "--fault", "events-oldest-first", "--fault", "body-is-cut")
	if code != 0 || stderr != "" || !strings.HasPrefix(said, "proven: the reference cloud is conformant, and 2 of 2 faults reported\n") {
		t.Errorf("exit %d: %s%s", code, said, stderr)
	}
}

func TestSelftestDiagnoses(t *testing.T) {
	code, said, stderr := called(t, "selftest", "--diagnose", "--fault", "events-oldest-first")
	if code != 0 || stderr != "" || !strings.HasPrefix(said, "one fault: it is named first for 1 of 1\n") {
		t.Errorf("exit %d: %s%s", code, said, stderr)
	}
}

func TestSelftestRefuses(t *testing.T) {
	for _, test := range []struct {
		args []string
		want string
	}{
		{[]string{"selftest", "--fault", "events-oldest-frist"}, `did you mean "events-oldest-first"`},
		{[]string{"selftest", "events-oldest-first"}, "takes no argument"},
		{[]string{"selftest", "--diagnose", "--dialect", "gzip"}, "diagnose"},
	} {
		code, said, stderr := called(t, test.args...)
		if code != exit.Usage || said != "" || !strings.Contains(stderr, test.want) {
			t.Errorf("%v: exit %d, %q, want %q", test.args, code, stderr, test.want)
		}
	}
}
