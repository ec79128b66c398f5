package certificate_test

import (
	"bytes"
	"crypto"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"encoding/pem"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/crypto/ssh"

	"github.com/osact/osact/runner/certificate"
)

// ofSSH writes both halves of a key as ssh-keygen does.
func ofSSH(t *testing.T, key crypto.Signer, passphrase string) (secret, public []byte) {
	t.Helper()
	block, err := ssh.MarshalPrivateKey(key, "comment")
	if passphrase != "" {
		block, err = ssh.MarshalPrivateKeyWithPassphrase(key, "comment", []byte(passphrase))
	}
	if err != nil {
		t.Fatal(err)
	}
	line, err := ssh.NewPublicKey(key.Public())
	if err != nil {
		t.Fatal(err)
	}
	return pem.EncodeToMemory(block), ssh.MarshalAuthorizedKey(line)
}

// newSSH returns keys of the kinds that osact signs with, and some of others.
func newSSH(t *testing.T) (good, bad map[string]crypto.Signer) {
	t.Helper()
	good, bad = map[string]crypto.Signer{}, map[string]crypto.Signer{}
	_, whole, err := ed25519.GenerateKey(nil)
	if err != nil {
		t.Fatal(err)
	}
	good["ed25519"] = whole
	for name, curve := range map[string]elliptic.Curve{"P-256": elliptic.P256(), "P-384": elliptic.P384()} {
		key, err := ecdsa.GenerateKey(curve, rand.Reader)
		if err != nil {
			t.Fatal(err)
		}
		if bad[name] = key; name == "P-256" {
			good[name] = key
			delete(bad, name)
		}
	}
	if bad["RSA"], err = rsa.GenerateKey(rand.Reader, 2048); err != nil {
		t.Fatal(err)
	}
	return good, bad
}

// Keys of OpenSSH sign and verify a certificate as others do, and ssh-keygen verifies
// what they sign in its form.
func TestKeysOfOpenSSH(t *testing.T) {
	good, bad := newSSH(t)
	for name, key := range good {
		text, line := ofSSH(t, key, "")
		secret, err := certificate.SecretKey(text)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		public, err := certificate.PublicKey(line)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		signed, err := certificate.Sign(certificate.About(contents()), secret)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if _, err := certificate.Open(signed, public); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		signature, err := certificate.SignSSH(signed, secret)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		bySSH(t, name, line, signed, signature)
		locked, _ := ofSSH(t, key, "secret")
		if _, err := certificate.SecretKey(locked); err == nil || !strings.Contains(err.Error(), "protected by a passphrase") {
			t.Errorf("%s: %v", name, err)
		}
		if _, err := certificate.PublicKey(append(line, line...)); err == nil || !strings.Contains(err.Error(), "more than one key") {
			t.Errorf("%s: %v", name, err)
		}
		if _, err := certificate.PublicKey(text); err == nil || !strings.Contains(err.Error(), "it is a secret key") {
			t.Errorf("%s: %v", name, err)
		}
	}
	for name, key := range bad {
		text, line := ofSSH(t, key, "")
		if _, err := certificate.SecretKey(text); err == nil || !strings.Contains(err.Error(), "neither an ed25519 nor an ECDSA P-256 key") {
			t.Errorf("%s: %v", name, err)
		}
		if _, err := certificate.PublicKey(line); err == nil || !strings.Contains(err.Error(), "neither an ed25519 nor an ECDSA P-256 key") {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// bySSH has ssh-keygen verify a signature, and refuse it for what was altered, for
// another purpose and by another key.
func bySSH(t *testing.T, name string, public, file, signature []byte) {
	t.Helper()
	tool, err := exec.LookPath("ssh-keygen")
	if err != nil {
		t.Log("there is no ssh-keygen here, so it can't be asked")
		return
	}
	folder := t.TempDir()
	_, whole, err := ed25519.GenerateKey(nil)
	if err != nil {
		t.Fatal(err)
	}
	_, other := ofSSH(t, whole, "")
	for at, content := range map[string][]byte{"sig": signature, "vendor": append([]byte("vendor "), public...), "other": append([]byte("vendor "), other...)} {
		if err := os.WriteFile(filepath.Join(folder, at), content, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for _, test := range []struct {
		signers, namespace string
		file               []byte
		good               bool
	}{
		{"vendor", certificate.Namespace, file, true},
		{"vendor", certificate.Namespace, append([]byte(" "), file...), false},
		{"vendor", "git", file, false},
		{"other", certificate.Namespace, file, false},
	} {
		cmd := exec.CommandContext(t.Context(), tool, "-Y", "verify", "-f", filepath.Join(folder, test.signers), "-I", "vendor", "-n", test.namespace, "-s", filepath.Join(folder, "sig"))
		cmd.Stdin = bytes.NewReader(test.file)
		if said, err := cmd.CombinedOutput(); (err == nil) != test.good {
			t.Errorf("%s: ssh-keygen says %s (%v), want %t", name, said, err, test.good)
		}
	}
}
