// Package evidence holds a recording against itself before it is judged: what a run
// cannot have recorded, whatever the cloud answered, somebody has written.
//
// A cloud may lie as it likes: a wrong Content-Length, a Date of last year and request
// ids that repeat are its own, and the requirements' business. Only what osact itself
// writes down is held against what else it has written down.
package evidence

import (
	"github.com/osact/osact/openapi"
	"github.com/osact/osact/suites/exchange"
)

// Check returns an exchange.Altered that names the first places at which a recording
// contradicts itself; nil where it does not. Suite is the version of the osact that
// checks: what another one asked, or this one by another contract, is not known here,
// so the order of its questions cannot be checked.
func Check(contract *openapi.Contract, suite string, r exchange.Recording) error {
	var altered exchange.Altered
	checkChallenge(&altered, r) // first: what else it tells depends on it
	checkTimes(&altered, r)
	checkActors(&altered, r)
	checkCertificates(&altered, r)
	checkBodies(&altered, r)
	checkAttempts(&altered, r)
	checkQuestions(&altered, r)
	if err := altered.Err(); err != nil {
		return err
	}
	if openapi.SameContract(r.Contract, contract.ID()) && r.Suite == suite && r.Plan != "" {
		if err := checkOrder(&altered, contract, r); err != nil {
			return err
		}
	}
	return altered.Err()
}
