package main_test

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	judged "github.com/osact/osact/runner/verdict"
	"github.com/osact/osact/suites/exchange"
	"github.com/osact/osact/suites/judge"
)

// member is a file in an archive.
type member struct {
	name    string
	content []byte
}

// unpacked returns the members of a bundle.
func unpacked(t *testing.T, packed []byte) []member {
	t.Helper()
	plain, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		t.Fatal(err)
	}
	var all []member
	for archive := tar.NewReader(plain); ; {
		header, err := archive.Next()
		if err == io.EOF {
			return all
		}
		if err != nil {
			t.Fatal(err)
		}
		content, err := io.ReadAll(archive)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, member{header.Name, content})
	}
}

// packed returns an archive of members.
func packed(t *testing.T, all []member) []byte {
	t.Helper()
	var out bytes.Buffer
	zipped := gzip.NewWriter(&out)
	archive := tar.NewWriter(zipped)
	for _, m := range all {
		if err := archive.WriteHeader(&tar.Header{Typeflag: tar.TypeReg, Name: m.name, Size: int64(len(m.content)), Mode: 0o600}); err != nil {
			t.Fatal(err)
		}
		if _, err := archive.Write(m.content); err != nil {
			t.Fatal(err)
		}
	}
	if err := archive.Close(); err != nil {
		t.Fatal(err)
	}
	if err := zipped.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// listed writes the manifest of members anew, as somebody does who knows its form.
func listed(t *testing.T, all []member) []member {
	t.Helper()
	var manifest map[string]any
	if err := json.Unmarshal(all[0].content, &manifest); err != nil {
		t.Fatal(err)
	}
	var members []map[string]any
	for _, m := range all[1:] {
		sum := sha256.Sum256(m.content)
		members = append(members, map[string]any{"name": m.name, "size": len(m.content), "sha256": hex.EncodeToString(sum[:])})
		if m.name == "recording.har" {
			manifest["evidence_digest"] = hex.EncodeToString(sum[:])
		}
	}
	manifest["members"] = members
	content, err := json.Marshal(manifest)
	if err != nil {
		t.Fatal(err)
	}
	all[0].content = content
	return all
}

// change replaces a text in a member.
func change(name, old, by string) func(*testing.T, []member) []member {
	return func(t *testing.T, all []member) []member {
		at := slices.IndexFunc(all, func(m member) bool { return m.name == name })
		if !bytes.Contains(all[at].content, []byte(old)) {
			t.Fatalf("%s does not hold %q", name, old)
		}
		all[at].content = bytes.Replace(all[at].content, []byte(old), []byte(by), 1)
		return all
	}
}

// TestVerify takes a bundle of a run, and what can be done to one.
func TestVerify(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	at := func(name string) string { return filepath.Join(folder, name) }
	must := func(code int, args ...string) outcome {
		t.Helper()
		got := call(t, nil, args...)
		if got.code != code {
			t.Fatalf("osact %s: exit %d, want %d\n%s%s", strings.Join(args, " "), got.code, code, got.stdout, got.stderr)
		}
		return got
	}
	root, tokens := serve(t, asItIs)
	for name, args := range map[string][]string{"out": nil, "narrow": {"--only", "show.status.is-200"}} {
		if got := call(t, tokens, append([]string{"run", "--target", root, "--budget", "0", "--out", at(name)}, args...)...); got.code != 0 {
			t.Fatalf("exit %d\n%s%s", got.code, got.stdout, got.stderr)
		}
		must(0, "bundle", "--implementation", "organisation=Vendor", "--out", at(name+".tar.gz"), at(name))
	}
	if judged, again := must(0, "judge", "--json", at("out")), must(0, "judge", "--json", at("out.tar.gz")); judged.stdout != again.stdout {
		t.Error("a bundle is judged otherwise than the folder that it was made of")
	}
	if got := must(0, "diff", at("out.tar.gz"), at("out")); !strings.HasPrefix(got.stdout, "the same") {
		t.Errorf("a bundle differs from the folder that it was made of:\n%s", got.stdout)
	}
	must(0, "keygen", at("key"))
	must(0, "keygen", at("other"))
	must(0, "sign", "--key", at("key"), at("out.tar.gz"))
	must(2, "keygen", at("key")) // it is there

	good, err := os.ReadFile(at("out.tar.gz"))
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(at("broken.tar.gz"), good[:300], 0o600); err != nil {
		t.Fatal(err)
	}
	must(2, "judge", at("broken.tar.gz"))
	must(2, "diff", at("broken.tar.gz"), at("out"))
	certificate, err := os.ReadFile(at("out.tar.gz.certificate.json"))
	if err != nil {
		t.Fatal(err)
	}
	narrow, err := os.ReadFile(at("narrow.tar.gz"))
	if err != nil {
		t.Fatal(err)
	}
	must(0, "bundle", "--implementation", "organisation=Vendor", "--out", at("again.tar.gz"), at("out"))
	if again, err := os.ReadFile(at("again.tar.gz")); err != nil || !bytes.Equal(good, again) {
		t.Errorf("the same files give another bundle (%v)", err)
	}
	if len(good) > 1<<20 {
		t.Errorf("the bundle has %d bytes", len(good))
	}
	if got := must(2, "sign", "--key", at("key"), at("narrow.tar.gz")); !strings.Contains(got.stderr, "certifies nothing: it is narrowed to some requirements") {
		t.Errorf("%s", got.stderr)
	}

	edited := func(edits ...func(*testing.T, []member) []member) []byte {
		all := unpacked(t, good)
		for _, edit := range edits {
			all = edit(t, all)
		}
		return packed(t, all)
	}
	anew := func(t *testing.T, all []member) []member { return listed(t, all) }
	ruling := change("verdict.json", `"verdict": "conformant"`, `"verdict": "conformant-with-warnings"`)
	for name, test := range map[string]struct {
		bundle   []byte
		unsigned bool // judge it without a signature, as the key's holder could have signed it
		args     []string
		code     int
		says     string
	}{
		"as it is":                   {bundle: good, says: "shown      verdict: conformant for the profile tenant"},
		"unsigned":                   {bundle: good, unsigned: true, code: 3, says: "not shown  signature: no key was given"},
		"another profile":            {bundle: good, args: []string{"--profile", "full"}, code: 1, says: `refused    profile: it was run for the profile "tenant", and "full" is demanded`},
		"another key":                {bundle: good, args: []string{"--key", at("other.pub")}, code: 1, says: "refused    signature: it is signed by another key"},
		"without a certificate":      {bundle: good, args: []string{"--certificate", at("nowhere")}, code: 2},
		"the certificate of another": {bundle: narrow, code: 1, says: "refused    signature: it is about another manifest.json"},
		"narrowed":                   {bundle: narrow, unsigned: true, code: 3, says: "not shown  judged again: the run was narrowed to 1 of "},
		"a part that holds":          {bundle: narrow, unsigned: true, code: 3, says: "not shown  verdict: partial: what was chosen holds"},
		"a member is altered":        {bundle: edited(change("summary.md", "conformant", "conform")), code: 1, says: `the member "summary.md" is not a file of`},
		"a member, to its length":    {bundle: edited(change("summary.md", "conformant", "conformist")), code: 1, says: `the member "summary.md" is not what its manifest says`},
		"a member and the manifest":  {bundle: edited(change("summary.md", "conformant", "conformist"), anew), code: 1, says: "refused    signature: it is about another manifest.json"},
		"the ruling":                 {bundle: edited(ruling, anew), unsigned: true, code: 1, says: "it is called conformant-with-warnings, and its counts come to conformant"},
		"an outcome":                 {bundle: edited(change("verdict.json", `"outcome": "satisfied"`, `"outcome": "violated"`), anew), unsigned: true, code: 1, says: "is called violated, and its findings come to satisfied"},
		"a requirement is left out":  {bundle: edited(leaveOut, anew), unsigned: true, code: 1, says: "is demanded, and its verdict leaves it out"},
		"the target of the verdict":  {bundle: edited(change("verdict.json", root, "https://cloud.vendor.example"), anew), unsigned: true, code: 1, says: "it says that target/url is "},
		"the times of the verdict":   {bundle: edited(change("verdict.json", `"started": "2`, `"started": "3`), anew), unsigned: true, code: 1, says: "it says that started is "},
		"the recording":              {bundle: edited(change("recording.har", "Success", "Failure"), anew), unsigned: true, code: 1, says: "this recording was altered or damaged: exchange "},
		"actors are swapped, sealed": {bundle: resealed(t, good, func(r *exchange.Recording) {
			r.Actors["member"], r.Actors["outsider"] = r.Actors["outsider"], r.Actors["member"]
			rebind(r, "member.project", r.Actors["member"].Project)
		}), unsigned: true, code: 1, says: "refused    recording: "},
		"a role is taken away, sealed": {bundle: resealed(t, good, func(r *exchange.Recording) {
			who := r.Actors["member"]
			who.User, who.Project, who.Roles = "u", "p", []string{"reader"}
			r.Actors["member"] = who
		}), unsigned: true, code: 1, says: "refused    recording: "},
		"the target, sealed":              {bundle: resealed(t, good, func(r *exchange.Recording) { r.Target.URL = "https://cloud.vendor.example" }), unsigned: true, code: 1, says: "the target say https://cloud.vendor.example"},
		"the newest microversion, sealed": {bundle: resealed(t, good, func(r *exchange.Recording) { rebind(r, "target.maximum", "2.60") }), unsigned: true, code: 1, says: "{target.maximum} is bound to 2.60"},
		"the profile, sealed":             {bundle: resealed(t, good, func(r *exchange.Recording) { r.Profile = "operator" }), unsigned: true, code: 1, says: "refused    "},
		"another recording":               {bundle: edited(func(t *testing.T, all []member) []member { return swap(t, all, unpacked(t, narrow), "recording.har") }, anew), unsigned: true, code: 1, says: "verdict.json is about another recording"},
		"another verdict":                 {bundle: edited(func(t *testing.T, all []member) []member { return swap(t, all, unpacked(t, narrow), "verdict.json") }, anew), unsigned: true, code: 1, says: "verdict.json is about another recording"},
		"two members of one name":         {bundle: edited(func(_ *testing.T, all []member) []member { return append(all, all[1]) }), code: 1, says: `it has two members "verdict.json"`},
		"two manifests":                   {bundle: edited(func(_ *testing.T, all []member) []member { return append(all, all[0]) }), code: 1, says: `it has two members "manifest.json"`},
		"a member outside":                {bundle: edited(func(_ *testing.T, all []member) []member { return append(all, member{"../evil", nil}) }), code: 1, says: `it has a member "../evil" that its manifest does not name`},
		"another certificate":             {bundle: edited(func(_ *testing.T, all []member) []member { return append(all, member{"target.pem", []byte("x")}) }, anew), unsigned: true, code: 1, says: "target.pem has other certificates than recording.har"},
		"a member less":                   {bundle: edited(func(_ *testing.T, all []member) []member { return slices.Delete(all, 3, 4) }), code: 1, says: "it lacks the member "},
		"no manifest in front":            {bundle: edited(func(_ *testing.T, all []member) []member { return all[1:] }), code: 1, says: "its first member is "},
		"a manifest of another shape":     {bundle: edited(change("manifest.json", "osact/manifest/1", "osact/manifest/2")), code: 1, says: "its schema is"},
		"a manifest with more":            {bundle: edited(change("manifest.json", `"schema"`, `"more": 1, "schema"`)), code: 1, says: "that is unknown"},
		"a manifest with a twin":          {bundle: edited(change("manifest.json", `"schema"`, `"schema": "x", "schema"`)), code: 1, says: "has a member twice"},
		"a bomb":                          {bundle: hugeBundle(t), code: 1, says: `"recording.har" has 1073741824 bytes, and osact reads up to`},
		"a bomb that says little":         {bundle: edited(func(_ *testing.T, all []member) []member { return append(all, member{"more", make([]byte, 64<<20)}) }), code: 1, says: `it has a member "more"`},
		"something follows":               {bundle: append(slices.Clone(good), 'x'), code: 1, says: "something follows the end of the archive"},
		"it is cut off":                   {bundle: good[:len(good)/2], code: 1, says: "unexpected EOF"},
		"it is no archive":                {bundle: []byte("PK\x03\x04"), code: 1, says: "it is no bundle"},
		"it is empty":                     {bundle: nil, code: 1, says: "it is no bundle"},
	} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "b.tar.gz")
			for at, content := range map[string][]byte{path: test.bundle, path + ".certificate.json": certificate} {
				if err := os.WriteFile(at, content, 0o600); err != nil {
					t.Fatal(err)
				}
			}
			args := []string{"verify", "--profile", "tenant", "--key", at("key.pub")}
			if test.unsigned {
				args = []string{"verify", "--profile", "tenant", "--unsigned"}
			}
			got := call(t, nil, append(append(args, test.args...), path)...)
			if got.code != test.code || !strings.Contains(got.stdout, test.says) || (got.complaint() == "") == (test.code == 2) {
				t.Errorf("exit %d, %s%s, want exit %d and %q", got.code, got.stdout, got.stderr, test.code, test.says)
			}
		})
	}
	t.Run("without a signature", func(t *testing.T) {
		got := call(t, nil, "verify", "--profile", "tenant", "--key", at("key.pub"), at("again.tar.gz"))
		if got.code != 1 || !strings.Contains(got.stdout, "refused    signature: it is not signed") {
			t.Errorf("exit %d, %s%s", got.code, got.stdout, got.stderr)
		}
	})
	t.Run("signed by another", func(t *testing.T) {
		must(0, "sign", "--key", at("other"), at("again.tar.gz"))
		got := call(t, nil, "verify", "--profile", "tenant", "--key", at("key.pub"), at("again.tar.gz"))
		if got.code != 1 || !strings.Contains(got.stdout, "refused    signature: it is signed by another key") {
			t.Errorf("exit %d, %s%s", got.code, got.stdout, got.stderr)
		}
	})
	t.Run("by openssl", func(t *testing.T) { byOpenSSL(t, certificate, at("key.pub")) })
}

