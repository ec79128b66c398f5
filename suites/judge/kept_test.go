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
		"reference":                "4a6fa81352116597f467c00e389fb532321d858d057ae8276d3f8b2e029f7c75",
		"events-oldest-first":      "ab4fdefaa369f9dad3ebad1149100eef261d3f59fb63543d0fba6cc516148034",
		"tenant-sees-traceback":    "fe7e495e21e3307d24020bacc13d73612ef227c3a96b3b33c3aa1745afb37f92",
		"next-link-is-called-more": "21e1c1aa5252d0852b1bba910f09e4ec4723797c1546a9d4f95e026fe91ee82c",
		"nova-26":                  "256929f36c3fb402f908217edc6ee60a3feff16d11b2961d2e45c9990c00f66c",
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
