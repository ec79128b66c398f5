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
		"reference":                "c27bc1be1f91a507b6c10e8fa42d123c5b1c250294b3cc029b5cef7a764c41d4",
		"events-oldest-first":      "ea9d23f8b3b0a2772bb4d24fa19a72c0a7f8d8a0d6b744d244bcdd2809bcc53f",
		"tenant-sees-traceback":    "0f9fa6977d339bfb59cca1182bacac33b0724923795ee34ad5463c5d620168ae",
		"next-link-is-called-more": "fc86ba6fd790195232b17ceee4b3f60ca71a8ca06d9ffb7514766fa09edaa1f2",
		"nova-26":                  "746148823c619d63c9955f2c2a528a933d96dff4953eb30a64e0e6b5055ab39a",
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
