package main_test

import (
	"bytes"
	"encoding/json"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/osact/osact/fixtures/faults"
	"github.com/osact/osact/suites/exchange"
)

// privately are what the reference cloud shows to operators, and whom it shows to
// anybody.
var privately = []string{
	"cmp-01", "cmp-02", "ctl-01", "dist-packages", "web-1", "worker-1", "too-big", "alice", "instance-0000000", "m1.huge",
	"No valid host found for resize", "e1e2bce071c540469f99a8bd0819dc96", "888c6a1e119040e4865855e7c68e3c8e",
}

// TestPublicBundle makes a bundle of a run that can be published, beside the one that
// can't, and looks at what others are told by it.
func TestPublicBundle(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	at := func(name string) string { return filepath.Join(folder, name) }
	here := cloudsOf(t)
	if got := call(t, []string{here}, "run", "--as", "member=alice", "--as", "admin=admin", "--as", "outsider=bob", "--as", "reader=rita", "--as", "bystander=nora",
		"--profile", "full", "--allow-writes", "--budget", "0", "--challenge", nonce, "--out", at("out"), "--bundle", at("public.tar.gz"), "--public"); got.code != 0 {
		t.Fatalf("exit %d\n%s%s", got.code, got.stdout, got.stderr)
	}
	if got := call(t, nil, "bundle", "--out", at("private.tar.gz"), at("out")); got.code != 0 {
		t.Fatalf("exit %d\n%s%s", got.code, got.stdout, got.stderr)
	}
	read := func(name string) []byte {
		content, err := os.ReadFile(at(name))
		if err != nil {
			t.Fatal(err)
		}
		return content
	}
	public, private := read("public.tar.gz"), read("private.tar.gz")

	t.Run("what is not in it", func(t *testing.T) {
		t.Parallel()
		for _, m := range unpacked(t, public) {
			for _, text := range privately {
				if !strings.HasPrefix(m.name, "contract/") && bytes.Contains(m.content, []byte(text)) {
					t.Errorf("%s holds %s", m.name, text)
				}
			}
		}
		all := unpacked(t, private)
		for _, text := range privately {
			if !slices.ContainsFunc(all, func(m member) bool { return bytes.Contains(m.content, []byte(text)) }) {
				t.Errorf("the other bundle does not hold %s", text)
			}
		}
	})
	t.Run("what it says of itself", func(t *testing.T) {
		t.Parallel()
		var manifest struct {
			Public struct {
				Replaced []struct {
					Kind           string
					Values, Places int
				}
				LeftOut []string `json:"left_out"`
			}
		}
		if err := json.Unmarshal(unpacked(t, public)[0].content, &manifest); err != nil || len(manifest.Public.Replaced) < 6 {
			t.Fatalf("%+v (%v)", manifest, err)
		}
		for _, r := range manifest.Public.Replaced {
			if r.Values == 0 || r.Places < r.Values {
				t.Errorf("%+v", r)
			}
		}
	})
	for name, test := range map[string]struct {
		clouds string
		args   []string
		bundle string
		code   int
		says   string
	}{
		"verified offline":         {"", []string{"--unsigned"}, "public", 3, "shown      public: it was made to be published: pseudonyms stand for"},
		"judged as before":         {"", []string{"--unsigned"}, "public", 3, "judged again: every outcome is the same, findings digest " + verdictIn(t, at("out")).Digest},
		"its challenge":            {"", []string{"--unsigned", "--challenge", nonce}, "public", 3, "shown      challenge: "},
		"the cloud as its witness": {here, []string{"--unsigned", "--as", "member=alice"}, "public", 3, "this run happened there: the 9 actions that it caused are told as they were recorded, by request id, times and events"},
		"but not by whom":          {here, []string{"--unsigned", "--as", "admin=admin"}, "public", 3, "not shown  witness: "},
		"names by its challenge":   {here, []string{"--unsigned", "--as", "member=alice"}, "public", 3, "names that follow from the challenge, so they are younger than it"},
		"another cloud":            {cloudsOf(t), []string{"--unsigned", "--as", "admin=admin"}, "public", 1, "refused    witness: "},
		"the other is not public":  {"", []string{"--unsigned"}, "private", 3, "evidence: verdict and recording are of one run"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := call(t, []string{test.clouds}, append(append([]string{"verify", "--profile", "full"}, test.args...), at(test.bundle+".tar.gz"))...)
			if got.code != test.code || !strings.Contains(got.stdout, test.says) {
				t.Errorf("exit %d, %s%s, want exit %d and %q", got.code, got.stdout, got.stderr, test.code, test.says)
			}
			if test.bundle == "private" && strings.Contains(got.stdout, "public: ") {
				t.Error(got.stdout)
			}
		})
	}
	t.Run("doctored", func(t *testing.T) {
		t.Parallel()
		doctorPublic(t, public, private)
	})
}

