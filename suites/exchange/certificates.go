package exchange

import (
	"bytes"
	"encoding/pem"
)

// MostCertificates is how many certificates of a target are kept.
const MostCertificates = 16

// CertificatesPEM returns the certificates that the target showed in PEM, nil where there
// are none.
func (r Recording) CertificatesPEM() []byte {
	var text bytes.Buffer
	for _, der := range r.Certificates {
		_ = pem.Encode(&text, &pem.Block{Type: "CERTIFICATE", Bytes: der}) // a buffer does not fail
	}
	return text.Bytes()
}
