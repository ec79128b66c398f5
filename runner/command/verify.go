package command

import (
	"errors"
	"fmt"
	"io/fs"

	"github.com/spf13/cobra"

	"github.com/osact/osact/openapi"
	"github.com/osact/osact/runner/boundedfile"
	"github.com/osact/osact/runner/bundle"
	"github.com/osact/osact/runner/catalogue"
	"github.com/osact/osact/runner/certificate"
	"github.com/osact/osact/runner/exit"
	"github.com/osact/osact/runner/verify"
	"github.com/osact/osact/runner/version"
	"github.com/osact/osact/suites/exchange"
)

// verifyOptions are the flags of osact verify.
type verifyOptions struct {
	contractOptions
	key, certificate, profile string
	challenge                 string
	unsigned                  bool
	target                    string   // of the cloud that is asked whether the run happened there
	as                        []string // ACTOR=CLOUD
}

func newVerify(p *process) *cobra.Command {
	var o verifyOptions
	cmd := &cobra.Command{
		Use:   "verify BUNDLE",
		Short: "Say how far a bundle can be believed, offline or by asking the cloud",
		Long: `Say how far a bundle can be believed, and ask nobody: its signature, its digests,
whether its recording contradicts itself, and whether that comes to the same when it
is judged again. What must be judged is what this osact's contract, or the one of
--contract, demands for --profile, whatever the bundle says.

With --as, or --target and a token in OSACT_TOKEN_MEMBER, the cloud itself is asked, too:
whether it knows the actions that the run caused there. The member or an admin is to ask.

Each line says what was shown, what was not, or what the bundle is refused for.
Exit codes: 0 all was shown and it conforms, 1 refused, 2 usage, 3 believable, and
something that counts is not shown.`,
		Example: `  osact verify --key vendor.key.pub --profile full bundle.tar.gz
  osact verify --unsigned --profile tenant bundle.tar.gz
  osact verify --as admin=staging-admin --key vendor.key.pub --profile full bundle.tar.gz`,
		Args: oneArgument("osact verify --key vendor.key.pub --profile full bundle.tar.gz", "a bundle"),
		RunE: func(cmd *cobra.Command, args []string) error {
			return o.verify(cmd, p, args[0])
		},
	}
	o.contractOptions.flags(cmd)
	cmd.Flags().StringVar(&o.key, "key", "", "file of the public key that must have signed")
	cmd.Flags().StringVar(&o.certificate, "certificate", "", "file of the certificate (default BUNDLE.certificate.json)")
	cmd.Flags().StringVar(&o.profile, "profile", "", "the profile that must be met")
	cmd.Flags().StringVar(&o.challenge, "challenge", "", "what the run must have answered (osact run --challenge)")
	cmd.Flags().StringArrayVar(&o.as, "as", nil, "ACTOR=CLOUD: ask this entry of clouds.yaml whether the run happened there")
	cmd.Flags().StringVar(&o.target, "target", "", "root of the compute service to ask that (default: what the catalog says)")
	cmd.Flags().BoolVar(&o.unsigned, "unsigned", false, "do not ask who made the bundle")
	return cmd
}

func (o *verifyOptions) verify(cmd *cobra.Command, p *process, path string) error {
	terms, err := o.terms(cmd, p)
	if err != nil {
		return err
	}
	signed, err := o.signed(path)
	if err != nil {
		return err
	}
	c, err := bundle.Read(path)
	refused := new(bundle.Refused)
	switch {
	case errors.As(err, &refused):
		return printReport(p, verify.Report{Points: []verify.Point{{Standing: verify.Refused, Text: "archive: " + refused.Error()}}})
	case err != nil:
		return exit.Usagef("%w", err)
	}
	report, err := verify.Bundle(c, signed, terms)
	if err != nil {
		return o.Unfit("nothing can be judged by it", err)
	}
	if !report.Has(verify.Refused) && (o.target != "" || len(o.as) > 0) {
		points, err := o.witness(cmd.Context(), p, c.Recording)
		if err != nil {
			return err
		}
		report.Points = append(report.Points, points...)
	}
	return printReport(p, report)
}

// terms are what the flags demand.
func (o *verifyOptions) terms(cmd *cobra.Command, p *process) (verify.Terms, error) {
	terms := verify.Terms{Profile: o.profile, Build: version.This()}
	switch {
	case o.profile == "":
		return terms, exit.Usagef("the profile that the run must meet is missing: give --profile, as in --profile full; the profile that the bundle names is not taken")
	case o.key == "" && !o.unsigned:
		return terms, exit.Usagef("who must have signed is not said: give --key FILE, or --unsigned to do without")
	case o.key != "" && o.unsigned:
		return terms, exit.Usagef("--key and --unsigned contradict each other: leave one out")
	}
	terms.Challenge = exchange.Challenge(o.challenge)
	if cmd.Flags().Changed("challenge") {
		if err := terms.Challenge.Check(); err != nil {
			return terms, exit.Usagef("--challenge is none: %w: give what you gave to whoever ran osact", err)
		}
	}
	var err error
	if terms.Contract, err = o.load(cmd, p); err != nil {
		return terms, err
	}
	if _, err := catalogue.Demanded(terms.Contract, o.profile, nil); err != nil {
		return terms, err
	}
	if o.unsigned {
		return terms, nil
	}
	text, err := boundedfile.Read(o.key, maxSmall)
	if err != nil {
		return terms, exit.Usagef("--key: %w", err)
	}
	if terms.Key, err = certificate.PublicKey(text); err != nil {
		return terms, exit.Usagef("--key %s: %w", o.key, err)
	}
	return terms, nil
}

// signed returns the certificate, nil where a bundle has none.
func (o *verifyOptions) signed(path string) ([]byte, error) {
	from := o.certificate
	if from == "" {
		from = certificateOf(path)
	}
	text, err := boundedfile.Read(from, maxSmall)
	switch {
	case errors.Is(err, fs.ErrNotExist) && o.certificate == "":
		return nil, nil
	case err != nil:
		return nil, exit.Usagef("--certificate: %w", err)
	}
	return text, nil
}

// printReport prints a report, a line for each point, and returns the exit code that it
// calls for.
func printReport(p *process, r verify.Report) error {
	for _, point := range r.Points {
		if _, err := fmt.Fprintf(p.stdout, "%-9s  %s\n", point.Standing, openapi.Visible(point.Text)); err != nil {
			return exit.Defectf("%w", err)
		}
	}
	switch {
	case r.Has(verify.Refused):
		return exit.With(exit.Nonconformant)
	case r.Has(verify.NotShown):
		return exit.With(exit.Incomplete)
	}
	return nil
}
