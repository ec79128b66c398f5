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
		"reference":                "627c02c8ce18fa645041a87e1119d4290c9394cb9a97ddb1b9c49eb1987347da",
		"events-oldest-first":      "63a595c0b4d0bc4e6c691a7253461e44e8882af62c6173b89e7e3fc3ba74db6e",
		"tenant-sees-traceback":    "3512758a4f3cdb36af65428ca1f2509fb84952a4a5247cb5c9be441f8b38db92",
		"next-link-is-called-more": "dcd51e096715bcebc25de267f9e8120080e4546d86e00fd4705e4273ad02604a",
		"nova-26":                  "68ad0ff6836ccbd26b5ecce145141143a1f95a8ce5a1d3b3247272fdc17b7cf0",
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
