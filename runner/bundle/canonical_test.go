package bundle

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/osact/osact/runner/results"
	"github.com/osact/osact/runner/verdict"
	"github.com/osact/osact/suites/exchange"
	"github.com/osact/osact/suites/suitestest"
)

// What osact reads of a member is all that there is in it: nothing stands beside that
// somebody could take for shown.
func TestABundleHoldsWhatOsactWrites(t *testing.T) {
	contract := suitestest.Contract(t)
	recording := exchange.Recording{Profile: "tenant", Ending: exchange.Complete, Target: exchange.Target{Kind: exchange.Given, URL: "http://cloud.example"}}
	digest, err := recording.Digest()
	if err != nil {
		t.Fatal(err)
	}
	public := recording
	public.Public = true
	publicDigest, err := public.Digest()
	if err != nil {
		t.Fatal(err)
	}
	texts := func(r exchange.Recording, digest string) (har, judged string) {
		var one, other bytes.Buffer
		v := verdict.New(contract, r, nil, verdict.Options{Evidence: digest})
		for _, err := range []error{r.WriteHAR(&one), v.Write(&other)} {
			if err != nil {
				t.Fatal(err)
			}
		}
		return one.String(), other.String()
	}
	har, judged := texts(recording, digest)
	publicHAR, publicJudged := texts(public, publicDigest)
	inVerdict := func(old, by string) string {
		if !strings.Contains(judged, old) {
			t.Fatalf("verdict.json lacks %s", old)
		}
		return strings.Replace(judged, old, by, 1)
	}
	for name, test := range map[string]struct {
		har, judged, digest string
		marked              bool
		says                string
	}{
		"as it is":               {har, judged, digest, false, ""},
		"a byte order mark":      {"\ufeff" + har, judged, digest, false, "the bytes of recording.har are not as osact writes them"},
		"a blank line":           {har + "\n", judged, digest, false, "the bytes of recording.har are not as osact writes them: their SHA-256 is "},
		"other spaces":           {strings.Replace(har, ":", ": ", 1), judged, digest, false, "the bytes of recording.har are not as osact writes them"},
		"a foreign member":       {strings.Replace(har, `"log":{`, `"log":{"comment":"certified",`, 1), judged, digest, false, "the bytes of recording.har are not as osact writes them"},
		"no HAR":                 {`[ not JSON`, judged, digest, false, "it is no HAR: it has no log.entries"},
		"a verdict, other case":  {har, inVerdict(`"verdict"`, `"Verdict": "error", "verdict"`), digest, false, `it has a member "/Verdict" that is unknown`},
		"a verdict with more":    {har, inVerdict(`"verdict"`, `"certified_by": "x", "verdict"`), digest, false, `it has a member "/certified_by" that is unknown`},
		"a member twice":         {har, inVerdict(`"strict"`, `"strict": false, "strict"`), digest, false, "has a member twice"},
		"a long text":            {har, inVerdict(`"reason": "`, `"reason": "`+strings.Repeat("x", 70_000)), digest, false, `its text at "/reason" has 70`},
		"no verdict":             {har, "{", digest, false, "verdict.json is not the verdict of a run: "},
		"public, and not marked": {publicHAR, publicJudged, publicDigest, false, "recording.har says that the bundle was made to be published, and manifest.json does not"},
		"marked, and not public": {har, judged, digest, true, "manifest.json says that the bundle was made to be published, and recording.har does not"},
		"public and marked":      {publicHAR, publicJudged, publicDigest, true, ""},
	} {
		t.Run(name, func(t *testing.T) {
			c := Contents{Manifest: Manifest{Schema: SchemaID, EvidenceDigest: test.digest}}
			if test.marked {
				c.Manifest.Public = &Published{}
			}
			c.files = []file{{results.VerdictFile, []byte(test.judged)}, {results.RecordingFile, []byte(test.har)}}
			for _, f := range c.files {
				c.Manifest.Members = append(c.Manifest.Members, memberOf(f.name, f.content))
			}
			path := filepath.Join(t.TempDir(), "b.tar.gz")
			var packed bytes.Buffer
			if err := c.Write(&packed); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(path, packed.Bytes(), 0o600); err != nil {
				t.Fatal(err)
			}
			_, err := Read(path)
			if (err == nil) != (test.says == "") || err != nil && (!strings.Contains(err.Error(), test.says) || strings.Contains(err.Error(), "verdict.json: verdict.json")) {
				t.Errorf("%.300v, want %q", err, test.says)
			}
		})
	}
}
