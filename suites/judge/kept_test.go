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
		"reference":                "289f851193f34303dbc379d78071af1ab807ca9a0f16333b15bbaed481c3cdad",
		"events-oldest-first":      "a55d3038f4433702cc4f7d436bf03d721d11fcf60c2766110e0ec7d0bbeb1d23",
		"tenant-sees-traceback":    "3e86b607a628d631400160647431eb51b87d569db7131ddd8ee5589cba5419b2",
		"next-link-is-called-more": "b01e48eecb296ed986203aca67ba919e5c258341cc634ca0dbdfe2e93f93d313",
		"nova-26":                  "76350d0a7c637313b8bb6419cccc820ed3fa167ff47e0b27acf11b033ffca0c1",
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