const nonce = "0123456789abcdef-of-a-certifier"

// doctorPublic does to a public bundle, and to the other one of the same run, what
// somebody may who wants to pass one off as something else.
func doctorPublic(t *testing.T, public, private []byte) {
	folder := t.TempDir()
	at := func(name string) string { return filepath.Join(folder, name) }
	if got := call(t, nil, "keygen", at("key")); got.code != 0 {
		t.Fatalf("exit %d: %s", got.code, got.stderr)
	}
	write := func(name string, content []byte) {
		if err := os.WriteFile(at(name), content, 0o600); err != nil {
			t.Error(err)
		}
	}
	certificates := map[string][]byte{}
	for name, content := range map[string][]byte{"public": public, "private": private} {
		write(name, content)
		if got := call(t, nil, "sign", "--key", at("key"), at(name)); got.code != 0 {
			t.Fatalf("exit %d: %s", got.code, got.stderr)
		}
		signed, err := os.ReadFile(at(name + ".certificate.json"))
		if err != nil {
			t.Fatal(err)
		}
		certificates[name] = signed
		var envelope struct{ Payload []byte }
		if err := json.Unmarshal(signed, &envelope); err != nil || !bytes.Contains(envelope.Payload, []byte(`"public":`+map[string]string{"public": "true", "private": "false"}[name])) {
			t.Errorf("the statement about the %s bundle is %s (%v)", name, envelope.Payload, err)
		}
	}
	edited := func(bundle []byte, edits ...func(*testing.T, []member) []member) []byte {
		all := unpacked(t, bundle)
		for _, edit := range edits {
			all = edit(t, all)
		}
		return packed(t, all)
	}
	unmarked := func(t *testing.T, all []member) []member {
		var manifest map[string]any
		if err := json.Unmarshal(all[0].content, &manifest); err != nil {
			t.Fatal(err)
		}
		delete(manifest, "public")
		all[0].content, _ = json.Marshal(manifest) // it was JSON
		return all
	}
	marked := change("manifest.json", `"implementation"`, `"public": {"replaced": [], "left_out": []}, "implementation"`)
	sealed := func(bundle []byte, edit func(*exchange.Recording)) []byte { return resealed(t, bundle, edit) }
	for name, test := range map[string]struct {
		content []byte
		signed  string
		says    string
	}{
		"an edited member":                  {edited(public, change("summary.md", "osact", "OSACT")), "public", "is not what its manifest says"},
		"an edited body":                    {edited(public, change("recording.har", "Success", "Failure"), listed), "public", "is not what was recorded there"},
		"edited, in a seal of one's own":    {sealed(public, func(r *exchange.Recording) { r.Exchanges[0].Response.Reason = "Fine" }), "public", "signature: "},
		"another body, sealed":              {sealed(public, spoil), "public", "signature: "},
		"public as private":                 {edited(public, unmarked), "public", "recording.har says that the bundle was made to be published, and manifest.json does not"},
		"private as public":                 {edited(private, marked), "private", "manifest.json says that the bundle was made to be published, and recording.har does not"},
		"public as private, sealed":         {edited(sealed(public, func(r *exchange.Recording) { r.Public = false }), unmarked), "public", "signature: "},
		"private as public, sealed":         {edited(sealed(private, func(r *exchange.Recording) { r.Public = true }), marked), "private", "signature: "},
		"the recording of the other":        {edited(public, func(t *testing.T, all []member) []member { return swap(t, all, unpacked(t, private), "recording.har") }, listed), "public", "is about another recording"},
		"the certificate of the other":      {public, "private", "signature: it is about another manifest.json"},
		"the other, with its certificate":   {private, "public", "signature: it is about another manifest.json"},
		"a host of its own":                 {sealed(public, func(r *exchange.Recording) { r.Target.URL = "https://cloud.vendor.example" }), "public", "signature: "},
		"what was replaced is told wrongly": {edited(public, change("manifest.json", `"values": `, `"values": 1`)), "public", "signature: "},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			path := filepath.Join(t.TempDir(), "bundle.tar.gz")
			if err := os.WriteFile(path, test.content, 0o600); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(path+".certificate.json", certificates[test.signed], 0o600); err != nil {
				t.Fatal(err)
			}
			got := call(t, nil, "verify", "--key", at("key.pub"), "--profile", "full", path)
			if got.code != 1 || !strings.Contains(got.stdout, "refused    ") || !strings.Contains(got.stdout, test.says) {
				t.Errorf("exit %d, %s%s, want exit 1 and %q", got.code, got.stdout, got.stderr, test.says)
			}
		})
	}
	if got := call(t, nil, "verify", "--key", at("key.pub"), "--profile", "full", at("public")); got.code != 0 || !strings.Contains(got.stdout, "public: ") {
		t.Errorf("exit %d, %s%s", got.code, got.stdout, got.stderr)
	}
}

