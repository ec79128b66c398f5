package suites

import (
	"fmt"
	"slices"

	"github.com/osact/osact/openapi"
	. "github.com/osact/osact/suites/claim"
	"github.com/osact/osact/suites/demand"
	"github.com/osact/osact/suites/exchange"
	"github.com/osact/osact/suites/judge"
)

// Claims returns every claim about the contract's requirements, subject by
// subject, as they are asked where a member owns the servers. It fails, with every reason at once, for a claim whose id or level
// is not the catalogue's, and for a requirement that nothing claims and that
// does not say why.
func Claims(contract *openapi.Contract) ([]Claim, error) {
	return Collect(contract, Subjects(), Scope{Owner: exchange.Member}, Every)
}

// Demanded returns the claims about the requirements of a profile that its
// actors can ask in its editions, narrowed to the selected ids if there are any. They
// are kept with the contract: to make them takes as long as to judge half a recording.
func Demanded(contract *openapi.Contract, selection exchange.Selection) ([]Claim, error) {
	type demanded struct {
		claims []Claim
		err    error
	}
	d := openapi.Kept(contract, fmt.Sprintf("claims of %#v", selection), func() demanded {
		claims, err := demand.Claims(contract, Subjects(), selection)
		return demanded{claims, err}
	})
	return slices.Clone(d.claims), d.err
}

// Missing returns the requirements of the contract that a profile does not
// demand, in the order of the catalogue. It fails for a contract whose claims
// do not load, and for a profile that it does not have.
func Missing(contract *openapi.Contract, profile string) ([]demand.Lack, error) {
	return demand.Lacks(contract, Subjects(), profile)
}

// Open lays a recording beside the contract, ready to be judged claim by claim.
// It fails where there is nothing to judge by: a contract whose claims do not
// load, a profile or a requirement that the contract does not have.
func Open(contract *openapi.Contract, recording exchange.Recording) (*judge.Evaluator, error) {
	claims, err := Demanded(contract, recording.Selection())
	if err != nil {
		return nil, err
	}
	return judge.Open(contract, claims, recording)
}

// Judge returns what every claim of the recording's profile finds in it, in the order
// of the claims. It is total: whatever the recording holds, each claim has a finding,
// and one about every answer of a kind has several where they differ. It fails where
// Open does.
func Judge(contract *openapi.Contract, recording exchange.Recording) ([]judge.Finding, error) {
	claims, err := Demanded(contract, recording.Selection())
	if err != nil {
		return nil, err
	}
	return judge.Judge(contract, claims, recording)
}
