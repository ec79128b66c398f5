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
		"reference":                "5190e78d3e887c710a22e4d3769476c9051ea1aa412a8f729c956144a6dddea5",
		"events-oldest-first":      "ca9b3561971bebf3a33a6e42fe1f05843bc0ef23411d30eecdd4a937680813f1",
		"tenant-sees-traceback":    "089d58bb96d201391abd9d88916f388c0d2ea426d5601a2e104660325d63897f",
		"next-link-is-called-more": "b7d6da0782baa42bfb4e1447ec1b3fde1d4dd35fa17db314f0eb9fefa176965a",
		"nova-26":                  "dbf7f5d6e5e581d62eb7250da94a1c078b208cf841ac3711ff9ecc4c2b60ed95",
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
