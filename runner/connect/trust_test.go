package connect

import (
	"crypto/ed25519"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"fmt"
	"io"
	"log"
	"math/big"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/osact/osact/fixtures/cloud"
	"github.com/osact/osact/suites/exchange"
)

// secured serves the reference cloud over TLS, and returns its address and the
// file of its authority. If it has an authority for clients, they need a
// certificate.
func secured(t *testing.T, clients *x509.CertPool) (c *cloud.Cloud, address, authority string) {
	t.Helper()
	c, err := cloud.New(cloud.Options{})
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewUnstartedServer(c)
	server.Config.ErrorLog = log.New(io.Discard, "", 0)
	server.TLS = &tls.Config{}
	if clients != nil {
		server.TLS.ClientAuth, server.TLS.ClientCAs = tls.RequireAndVerifyClientCert, clients
	}
	server.StartTLS()
	t.Cleanup(server.Close)
	authority = written(t, t.TempDir(), "ca.pem", pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: server.Certificate().Raw}))
	return c, server.URL, authority
}

// certificate makes a client's certificate, its key, and the pool that trusts it.
func certificate(t *testing.T) (cert, key []byte, pool *x509.CertPool) {
	t.Helper()
	public, private, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "client"},
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour),
		ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageClientAuth}, IsCA: true, BasicConstraintsValid: true,
	}
	raw, err := x509.CreateCertificate(rand.Reader, template, template, public, private)
	if err != nil {
		t.Fatal(err)
	}
	encoded, err := x509.MarshalPKCS8PrivateKey(private)
	if err != nil {
		t.Fatal(err)
	}
	cert = pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: raw})
	pool = x509.NewCertPool()
	pool.AppendCertsFromPEM(cert)
	return cert, pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: encoded}), pool
}

// withKeys adds keys to each entry of a clouds.yaml.
func withKeys(file []byte, keys string) string {
	return strings.ReplaceAll(string(file), "    region_name", keys+"    region_name")
}

func TestTrust(t *testing.T) {
	t.Parallel()
	cert, key, pool := certificate(t)
	folder := t.TempDir()
	certFile, keyFile := written(t, folder, "cert.pem", cert), written(t, folder, "key.pem", key)
	bothFile := written(t, folder, "both.pem", append(cert, key...))
	open, openAddress, openAuthority := secured(t, nil)
	closed, closedAddress, closedAuthority := secured(t, pool)
	_, plain, _ := reference(t)
	elsewhere := func(address string) string { return strings.Replace(address, "127.0.0.1", "localhost", 1) }
	for name, test := range map[string]struct {
		cloud         *cloud.Cloud
		address, keys string
		class         error // nil: there is a connection
		why           string
	}{
		"cacert":                   {open, openAddress, "    cacert: " + openAuthority + "\n", nil, ""},
		"verify false":             {open, openAddress, "    verify: false\n", nil, ""},
		"verify false by name":     {open, elsewhere(openAddress), "    verify: false\n", nil, ""},
		"verify false, and cacert": {open, openAddress, "    verify: no\n    cacert: " + closedAuthority + "\n", nil, ""},
		"verify true":              {open, openAddress, "    verify: true\n    cacert: " + openAuthority + "\n", nil, ""},
		"a client's certificate":   {closed, closedAddress, "    cacert: " + closedAuthority + "\n    cert: " + certFile + "\n    key: " + keyFile + "\n", nil, ""},
		"both in one file":         {closed, closedAddress, "    cacert: " + closedAuthority + "\n    cert: " + bothFile + "\n", nil, ""},

		"unknown authority":     {open, openAddress, "", ErrUnreachable, "is signed by an authority that is not trusted: name that authority in cacert"},
		"another name":          {open, elsewhere(openAddress), "    cacert: " + openAuthority + "\n", ErrUnreachable, "is for another name"},
		"no client certificate": {closed, closedAddress, "    cacert: " + closedAuthority + "\n", ErrUnreachable, "refuses a secure connection: if it wants a client's certificate, name yours in cert and key"},
		"no TLS":                {open, strings.Replace(plain, "http:", "https:", 1), "", ErrUnreachable, "does not speak TLS: begin auth_url with http://"},
		"only TLS":              {open, strings.Replace(openAddress, "https:", "http:", 1), "", ErrUnreachable, "answers 400 with no type, not as an identity service does"},
		"a cert without a key":  {closed, closedAddress, "    cert: " + certFile + "\n", ErrActors, "its cert and key do not belong together"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c, err := Dial(t.Context(), Options{
				Clouds:  map[exchange.Actor]string{exchange.Admin: "admin", exchange.Member: "alice"},
				Environ: cloudsYAML(t, withKeys(test.cloud.CloudsYAML(test.address), test.keys)),
			})
			if test.class != nil {
				refused(t, err, test.class, test.why)
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			if want := strings.Contains(name, "verify false"); c.Target.Insecure != want {
				t.Errorf("it is marked as insecure: %v, want %v", c.Target.Insecure, want)
			}
			token, _ := c.Token(exchange.Member)
			if status := ask(t, c, token); status != http.StatusOK {
				t.Errorf("the target answers %d", status)
			}
		})
	}
}

// All actors ask over the same connections, so they must trust alike, unless
// nothing is secured.
func TestTrustThatDiffers(t *testing.T) {
	t.Parallel()
	c, address, authority := secured(t, nil)
	secure := withKeys(c.CloudsYAML(address), "    cacert: "+authority+"\n")
	env := cloudsYAML(t, strings.Replace(secure, "  alice:\n", "  alice:\n    verify: false\n", 1))
	clouds := map[exchange.Actor]string{exchange.Admin: "admin", exchange.Member: "alice"}
	_, err := Dial(t.Context(), Options{Clouds: clouds, Environ: env})
	refused(t, err, ErrActors, "admin (clouds.yaml entry admin): its verify, cacert, cert or key differ from those of member")

	got, err := Dial(t.Context(), Options{Target: "http://cloud", Clouds: clouds, Environ: env})
	if err != nil || !got.Target.Insecure {
		t.Errorf("got %+v, %v, want a connection that is marked as insecure", got, err)
	}
}

// What an entry says about trust concerns tokens that came alone, too: they
// ask the same target.
func TestTokensAreTrustedWithTheTarget(t *testing.T) {
	t.Parallel()
	c, address, authority := secured(t, nil)
	got, err := Dial(t.Context(), Options{
		Target: address + "/compute", Tokens: Tokens{exchange.Member: usersOf(c)["alice"].Token}, Clouds: map[exchange.Actor]string{exchange.Admin: "admin"},
		Environ: cloudsYAML(t, withKeys(c.CloudsYAML(address), fmt.Sprintf("    cacert: %q\n", authority))),
	})
	if err != nil {
		t.Fatal(err)
	}
	token, _ := got.Token(exchange.Member)
	if status := ask(t, got, token); status != http.StatusOK {
		t.Errorf("the target answers %d", status)
	}
}
