package options

import (
	"github.com/spf13/pflag"

	"github.com/osact/osact/openapi"
	"github.com/osact/osact/runner/catalogue"
	"github.com/osact/osact/runner/exit"
	"github.com/osact/osact/suites"
	"github.com/osact/osact/suites/claim"
	"github.com/osact/osact/suites/exchange"
)

// Selection says what is demanded, and how much is asked for it.
type Selection struct {
	Profile  string
	Only     []string
	strength int
	budget   int
	seed     uint64
	repeat   int
}

// AddFlags adds the flags. The given profile is the default.
func (s *Selection) AddFlags(flags *pflag.FlagSet) {
	flags.StringVar(&s.Profile, "profile", "", `the requirements to demand, by the name of a profile (default "tenant" where anything names a target or an account, else "full", for the reference cloud)`)
	flags.StringSliceVar(&s.Only, "only", nil, "narrow the profile to these requirement ids; the verdict is then partial, whatever comes of them")
	flags.IntVar(&s.strength, "strength", 2, "of how many factors (actor, microversion, subject and others) all values are combined in the covering questions: 1, 2 or 3")
	flags.IntVar(&s.budget, "budget", -1, "how many covering questions are asked at most, beside those of single claims; 0: none (default: as many as the profile allows)")
	flags.Uint64Var(&s.seed, "seed", 1, "which of many equally good sets of covering questions is asked")
	flags.IntVar(&s.repeat, "repeat", 1, "how many times what only reads is asked, 5 at most: each answer is judged, and equal questions must show a finished action alike")
}

// Selected returns what is asked.
func (s *Selection) Selected() (exchange.Selection, error) {
	switch {
	case s.strength < 1 || s.strength > 3:
		return exchange.Selection{}, exit.Usagef("--strength %d: it is 1, 2 or 3", s.strength)
	case s.budget < -1:
		return exchange.Selection{}, exit.Usagef("--budget %d: it is a number of questions, or 0 for none", s.budget)
	case s.seed == 0:
		return exchange.Selection{}, exit.Usagef("--seed 0: it is a number from 1 on")
	}
	if s.repeat < 1 || s.repeat > exchange.MostRepeated {
		return exchange.Selection{}, exit.Usagef("--repeat %d: it is a number from 1 to %d", s.repeat, exchange.MostRepeated)
	}
	times := s.repeat
	if times == 1 {
		times = 0
	}
	most := s.budget
	switch most {
	case 0:
		most = -1
	case -1:
		most = 0
	}
	return exchange.Selection{Profile: s.Profile, Only: s.Only, Covering: exchange.Covering{Strength: s.strength, Most: most, Seed: s.seed, Repeat: times}}, nil
}

// Claims returns the claims that are selected.
func (s *Selection) Claims(contract *openapi.Contract, from Contract) ([]claim.Claim, error) {
	if _, err := catalogue.Demanded(contract, s.Profile, s.Only); err != nil {
		return nil, err
	}
	selected, err := s.Selected()
	if err != nil {
		return nil, err
	}
	claims, err := suites.Demanded(contract, selected)
	if err != nil {
		return nil, from.Unfit("the claims do not load", err)
	}
	return claims, nil
}