// leaveOut takes a requirement out of the verdict, and out of all that is counted there.
func leaveOut(t *testing.T, all []member) []member {
	t.Helper()
	at := slices.IndexFunc(all, func(m member) bool { return m.name == "verdict.json" })
	v, err := judged.Parse("verdict.json", all[at].content)
	if err != nil {
		t.Fatal(err)
	}
	first := slices.IndexFunc(v.Requirements, func(r judged.Requirement) bool {
		return r.Level == "MUST" && !slices.ContainsFunc(r.Findings, func(f judged.Finding) bool { return f.Outcome != "satisfied" })
	})
	v.Counts.Satisfied--
	v.Levels.Must.Satisfied--
	v.Findings.Satisfied -= len(v.Requirements[first].Findings)
	v.Requirements = slices.Delete(v.Requirements, first, first+1)
	var findings []judge.Finding
	for _, r := range v.Requirements {
		for _, f := range r.Findings {
			findings = append(findings, judge.Finding{Requirement: r.ID, Probe: f.Probe, Outcome: f.Outcome, Answers: f.Answers, Violations: f.Violations})
		}
	}
	v.Digest = judge.Digest(findings)
	var text bytes.Buffer
	if err := v.Write(&text); err != nil {
		t.Fatal(err)
	}
	all[at].content = text.Bytes()
	return all
}

