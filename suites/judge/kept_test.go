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
		"reference":                "63fd5b2fa59db2fe7d6d6c161cc30a59c1d9d62efbdd034f5c0254fa3535ef33",
		"events-oldest-first":      "466810f9ee3cf301d299de3b5461b0955ac8bf9c3e14b44dfba16e459bd7ea3e",
		"tenant-sees-traceback":    "210f5d9795bd527071206da40745b899f52be6a4db297e9ef25a4fffc41417fb",
		"next-link-is-called-more": "1d3730e4d8c29d6e927c54440e8dc1220efece3daa21e52ac58d33a9c8114467",
		"nova-26":                  "4dd19dc2c8144ef0904c0dde3ba04e34d9aed525aa34666dc9285cdabe121a3f",
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
