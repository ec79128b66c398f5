package command

import (
	"github.com/spf13/cobra"

	"github.com/osact/osact/openapi"
	"github.com/osact/osact/runner/catalogue"
	"github.com/osact/osact/suites"
	"github.com/osact/osact/suites/claim"
)

// selection is the flags that say what is demanded.
type selection struct {
	profile string
	only    []string
}

func (s *selection) flags(cmd *cobra.Command, profile string) {
	cmd.Flags().StringVar(&s.profile, "profile", profile, "the requirements to demand, by the name of a profile")
	cmd.Flags().StringSliceVar(&s.only, "only", nil, "narrow the profile to these requirement ids")
}

// claims returns the claims that are selected.
func (s *selection) claims(contract *openapi.Contract, from *contractFlag) ([]claim.Claim, error) {
	if _, err := catalogue.Demanded(contract, s.profile, s.only); err != nil {
		return nil, err
	}
	claims, err := suites.Demanded(contract, s.profile, s.only)
	if err != nil {
		return nil, from.unfit("the claims do not load", err)
	}
	return claims, nil
}
