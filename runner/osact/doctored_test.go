package main_test

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/osact/osact/suites/exchange"
)

// Ways to doctor a recording in the file alone, as a script or an editor does, and
// ways to do it and write the seal anew. Each is refused, and what shows it is named.
func TestADoctoredRecordingIsNotJudged(t *testing.T) {
	t.Parallel()
	out := t.TempDir()
	if got := call(t, nil, "run", "--out", out, "--only", "show.status.is-200,show.tenancy.outsider-gets-404"); got.code != 0 {
		t.Fatalf("exit %d\n%s%s", got.code, got.stdout, got.stderr)
	}
	text := contents(t, out)["recording.har"]
	lines := strings.SplitAfter(text, "\n")
	intact, err := exchange.ReadHAR(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	show := slices.IndexFunc(intact.Exchanges, func(x exchange.Exchange) bool {
		// Up to 2.50 no tenant sees events, and which answer comes first is not known.
		return strings.Contains(x.Probe.Path, "{finished.id}") && x.Response.Status == 200 && bytes.Contains(x.Response.Body, []byte("Success"))
	})
	edited := func(edit func(lines []string) []string) []byte {
		return []byte(strings.Join(edit(slices.Clone(lines)), ""))
	}
	replaced := func(at int, old, by string) []byte {
		return edited(func(l []string) []string {
			if !strings.Contains(l[at], old) {
				t.Fatalf("line %d does not hold %q", at, old)
			}
			l[at] = strings.ReplaceAll(l[at], old, by)
			return l
		})
	}
	resealed := func(edit func(*exchange.Recording)) []byte {
		r, err := exchange.ReadHAR(strings.NewReader(text))
		if err != nil {
			t.Fatal(err)
		}
		edit(&r)
		var file bytes.Buffer
		if err := r.WriteHAR(&file); err != nil {
			t.Fatal(err)
		}
		return file.Bytes()
	}
	const run, first = 2, 4
	for name, test := range map[string]struct {
		content []byte
		says    string
	}{
		"an exchange is dropped":    {edited(func(l []string) []string { return slices.Delete(l, first+show, first+show+1) }), "is not what was recorded there"},
		"an exchange is duplicated": {edited(func(l []string) []string { return slices.Insert(l, first+show, l[first+show]) }), "is not what was recorded there"},
		"exchanges are reordered":   {edited(func(l []string) []string { l[first], l[first+1] = l[first+1], l[first]; return l }), "exchange 0 "},
		"a body is edited":          {replaced(first+show, `Success`, `Succes`), "response.content.size of exchange"},
		"a body, to its length":     {replaced(first+show, `Success`, `Failure`), "is not what was recorded there"},
		"a status":                  {replaced(first+show, `"status":200`, `"status":203`), "is not what was recorded there"},
		"a symbol is rebound":       {replaced(run, `"symbol":"finished.id","value":"req-`, `"symbol":"finished.id","value":"req-f`), "what it says of the run"},
		"the target":                {replaced(run, intact.Target.URL, "https://cloud.vendor.example"), "what it says of the run"},
		"the target, everywhere":    {bytes.ReplaceAll([]byte(text), []byte(strings.TrimPrefix(intact.Target.URL, "http://")), []byte("cloud.vendor.example")), "is not what was recorded there"},
		"the times":                 {replaced(run, `"started":"20`, `"started":"21`), "what it says of the run"},
		"the profile":               {replaced(run, `"profile":"full"`, `"profile":"tenant"`), "what it says of the run"},
		"the contract":              {replaced(run, `"contract":"`, `"contract":"0`), "what it says of the run"},
		"it is not narrowed":        {replaced(run, `"only":["show.status.is-200","show.tenancy.outsider-gets-404"],`, ``), "what it says of the run"},
		"an edition range":          {replaced(run, `"symbol":"target.maximum","value":"2.`, `"symbol":"target.maximum","value":"2.9`), "what it says of the run"},
		"actors are swapped": {bytes.Replace(bytes.Replace(bytes.Replace([]byte(text),
			[]byte(`"member":{`), []byte(`"?":{`), 1), []byte(`"outsider":{`), []byte(`"member":{`), 1), []byte(`"?":{`), []byte(`"outsider":{`), 1), "what it says of the run"},

		"dropped and sealed": {resealed(func(r *exchange.Recording) { r.Exchanges = r.Exchanges[:len(r.Exchanges)-1] }), "of its questions are not there"},
		"doubled and sealed": {resealed(func(r *exchange.Recording) { r.Exchanges = append(r.Exchanges, r.Exchanges[show]) }), "is there twice"},
		"moved and sealed": {resealed(func(r *exchange.Recording) {
			r.Exchanges[0], r.Exchanges[show] = r.Exchanges[show], r.Exchanges[0]
		}), "was asked before what it depends on was answered"},
		"a longer body, sealed": {resealed(func(r *exchange.Recording) {
			r.Exchanges[show].Response.Body = append(r.Exchanges[show].Response.Body, ' ')
		}), "came over the wire"},
		"rebound and sealed":     {resealed(func(r *exchange.Recording) { rebind(r, "finished.id", "req-other") }), "its probe, the bindings and the target say"},
		"a range, sealed":        {resealed(func(r *exchange.Recording) { rebind(r, "target.maximum", "2.60") }), "{target.maximum} is bound to 2.60"},
		"another target, sealed": {resealed(func(r *exchange.Recording) { r.Target.URL = "https://cloud.vendor.example" }), "the target say https://cloud.vendor.example"},
		"another time, sealed":   {resealed(func(r *exchange.Recording) { r.Started, r.Ended = r.Started.AddDate(0, 1, 0), r.Ended.AddDate(0, 1, 0) }), "before the run did"},
		"actors, sealed": {resealed(func(r *exchange.Recording) {
			r.Actors["member"], r.Actors["outsider"] = r.Actors["outsider"], r.Actors["member"]
		}), "an account in the member's project"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			path := filepath.Join(t.TempDir(), "recording.har")
			if err := os.WriteFile(path, test.content, 0o600); err != nil {
				t.Fatal(err)
			}
			got := call(t, nil, "judge", path)
			if got.code != 2 || got.stdout != "" || !strings.Contains(got.stderr, "can't be judged: ") || !strings.Contains(got.stderr, test.says) {
				t.Errorf("exit %d, %s%s, want exit 2 and %q", got.code, got.stdout, got.stderr, test.says)
			}
		})
	}
	t.Run("intact", func(t *testing.T) {
		if got := call(t, nil, "judge", filepath.Join(out, "recording.har")); got.code != 0 || strings.Contains(got.stdout, "seal") {
			t.Errorf("exit %d: %s%s", got.code, got.stdout, got.stderr)
		}
	})
	t.Run("without a seal", func(t *testing.T) {
		path := filepath.Join(t.TempDir(), "recording.har")
		if err := os.WriteFile(path, []byte(withoutSeal(text)), 0o600); err != nil {
			t.Fatal(err)
		}
		if got := call(t, nil, "judge", path); got.code != 0 || !strings.Contains(got.stdout, "the recording has no seal") {
			t.Errorf("exit %d: %s%s", got.code, got.stdout, got.stderr)
		}
	})
	if elapsed := intact.Ended.Sub(intact.Started); intact.Stepped || elapsed <= 0 || elapsed > time.Hour {
		t.Errorf("stepped %t in %s", intact.Stepped, elapsed)
	}
}

func rebind(r *exchange.Recording, symbol, value string) {
	at := slices.IndexFunc(r.Bindings, func(b exchange.Binding) bool { return b.Symbol == symbol })
	r.Bindings[at].Value = value
}