// spoil changes a body without changing how long it is.
func spoil(r *exchange.Recording) {
	for i, x := range r.Exchanges {
		if bytes.Contains(x.Response.Body, []byte("Success")) {
			r.Exchanges[i].Response.Body = bytes.Replace(x.Response.Body, []byte("Success"), []byte("Failure"), 1)
			return
		}
	}
}

// TestPublicBundleOfABrokenCloud takes runs of clouds that leak what they should not:
// each is judged as before, and what leaked is not in the bundle.
func TestPublicBundleOfABrokenCloud(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"refusal-shows-a-stack", "host-leak-in-header-to-tenant"} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			fault, ok := faults.Find(name)
			if !ok {
				t.Fatal("there is no such fault")
			}
			root, tokens := serve(t, func(h http.Handler) http.Handler { return fault.Wrap(h) })
			out := t.TempDir()
			bundle := filepath.Join(out, "public.tar.gz")
			args := append([]string{"run", "--target", root, "--profile", "full", "--out", out, "--bundle", bundle, "--public"}, uncovered...)
			if got := call(t, tokens, args...); got.code != 1 && got.code != 3 && got.code != 0 {
				t.Fatalf("exit %d\n%s%s", got.code, got.stdout, got.stderr)
			}
			content, err := os.ReadFile(bundle)
			if err != nil {
				t.Fatal(err)
			}
			for _, m := range unpacked(t, content) {
				for _, text := range append([]string{"network.py", "attach_interface(", strings.TrimPrefix(root, "http://")}, privately...) {
					if !strings.HasPrefix(m.name, "contract/") && bytes.Contains(m.content, []byte(text)) {
						t.Errorf("%s holds %s", m.name, text)
					}
				}
			}
			if got := call(t, nil, "verify", "--unsigned", "--profile", "full", bundle); !strings.Contains(got.stdout, "findings digest "+verdictIn(t, out).Digest) {
				t.Errorf("exit %d\n%s%s", got.code, got.stdout, got.stderr)
			}
		})
	}
}

// TestPublicUsage asks for what no bundle can be.
func TestPublicUsage(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	out := filepath.Join(folder, "out")
	if got := call(t, nil, "run", "--only", "show.status.is-200", "--out", out); got.code != 0 {
		t.Fatalf("exit %d\n%s%s", got.code, got.stdout, got.stderr)
	}
	recording, err := os.ReadFile(filepath.Join(out, "recording.har"))
	if err != nil {
		t.Fatal(err)
	}
	unsealed := filepath.Join(folder, "unsealed")
	if err := os.Mkdir(unsealed, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(unsealed, "recording.har"), []byte(withoutSeal(string(recording))), 0o600); err != nil {
		t.Fatal(err)
	}
	if got := call(t, nil, "judge", filepath.Join(unsealed, "recording.har"), "--out", unsealed); got.code > 3 {
		t.Fatalf("exit %d\n%s%s", got.code, got.stdout, got.stderr)
	}
	for name, test := range map[string]struct {
		args []string
		code int
		says string
	}{
		"a run without a bundle": {[]string{"run", "--public", "--out", filepath.Join(folder, "no")}, 2, "--public is about a bundle: say where that goes, with --bundle FILE"},
		"one without a seal":     {[]string{"bundle", "--public", "--out", filepath.Join(folder, "b"), unsealed}, 2, "can't be made public: its recording has no seal"},
		"a host left in":         {[]string{"bundle", "--public", "--implementation", "product=the cloud of cmp-01.example.net", "--out", filepath.Join(folder, "d"), out}, 2, "can't be made public: manifest.json would still hold some of what must not be published (hosts and addresses)"},
		"a narrowed run":         {[]string{"bundle", "--public", "--out", filepath.Join(folder, "c"), out}, 0, "made to be published"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if got := call(t, nil, test.args...); got.code != test.code || !strings.Contains(got.stdout+got.stderr, test.says) {
				t.Errorf("exit %d, %s%s, want exit %d and %q", got.code, got.stdout, got.stderr, test.code, test.says)
			}
			if _, err := os.Stat(test.args[len(test.args)-2]); err == nil && test.code != 0 && test.args[0] == "bundle" {
				t.Error("there is a bundle")
			}
		})
	}
}
