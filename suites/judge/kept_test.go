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
		"reference":                "4915e7a123e9933265b1f0e7f7f90f78c5854a6b77a680f20ce324ad13d02932",
		"events-oldest-first":      "53e0d087ca5edd119fab937eca1bb537f9a653954374731149fea120ce44dae8",
		"tenant-sees-traceback":    "02deb604af9218dd6e05feca25487134e4b5f4eec4864de628323334e2012d1d",
		"next-link-is-called-more": "71f9284c7feddafdadc48b13a5543c6ec0801b8cad442d1149a8463f13d503d6",
		"nova-26":                  "3aa4af5dcfd4f9348586545c7b64567164db6d07732ae1db4289cb6a17d30b1a",
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
