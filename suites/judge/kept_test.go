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
		"reference":                "1f71cc450f236137dc46f79ab2580fba1d5cb0a0ca9bac6c71d3f5741ffb8ebc",
		"events-oldest-first":      "e54fde6f40883d3f9ea8f8875c02c62883fd2c9cf9fb8665ba64ecd9399b7005",
		"tenant-sees-traceback":    "af143b1273ad334de37506b0becc3e85549a8c5581a4f08008be7f9d769db7b0",
		"next-link-is-called-more": "68ed658644ea117488bf7e98dfada4b406f9f61398c2c75beed972b297523491",
		"nova-26":                  "ee8a1889c0b683834c6b6f2bd31d85e43cbf2702788cee9956ad7f46230f46df",
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
