package main_test

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"io"
	"log"
	"math/big"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"testing"
	"time"
)

// authority issues certificates, and is trusted where SSL_CERT_FILE is trust.
type authority struct {
	certificate *x509.Certificate
	key         *ecdsa.PrivateKey
	trust       string // SSL_CERT_FILE=…
}

// newAuthority makes one.
func newAuthority(t *testing.T) authority {
	t.Helper()
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "osact test authority"},
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour),
		IsCA: true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageCertSign,
	}
	certificate, key := sign(t, template, authority{})
	path := filepath.Join(t.TempDir(), "ca.pem")
	content := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: certificate.Raw})
	if err := os.WriteFile(path, content, 0o600); err != nil {
		t.Fatal(err)
	}
	return authority{certificate, key, "SSL_CERT_FILE=" + path}
}

// sign makes a certificate; the zero authority lets it sign itself.
func sign(t *testing.T, template *x509.Certificate, by authority) (*x509.Certificate, *ecdsa.PrivateKey) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	if by.certificate == nil {
		by = authority{certificate: template, key: key}
	}
	raw, err := x509.CreateCertificate(rand.Reader, template, by.certificate, &key.PublicKey, by.key)
	if err != nil {
		t.Fatal(err)
	}
	certificate, err := x509.ParseCertificate(raw)
	if err != nil {
		t.Fatal(err)
	}
	return certificate, key
}

// identity is what a server shows of itself.
type identity struct {
	address net.IP
	expires time.Time
	by      authority // zero: itself
}

// secure serves h over TLS, and returns its root.
func secure(t *testing.T, show identity, h http.Handler) string {
	t.Helper()
	certificate, key := sign(t, &x509.Certificate{
		SerialNumber: big.NewInt(2), Subject: pkix.Name{CommonName: "osact test server"},
		NotBefore: show.expires.Add(-48 * time.Hour), NotAfter: show.expires,
		IPAddresses: []net.IP{show.address},
		KeyUsage:    x509.KeyUsageDigitalSignature, ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
	}, show.by)
	server := httptest.NewUnstartedServer(h)
	server.TLS = &tls.Config{
		Certificates: []tls.Certificate{{Certificate: [][]byte{certificate.Raw}, PrivateKey: key}},
	}
	server.Config.ErrorLog = log.New(io.Discard, "", 0) // clients that hang up are what is tested
	server.StartTLS()
	t.Cleanup(server.Close)
	return server.URL
}
