package options

import (
	"github.com/spf13/pflag"

	"github.com/osact/osact/openapi"
	"github.com/osact/osact/runner/catalogue"
	"github.com/osact/osact/suites"
	"github.com/osact/osact/suites/claim"
	"github.com/osact/osact/suites/exchange"
)

// Selection says what is demanded.
type Selection struct {
	Profile string
	Only    []string
}

// AddFlags adds the flags. The given profile is the default.
func (s *Selection) AddFlags(flags *pflag.FlagSet, profile string) {
	flags.StringVar(&s.Profile, "profile", profile, "the requirements to demand, by the name of a profile")
	flags.StringSliceVar(&s.Only, "only", nil, "narrow the profile to these requirement ids")
}

// Claims returns the claims that are selected.
func (s *Selection) Claims(contract *openapi.Contract, from Contract) ([]claim.Claim, error) {
	if _, err := catalogue.Demanded(contract, s.Profile, s.Only); err != nil {
		return nil, err
	}
	claims, err := suites.Demanded(contract, exchange.Selection{Profile: s.Profile, Only: s.Only})
	if err != nil {
		return nil, from.Unfit("the claims do not load", err)
	}
	return claims, nil
}
