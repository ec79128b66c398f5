package judge_test

import (
	"compress/gzip"
	"os"
	"path/filepath"
	"testing"

	"github.com/osact/osact/suites"
	"github.com/osact/osact/suites/exchange"
	"github.com/osact/osact/suites/judge"
	"github.com/osact/osact/suites/suitestest"
)

// Recordings that were kept are judged as they were when they were made: of the
// reference cloud, of it with a fault, and of a real Nova, each with every actor
// and with writes. A change of a claim or of the plan changes what is found; a
// change of how the suite is built must not.
func TestKeptRecordings(t *testing.T) {
	contract := suitestest.Contract(t)
	for name, want := range map[string]string{
		"reference":                "6426d2ba08b90babc4493d2cd19c3331a3fec8baf516ef4799a4fad6b6339111",
		"events-oldest-first":      "193a2f211d2bb1474896dd8589d4ae0e9a3ec194c99317d49099df74b2b283c0",
		"tenant-sees-traceback":    "621233e6b88657a2c50bc11acb901e73d08cfc634688b35587cb77ef3cfdff59",
		"next-link-is-called-more": "142a945c89994ba131cd72a18fbc0c9fdb9b5deba21c805343faf3c8550996b2",
		"nova-26":                  "b22c241704cc11bc9ed9cfd225fa038bbf487898ef4e3ffa2f163d2bb4ea795c",
	} {
		t.Run(name, func(t *testing.T) {
			findings, err := suites.Judge(contract, kept(t, name))
			if err != nil {
				t.Fatal(err)
			}
			if got := judge.Digest(findings); got != want {
				t.Errorf("digest of the findings = %s, want %s", got, want)
			}
		})
	}
}

func kept(t *testing.T, name string) exchange.Recording {
	t.Helper()
	file, err := os.Open(filepath.Join("testdata", name+".har.gz"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	text, err := gzip.NewReader(file)
	if err != nil {
		t.Fatal(err)
	}
	recording, err := exchange.ReadHAR(text)
	if err != nil {
		t.Fatal(err)
	}
	return recording
}
