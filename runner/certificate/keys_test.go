package certificate_test

import (
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"encoding/pem"
	"strings"
	"testing"

	"github.com/osact/osact/runner/bundle"
	"github.com/osact/osact/runner/certificate"
	"github.com/osact/osact/runner/verdict"
	"github.com/osact/osact/suites/exchange"
)

// inPEM writes both halves of a key as openssl does.
func inPEM(t *testing.T, secret, public any) (string, string) {
	t.Helper()
	half, err := x509.MarshalPKCS8PrivateKey(secret)
	if err != nil {
		t.Fatal(err)
	}
	other, err := x509.MarshalPKIXPublicKey(public)
	if err != nil {
		t.Fatal(err)
	}
	return string(pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: half})), string(pem.EncodeToMemory(&pem.Block{Type: "PUBLIC KEY", Bytes: other}))
}

func onCurve(t *testing.T, curve elliptic.Curve) (string, string) {
	t.Helper()
	key, err := ecdsa.GenerateKey(curve, rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	return inPEM(t, key, key.Public())
}

// contents are about a run that certifies something.
func contents() bundle.Contents {
	c := bundle.Contents{ManifestDigest: "aa", Manifest: bundle.Manifest{EvidenceDigest: "bb"}}
	c.Verdict.Verdict, c.Verdict.Target.Kind = verdict.Conformant, exchange.Given
	c.Verdict.Requirements = []verdict.Requirement{
		{ID: "a", Level: "MUST", Outcome: "satisfied"},
		{ID: "b", Level: "SHOULD", Outcome: "violated"},
		{ID: "c", Level: "SHOULD", Outcome: "untested"},
		{ID: "d", Level: "MAY", Outcome: "not applicable"},
	}
	return c
}

// What one kind of key signs, its public half verifies; the half of another does not,
// nor does it verify what was altered.
func TestWhatIsSignedIsVerified(t *testing.T) {
	made, madePublic, err := certificate.NewKey()
	if err != nil {
		t.Fatal(err)
	}
	curved, curvedPublic := onCurve(t, elliptic.P256())
	for name, keys := range map[string][3]string{
		"ed25519": {string(made), string(madePublic), curvedPublic}, "P-256": {curved, curvedPublic, string(madePublic)},
	} {
		secret, err := certificate.SecretKey([]byte(keys[0]))
		if err != nil {
			t.Fatal(err)
		}
		signed, err := certificate.Sign(certificate.About(contents()), secret)
		if err != nil {
			t.Fatal(err)
		}
		for half, test := range map[string]struct {
			public, text, want string
		}{
			"its own":       {keys[1], string(signed), ""},
			"another":       {keys[2], string(signed), "signed by another key"},
			"altered":       {keys[1], strings.Replace(string(signed), `"payload": "ey`, `"payload": "eY`, 1), "one of them was altered"},
			"cut":           {keys[1], string(signed)[:40], "not JSON"},
			"with more":     {keys[1], strings.Replace(string(signed), `"payload"`, `"more": 1, "payload"`, 1), "that is unknown"},
			"of other type": {keys[1], strings.Replace(string(signed), "in-toto", "in_toto", 1), "not an in-toto statement"},
		} {
			public, err := certificate.PublicKey([]byte(test.public))
			if err != nil {
				t.Fatal(err)
			}
			s, err := certificate.Open([]byte(test.text), public)
			if test.want == "" && (err != nil || s.IsAbout(contents()) != nil) || test.want != "" && (err == nil || !strings.Contains(err.Error(), test.want)) {
				t.Errorf("%s, %s: %v, want %q", name, half, err, test.want)
			}
		}
	}
}

// A statement is about one bundle, and says what did not run.
func TestAStatementIsAboutOneBundle(t *testing.T) {
	s := certificate.About(contents())
	p := s.Predicate
	if p.Result != "PASSED" || !p.Certificate || len(p.Shortfalls) > 0 || strings.Join(p.PassedTests, "") != "a" || strings.Join(p.WarnedTests, "") != "b" ||
		len(p.FailedTests) > 0 || strings.Join(p.NotRunTests, "") != "c" || strings.Join(p.NotApplicableTests, "") != "d" {
		t.Errorf("%+v", p)
	}
	for want, change := range map[string]func(*bundle.Contents){
		"another manifest.json":   func(c *bundle.Contents) { c.ManifestDigest = "cc" },
		"another recording.har":   func(c *bundle.Contents) { c.Manifest.EvidenceDigest = "cc" },
		"and by the bundle it is": func(c *bundle.Contents) { c.Verdict.Verdict = verdict.Nonconformant },
	} {
		other := contents()
		change(&other)
		if err := s.IsAbout(other); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v, want %q", err, want)
		}
	}
}

func TestWhatCertifiesNothing(t *testing.T) {
	for want, change := range map[string]func(*verdict.Verdict){
		"it is about the embedded reference cloud":    func(v *verdict.Verdict) { v.Target.Kind = exchange.Embedded },
		"certificates were not verified":              func(v *verdict.Verdict) { v.Target.Insecure = true },
		"it is narrowed to some requirements":         func(v *verdict.Verdict) { v.Only = []string{"a"} },
		"it is incomplete":                            func(v *verdict.Verdict) { v.Verdict = verdict.Incomplete },
		"it is nonconformant":                         func(v *verdict.Verdict) { v.Verdict = verdict.Nonconformant },
		"its recording has no seal":                   func(v *verdict.Verdict) { v.Recorded.Unsealed = true },
		"it is by a contract that is not osact's own": func(v *verdict.Verdict) { v.Contract = "given:aa" },
	} {
		v := contents().Verdict
		change(&v)
		if got := strings.Join(certificate.Shortfalls(v), "; "); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

func TestKeysOfOtherKindsAreRefused(t *testing.T) {
	wide, widePublic := onCurve(t, elliptic.P384())
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	old, oldPublic := inPEM(t, key, key.Public())
	half, whole, err := ed25519.GenerateKey(nil)
	if err != nil {
		t.Fatal(err)
	}
	secret, public := inPEM(t, whole, half)
	const kinds = "neither an ed25519 nor an ECDSA P-256 key"
	for _, test := range []struct {
		name, secret, public, wantSecret, wantPublic string
	}{
		{"P-384", wide, widePublic, kinds, kinds},
		{"RSA", old, oldPublic, kinds, kinds},
		{"nothing", "", "", "it is not PEM", "it is neither PEM nor a public key of OpenSSH"},
		{"the other half", public, secret, "it is a public key", "it is a secret key"},
		{"broken, of OpenSSH", "-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n-----END OPENSSH PRIVATE KEY-----\n", "ssh-ed25519 AAAA", "ssh: ", "it is neither PEM nor a public key of OpenSSH"},
		{"an old form", "-----BEGIN EC PRIVATE KEY-----\nAAAA\n-----END EC PRIVATE KEY-----\n", "-----BEGIN EC PUBLIC KEY-----\nAAAA\n-----END EC PUBLIC KEY-----\n", "openssl pkcs8", "osact reads PUBLIC KEY"},
	} {
		if _, err := certificate.SecretKey([]byte(test.secret)); err == nil || !strings.Contains(err.Error(), test.wantSecret) {
			t.Errorf("%s: %v, want %q", test.name, err, test.wantSecret)
		}
		if _, err := certificate.PublicKey([]byte(test.public)); err == nil || !strings.Contains(err.Error(), test.wantPublic) {
			t.Errorf("%s: %v, want %q", test.name, err, test.wantPublic)
		}
	}
}
