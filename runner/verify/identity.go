package verify

import (
	"crypto/sha256"
	"crypto/x509"
	"fmt"

	"github.com/osact/osact/runner/bundle"
)

// identity says what the bundle says of whom it is about, and how far somebody answers
// for that.
func (r *Report) identity(c bundle.Contents, signed bool) {
	if said := c.Manifest.Implementation.String(); said != "" && signed {
		r.add(Shown, "implementation: whoever signed it answers for this: %s", said)
	} else if said != "" {
		r.add(NotShown, "implementation: nobody answers for this: %s", said)
	}
	if len(c.Recording.Certificates) > 0 {
		r.add(Shown, "target: by its recording, %s has shown %s", c.Recording.Target.URL, named(c.Recording.Certificates[0]))
	}
}

// named names a certificate by what tells it from others.
func named(der []byte) string {
	sum := sha256.Sum256(der)
	text := fmt.Sprintf("a certificate of the SHA-256 %x", sum)
	if read, err := x509.ParseCertificate(der); err == nil {
		text += fmt.Sprintf(" for %.100q, by %.100q", read.Subject, read.Issuer)
	}
	return text
}