// swap puts the member of one bundle into the place of that of another.
func swap(t *testing.T, all, others []member, name string) []member {
	t.Helper()
	named := func(m member) bool { return m.name == name }
	all[slices.IndexFunc(all, named)] = others[slices.IndexFunc(others, named)]
	return all
}

// hugeBundle is a small archive that says it holds a GiB.
func hugeBundle(t *testing.T) []byte {
	t.Helper()
	manifest := fmt.Sprintf(`{"schema": "osact/manifest/1", "members": [{"name": "recording.har", "size": %d, "sha256": ""}]}`, 1<<30)
	return packed(t, []member{{"manifest.json", []byte(manifest)}})
}

// byOpenSSL has openssl verify a certificate, and refuse it when it was altered.
func byOpenSSL(t *testing.T, certificate []byte, key string) {
	openssl, err := exec.LookPath("openssl")
	if err != nil {
		t.Log("there is no openssl here, so it can't be asked")
		return
	}
	var envelope struct {
		PayloadType string
		Payload     string
		Signatures  []struct{ Sig string }
	}
	if err := json.Unmarshal(certificate, &envelope); err != nil {
		t.Fatal(err)
	}
	payload, err := base64.StdEncoding.DecodeString(envelope.Payload)
	if err != nil {
		t.Fatal(err)
	}
	signature, err := base64.StdEncoding.DecodeString(envelope.Signatures[0].Sig)
	if err != nil {
		t.Fatal(err)
	}
	folder := t.TempDir()
	for _, altered := range []bool{false, true} {
		if altered {
			payload = bytes.Replace(payload, []byte("PASSED"), []byte("WARNED"), 1)
		}
		signed := fmt.Appendf(nil, "DSSEv1 %d %s %d %s", len(envelope.PayloadType), envelope.PayloadType, len(payload), payload)
		for name, content := range map[string][]byte{"signed": signed, "signature": signature} {
			if err := os.WriteFile(filepath.Join(folder, name), content, 0o600); err != nil {
				t.Fatal(err)
			}
		}
		said, err := exec.CommandContext(t.Context(), openssl, "pkeyutl", "-verify", "-pubin", "-inkey", key, "-rawin",
			"-in", filepath.Join(folder, "signed"), "-sigfile", filepath.Join(folder, "signature")).CombinedOutput()
		if (err == nil) == altered {
			t.Errorf("altered %t: openssl says %s (%v)", altered, said, err)
		}
	}
}
