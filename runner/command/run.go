package command

import (
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"github.com/osact/osact/openapi"
	"github.com/osact/osact/runner/exit"
	"github.com/osact/osact/runner/results"
	"github.com/osact/osact/runner/signals"
	"github.com/osact/osact/suites/cast"
	"github.com/osact/osact/suites/claim"
)

// runOptions are the flags of osact run.
type runOptions struct {
	askOptions
	fileOptions
	strict bool
}

func newRun(p *process) *cobra.Command {
	var o runOptions
	cmd := &cobra.Command{
		Use:   "run",
		Short: "Ask a target, judge its answers, and write the verdict",
		Long: `Ask a target the questions of a profile, judge its answers, and write the
verdict and the recording.

Where nothing tells of a target, neither --target nor --as, a token or OS_CLOUD,
it plays the reference cloud that osact brings along, with the profile "full".
Else the profile is "tenant" unless you choose another.
Each actor is played by an entry of clouds.yaml, or by the token in its variable:
OSACT_TOKEN_MEMBER, OSACT_TOKEN_ADMIN, OSACT_TOKEN_OUTSIDER and so on.
Nothing is written to the target, unless --allow-writes says so: then osact makes
two servers of its own, acts on them, and deletes them and nothing else.

Every flag can stand in the configuration file by its name, or in the environment
as OSACT_NAME; a flag beats a variable, a variable beats the file. check, plan, list
and cleanup take what they have a flag for; explain, contract and judge take the
contract.`,
		Example: `  osact run
  osact run --as member=staging
  osact run --as member=staging --as admin=staging-admin --as reader=auditor \
    --as bystander=robot --as outsider=other --profile full
  OSACT_TOKEN_MEMBER=$(openstack token issue -f value -c id) osact run --target https://cloud:8774
  osact run --only show.headers.request-id,show.headers.content-type`,
		Args: noArguments,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return o.run(cmd, p)
		},
	}
	o.askOptions.flags(cmd)
	o.fileOptions.flags(cmd)
	cmd.Flags().BoolVar(&o.strict, "strict", false, "demand each SHOULD like a MUST")
	return cmd
}

func (o *runOptions) run(cmd *cobra.Command, p *process) error {
	o.runID = newRunID()
	if err := o.settle(cmd, p); err != nil {
		return err
	}
	contract, err := o.loadContract(cmd, p)
	if err != nil {
		return err
	}
	claims, err := o.claims(contract, &o.contractFlag)
	if err != nil {
		return err
	}
	folder, err := results.Open(o.out, results.VerdictFile, results.RecordingFile, results.ReportFile, results.JUnitFile, results.SummaryFile)
	if err != nil {
		return err
	}
	writes, err := o.writes(contract, claims, p.stderr)
	if err != nil {
		return err
	}
	if writes {
		if err := checkLedger(o.ledgerPath()); err != nil {
			return err
		}
	}
	ctx, caught, stop := signals.Context(cmd.Context())
	defer stop()
	c, err := o.connect(ctx, p.environ)
	if n := caught(); n != 0 && err != nil {
		return &exit.Error{Code: n, Err: err}
	}
	if err != nil {
		return err
	}
	err = o.judge(ctx, p, contract, c, folder, caught)
	if closing := c.Close(); err == nil && closing != nil {
		return exit.Defectf("the reference cloud does not close: %w", closing)
	}
	return err
}

// writes reports whether the run may write to a target, and has a reason to.
// Where it has none it is not allowed to either.
func (o *runOptions) writes(contract *openapi.Contract, claims []claim.Claim, say io.Writer) (bool, error) {
	if !o.allowed || o.embedded() {
		return false, nil
	}
	plan, err := cast.Plan(contract, o.profile, claims, o.bindings(o.runID))
	if err != nil {
		return false, o.unfit("the plan does not build", err)
	}
	if o.allowed = plan.Writes(); !o.allowed {
		fmt.Fprintf(say, "osact: nothing is written: no requirement that is chosen from the profile %s needs --allow-writes (some of lifecycle and full do)\n", o.profile)
	}
	return o.allowed, nil
}
