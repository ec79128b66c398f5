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
		"reference":                "1785979ca74cc3828af95a43d65b2f1b1a2420f25def012dc0a2ea5ce5d1f724",
		"events-oldest-first":      "b513580069effa8e4505efe33823e9e013f10d2af4afde233ba3c47b5fe03ea0",
		"tenant-sees-traceback":    "17a041697b77fed61411427a13d0cddb02325fb341872e65557974766851f4cd",
		"next-link-is-called-more": "cadae3e131e49560e88412df5b484b49b6d9beeef2c53d295b8c5d5ab27668bd",
		"nova-26":                  "7f29be1eff55c4d6f66b3dcae228ef32ebd4d9883c4e1dd2a1f11169ae511597",
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
