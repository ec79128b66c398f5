package command

import (
	"crypto/rand"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/osact/osact/runner/boundedfile"
	"github.com/osact/osact/runner/bundle"
	"github.com/osact/osact/runner/exit"
	"github.com/osact/osact/runner/options"
)

// bundleOptions are the flags of osact bundle.
type bundleOptions struct {
	contractOptions
	options.Implementation
	out, selftest string
	public        bool
}

func newBundle(p *process) *cobra.Command {
	var o bundleOptions
	cmd := &cobra.Command{
		Use:   "bundle [DIR]",
		Short: "Put the evidence of a run into one archive, for others to verify",
		Long: `Put the evidence of a run into one archive: verdict, recording, reports, the
contract that was judged by, and a manifest of their digests. The same files give
the same bytes. DIR is the folder of a run, out unless another is named. osact run
--bundle FILE does the same at the end of a run.

A bundle holds what operators were shown, host names and stack traces among it:
give it to those who may see that. With --public it can be published: hosts, users,
projects, names and metadata of servers, stack traces and whatever else tells of the
cloud get pseudonyms. It is judged to the same findings, or it is not made. The key
of the pseudonyms is thrown away, so two such bundles of one run differ.`,
		Example: `  osact bundle --implementation organisation="Vendor Inc." --implementation product="Vendor Cloud"
  osact bundle --public --out public.tar.gz
  osact bundle --out staging.tar.gz out/runs/20261130T223845.120Z`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) > 1 {
				return exit.Usagef("osact bundle takes one folder, as in osact bundle out")
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			folder := "out"
			if len(args) == 1 {
				folder = args[0]
			}
			return o.bundle(cmd, p, folder)
		},
	}
	o.contractOptions.flags(cmd)
	flags := cmd.Flags()
	flags.StringVar(&o.out, "out", "bundle.tar.gz", "file of the bundle")
	flags.StringVar(&o.selftest, "selftest", "", "file of what osact selftest has printed, to be put into the bundle")
	flags.BoolVar(&o.public, "public", false, options.PublicUsage)
	o.Implementation.AddFlag(flags)
	return cmd
}

// bundle writes the bundle of a folder.
func (o *bundleOptions) bundle(cmd *cobra.Command, p *process, folder string) error {
	contract, err := o.load(cmd, p, "implementation")
	if err != nil {
		return err
	}
	var more bundle.Additions
	if more.Implementation, err = o.Read(); err != nil {
		return err
	}
	if o.selftest != "" {
		if more.Selftest, err = boundedfile.Read(o.selftest, maxSmall); err != nil {
			return exit.Usagef("--selftest: %w", err)
		}
	}
	c, err := bundle.Gather(folder, contract, more)
	if err != nil {
		return exit.Usagef("%s can't be bundled: %w", folder, err)
	}
	if o.public {
		if c, err = c.Publish(contract, rand.Reader); err != nil {
			return exit.Usagef("%s can't be made public: %w: leave --public out, and give the bundle to those who may see what operators are shown", folder, err)
		}
	}
	if err := c.WriteFile(o.out); err != nil {
		return exit.Usagef("--out %s: %w", o.out, err)
	}
	_, err = fmt.Fprintf(p.stdout, "%s: %d files of a run that was %s\n  manifest digest %s\n  evidence digest %s\n", o.out, len(c.Manifest.Members), c.Verdict.Verdict, c.ManifestDigest, c.Manifest.EvidenceDigest)
	if err == nil && o.public {
		_, err = fmt.Fprintf(p.stdout, "  %s\n", c.Manifest.Public)
	}
	return err
}
