package verify

import (
	"errors"
	"fmt"

	"github.com/osact/osact/openapi"
	"github.com/osact/osact/runner/bundle"
	"github.com/osact/osact/runner/verdict"
	"github.com/osact/osact/runner/version"
)

// Agrees says in what a bundle is not what its own recording comes to by the contract
// that it was judged by; nil: it is just that. A run that does not conform agrees if its
// bundle says so.
func Agrees(c bundle.Contents, contract *openapi.Contract, build version.Info) error {
	if c.Verdict.Contract != contract.ID() {
		return fmt.Errorf("it was judged by the contract %s, and this one is %s, so it cannot be judged again: take the osact that made it, or give --contract", verdict.ShortContract(c.Verdict.Contract), verdict.ShortContract(contract.ID()))
	}
	var r Report
	terms := Terms{Contract: contract, Profile: c.Recording.Profile, Build: build}
	r.recording(c.Recording, terms)
	if !r.Has(Refused) {
		if err := r.judgement(c, terms); err != nil {
			return err
		}
	}
	for _, p := range r.Points {
		if p.Standing == Refused {
			return errors.New(p.Text)
		}
	}
	if r.differs != nil {
		return fmt.Errorf("judged again: %w", r.differs)
	}
	if r.foreign != nil {
		return fmt.Errorf("%w: sign it with the osact that made it, and leave out what osact did not write", r.foreign)
	}
	return nil
}
