package connect

import (
	"bytes"
	"cmp"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"

	"github.com/osact/osact/runner/boundedfile"
)

// maxPEM is how many bytes a file of certificates or keys may have: several
// times those of all authorities that a system trusts.
const maxPEM = 4 << 20

// trust is how an entry wants secure connections to be made.
type trust struct {
	insecure  bool
	authority []byte // PEM; nil: those that the system trusts
	// The client's certificate and key, PEM; nil: none.
	certificate, key []byte
	config           *tls.Config // all this
}

// trust reads the files that the entry names. Relative paths begin where osact
// was started, as for every client of OpenStack.
func (e entry) trust(env environ) (trust, error) {
	t := trust{insecure: e.Verify != nil && !*e.Verify}
	if e.Key != "" && e.Certificate == "" {
		return trust{}, errors.New("it has a key and no cert: name the client's certificate in cert")
	}
	for _, file := range []struct {
		key, path string
		content   *[]byte
	}{
		{"cacert", e.Authority, &t.authority},
		{"cert", e.Certificate, &t.certificate},
		// One file may hold both.
		{"key", cmp.Or(e.Key, e.Certificate), &t.key},
	} {
		if file.path == "" {
			continue
		}
		content, err := boundedfile.Read(env.expand(file.path), maxPEM)
		if err != nil {
			return trust{}, fmt.Errorf("its %s cannot be read: %w: correct the path, which begins where osact is started", file.key, err)
		}
		*file.content = content
	}
	var err error
	t.config, err = t.newConfig()
	return t, err
}

func (t trust) newConfig() (*tls.Config, error) {
	c := &tls.Config{
		MinVersion:         tls.VersionTLS12,
		InsecureSkipVerify: t.insecure, //nolint:gosec // the user says so, and the verdict says it too
	}
	if t.authority != nil {
		c.RootCAs = x509.NewCertPool()
		if !c.RootCAs.AppendCertsFromPEM(t.authority) {
			return nil, errors.New("its cacert holds no certificate: name a file in PEM, which has BEGIN CERTIFICATE in it")
		}
	}
	if t.certificate != nil {
		pair, err := tls.X509KeyPair(t.certificate, t.key)
		if err != nil {
			return nil, errors.New("its cert and key do not belong together: name a certificate and its private key, both in PEM")
		}
		c.Certificates = []tls.Certificate{pair}
	}
	return c, nil
}

// equal reports whether both make the same connections.
func (t trust) equal(other trust) bool {
	return t.insecure == other.insecure && bytes.Equal(t.authority, other.authority) &&
		bytes.Equal(t.certificate, other.certificate) && bytes.Equal(t.key, other.key)
}
