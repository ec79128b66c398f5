package verify

import (
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/osact/osact/openapi"
	"github.com/osact/osact/runner/bundle"
	"github.com/osact/osact/runner/dictionary"
	"github.com/osact/osact/runner/results"
	"github.com/osact/osact/runner/verdict"
	"github.com/osact/osact/runner/version"
	"github.com/osact/osact/suites"
	"github.com/osact/osact/suites/exchange"
	"github.com/osact/osact/suites/suitestest"
)

// kept is the bundle of a recording that was kept, judged by a contract.
func kept(t *testing.T, contract *openapi.Contract) bundle.Contents {
	t.Helper()
	file, err := os.Open("../../suites/judge/testdata/reference.har.gz")
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
	trial, err := suites.Open(contract, recording)
	if err != nil {
		t.Fatal(err)
	}
	digest, err := recording.Digest()
	if err != nil {
		t.Fatal(err)
	}
	v := verdict.New(contract, recording, trial.Findings(), verdict.Options{
		Suite: version.This().Version, Evidence: digest, Covering: verdict.CoveringOf(trial), Dictionary: dictionary.For(contract),
	})
	folder := t.TempDir()
	for _, f := range append(results.Judged(recording, v), results.Recording(recording)) {
		write(t, filepath.Join(folder, f.Name), f.Write)
	}
	c, err := bundle.Gather(folder, contract, bundle.Additions{})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func write(t *testing.T, path string, by func(io.Writer) error) {
	t.Helper()
	file, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := by(file); err != nil {
		t.Fatal(err)
	}
	if err := file.Close(); err != nil {
		t.Fatal(err)
	}
}

// swapped gives a member of a bundle other bytes.
func swapped(c *bundle.Contents, name string) { swap(c, name, strings.Repeat("0", 64)) }

func swap(c *bundle.Contents, name, digest string) {
	at := slices.IndexFunc(c.Manifest.Members, func(m bundle.Member) bool { return m.Name == name })
	c.Manifest.Members[at].SHA256 = digest
}

// said changes what a verdict says, and with it its bytes.
func said(edit func(*verdict.Verdict)) func(*bundle.Contents) {
	return func(c *bundle.Contents) {
		edit(&c.Verdict)
		sum := sha256.New()
		if err := c.Verdict.Write(sum); err != nil {
			panic(err) // it is a verdict that was written before
		}
		swap(c, results.VerdictFile, hex.EncodeToString(sum.Sum(nil)))
	}
}

// alone changes what a verdict says in a bundle without its reports.
func alone(edit func(*verdict.Verdict)) func(*bundle.Contents) {
	return func(c *bundle.Contents) {
		said(edit)(c)
		c.Manifest.Members = slices.DeleteFunc(c.Manifest.Members, func(m bundle.Member) bool {
			return slices.Contains([]string{results.ReportFile, results.JUnitFile, results.SummaryFile}, m.Name)
		})
	}
}

// Whatever a bundle says of its recording follows from it, or is told to be not shown.
func TestABundleIsWhatItsRecordingComesTo(t *testing.T) {
	contract := suitestest.Contract(t)
	good := kept(t, contract)
	terms := Terms{Contract: contract, Profile: good.Recording.Profile, Build: version.This()}
	again, err := judged(good.Recording, good, terms)
	if err != nil {
		t.Fatal(err)
	}
	for name, test := range map[string]struct {
		edit     func(*bundle.Contents)
		standing Standing
		says     string
	}{
		"as it is":        {func(*bundle.Contents) {}, Shown, "files: made again of the recording, these are the same byte by byte: report.html, junit.xml, summary.md, verdict.json"},
		"the target":      {said(func(v *verdict.Verdict) { v.Target.URL = "https://prod.example" }), Refused, `target/url is "https://prod.example", and by the recording it is`},
		"the kind":        {said(func(v *verdict.Verdict) { v.Target.Kind = "moon" }), Refused, `target/kind is "moon", and by the recording it is`},
		"the profile":     {said(func(v *verdict.Verdict) { v.Profile = "smoke" }), Refused, `profile is "smoke", and by the recording it is`},
		"the actors":      {said(func(v *verdict.Verdict) { v.Actors = nil }), Refused, "actors is "},
		"the time":        {said(func(v *verdict.Verdict) { v.Started = v.Started.Add(1) }), Refused, "started is "},
		"the requests":    {said(func(v *verdict.Verdict) { v.Requests++ }), Refused, "requests is "},
		"the ruling":      {said(func(v *verdict.Verdict) { v.Verdict = verdict.Error }), Refused, "its verdict is error, and comes out "},
		"an outcome left": {said(func(v *verdict.Verdict) { v.Requirements = v.Requirements[1:] }), Refused, "is demanded, and its verdict leaves it out"},
		"the reason":      {said(func(v *verdict.Verdict) { v.Reason = "it is good" }), Refused, `reason is "it is good", and judged again it is`},
		"a reason more":   {said(func(v *verdict.Verdict) { v.Reason += "; it is good" }), Refused, "reason is "},
		"the covering":    {said(func(v *verdict.Verdict) { v.Covering = &verdict.Covering{Strength: 9} }), Refused, "covering/"},
		"the latency":     {said(func(v *verdict.Verdict) { v.Latency = nil }), Refused, "latency is nothing, and judged again it is a list of"},
		"a cause":         {said(func(v *verdict.Verdict) { v.Causes = append(v.Causes, verdict.CauseNote{}) }), Refused, "causes is a list of"},
		"a statement": {said(func(v *verdict.Verdict) {
			v.Requirements = slices.Clone(v.Requirements)
			v.Requirements[0].Statement = "x"
		}), Refused, `requirements/0/statement is "x"`},
		"other bytes":  {func(c *bundle.Contents) { swapped(c, results.VerdictFile) }, Refused, "its bytes are not as osact writes them"},
		"the report":   {func(c *bundle.Contents) { swapped(c, results.ReportFile) }, Refused, "these have other bytes: report.html"},
		"junit.xml":    {func(c *bundle.Contents) { swapped(c, results.JUnitFile) }, Refused, "these have other bytes: junit.xml"},
		"the summary":  {func(c *bundle.Contents) { swapped(c, results.SummaryFile) }, Refused, "these have other bytes: summary.md"},
		"the contract": {func(c *bundle.Contents) { swapped(c, bundle.ContractFolder+openapi.FileNames()[1]) }, Refused, "contract: the file " + openapi.FileNames()[1] + " is not that of the contract"},

		"a gate":        {alone(func(v *verdict.Verdict) { v.Gate = &verdict.Gate{Passes: true} }), NotShown, "gate: its baseline and waivers are not in the bundle"},
		"an exit code":  {alone(func(v *verdict.Verdict) { v.Reason, v.Exit = v.Reason+"; a server is left", 3 }), NotShown, "the run ended with 3; nothing in the recording shows why"},
		"another osact": {said(func(v *verdict.Verdict) { v.Suite = "0.0.1" }), NotShown, `suite is "0.0.1", and judged again it is`},
		"and its report": {func(c *bundle.Contents) {
			said(func(v *verdict.Verdict) { v.Suite = "0.0.1" })(c)
			swapped(c, results.ReportFile)
		}, NotShown, "these have other bytes, too: report.html"},
		"another build":    {func(c *bundle.Contents) { c.Manifest.Build.Commit = "c0ffee"; swapped(c, results.ReportFile) }, NotShown, "they are by another build of osact (" + version.This().Version + ", commit c0ffee)"},
		"an unknown file":  {func(c *bundle.Contents) { c.Manifest.Members = append(c.Manifest.Members, bundle.Member{Name: "x"}) }, NotShown, `nothing is known about 1 files of the bundle, as "x"`},
		"another contract": {func(c *bundle.Contents) { c.Verdict.Contract = "c0ffee" }, NotShown, "the bundle holds files of the contract c0ffee"},
	} {
		t.Run(name, func(t *testing.T) {
			c := good
			c.Manifest.Members = slices.Clone(good.Manifest.Members)
			test.edit(&c)
			var report Report
			again := again
			if !openapi.SameContract(c.Verdict.Contract, again.Contract) {
				again.Contract = contract.ID()
			}
			if err := report.compare(c, again, terms); err != nil {
				t.Fatal(err)
			}
			if !slices.ContainsFunc(report.Points, func(p Point) bool {
				return p.Standing == test.standing && strings.Contains(p.Text, test.says)
			}) {
				t.Errorf("%v, want %s: %q", report.Points, test.standing, test.says)
			}
			if report.Has(Refused) != (test.standing == Refused) {
				t.Errorf("%v, want refused %t", report.Points, test.standing == Refused)
			}
		})
	}
}

// A bundle that says something else than its recording comes to is not to be signed.
func TestWhatAgreesWithItsRecording(t *testing.T) {
	contract := suitestest.Contract(t)
	good := kept(t, contract)
	for name, test := range map[string]struct {
		edit func(*bundle.Contents)
		says string
	}{
		"as it is":         {func(*bundle.Contents) {}, ""},
		"strictness":       {said(func(v *verdict.Verdict) { v.Strict = true }), "and judged again it is "},
		"the target":       {said(func(v *verdict.Verdict) { v.Target.URL = "https://prod.example" }), `target/url is "https://prod.example"`},
		"the recording":    {func(c *bundle.Contents) { c.Recording.Target.URL = "" }, "recording: it does not say what was asked"},
		"another contract": {func(c *bundle.Contents) { c.Verdict.Contract = "c0ffee" }, "it was judged by the contract c0ffee, and this one is "},
		"another outcome, another osact": {said(func(v *verdict.Verdict) {
			v.Suite, v.Requirements = "0.0.1", slices.Clone(v.Requirements)
			v.Requirements[0].Outcome = "moon"
		}), "is called moon, and comes out "},
	} {
		c := good
		c.Manifest.Members = slices.Clone(good.Manifest.Members)
		test.edit(&c)
		if err := Agrees(c, contract, version.This()); (err == nil) != (test.says == "") || err != nil && !strings.Contains(err.Error(), test.says) {
			t.Errorf("%s: %v, want %q", name, err, test.says)
		}
	}
}

// That another build made a bundle is believed of nobody who signs: whatever could come of it
// is refused.
func TestAgreesWithThisBuildAlone(t *testing.T) {
	contract := suitestest.Contract(t)
	if err := Agrees(kept(t, contract), contract, version.This()); err != nil {
		t.Errorf("as it is: %v", err)
	}
	for name, test := range map[string]struct {
		edit func(*bundle.Contents)
		says string
	}{
		"another osact's verdict": {said(func(v *verdict.Verdict) { v.Suite = "0.0.1" }), `suite is "0.0.1"`},
		"and another report": {func(c *bundle.Contents) {
			said(func(v *verdict.Verdict) { v.Suite = "0.0.1" })(c)
			swapped(c, results.ReportFile)
		}, `suite is "0.0.1"`},
		"another build's report": {func(c *bundle.Contents) { c.Manifest.Build.Version = "0.0.1"; swapped(c, results.ReportFile) }, "report.html"},
		"an unknown file":        {func(c *bundle.Contents) { c.Manifest.Members = append(c.Manifest.Members, bundle.Member{Name: "x"}) }, "nothing is known about"},
	} {
		c := kept(t, contract)
		test.edit(&c)
		if err := Agrees(c, contract, version.This()); err == nil || !strings.Contains(err.Error(), test.says) {
			t.Errorf("%s: %v, want %q", name, err, test.says)
		}
	}
}
