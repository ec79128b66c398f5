package record_test

import (
	"crypto/x509"
	"encoding/pem"
	"testing"

	"github.com/osact/osact/fixtures/dialects"
	"github.com/osact/osact/runner/evidence"
	"github.com/osact/osact/runner/reference"
	"github.com/osact/osact/suites/suitestest"
)

// What a target shows at the first secure connection is kept; of one that is not asked
// securely there is nothing to keep.
func TestCertificatesOfTheTarget(t *testing.T) {
	contract := suitestest.Contract(t)
	bench, err := reference.NewSparingBench(contract)
	if err != nil {
		t.Fatal(err)
	}
	plain, err := bench.Record(t.Context(), "show.status.is-200")
	if err != nil {
		t.Fatal(err)
	}
	if plain.CertificatesPEM() != nil {
		t.Errorf("%s has shown %s", plain.Target.URL, plain.CertificatesPEM())
	}
	plain.Certificates = [][]byte{{1}}
	if evidence.Check(contract, plain.Suite, plain) == nil {
		t.Error("certificates of a target that shows none are evidence")
	}
	for _, d := range dialects.All() {
		if d.Name != "tls-of-a-private-ca" {
			continue
		}
		secure, err := bench.RecordWithDialects(t.Context(), dialects.Set{d})
		if err != nil {
			t.Fatal(err)
		}
		block, _ := pem.Decode(secure.CertificatesPEM())
		if block == nil {
			t.Fatal("no certificate was kept")
		}
		if _, err := x509.ParseCertificate(block.Bytes); err != nil {
			t.Error(err)
		}
		if err := evidence.Check(contract, secure.Suite, secure); err != nil {
			t.Error(err)
		}
		return
	}
	t.Fatal("there is no dialect of TLS")
}
