package command

import (
	"bytes"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/osact/osact/runner/atomicfile"
	"github.com/osact/osact/runner/bundle"
	"github.com/osact/osact/runner/exit"
)

// bundleOptions are the flags of osact bundle.
type bundleOptions struct {
	contractOptions
	out string
	by  bundle.Implementation
}

func newBundle(p *process) *cobra.Command {
	var o bundleOptions
	cmd := &cobra.Command{
		Use:   "bundle [DIR]",
		Short: "Put the evidence of a run into one archive, for others to verify",
		Long: `Put the evidence of a run into one archive: verdict, recording, reports, the
contract that was judged by, and a manifest of their digests. The same files give
the same bytes. DIR is the folder of a run, out unless another is named.

A bundle holds what operators were shown, host names and stack traces among it:
give it to those who may see that.`,
		Example: `  osact bundle --organisation "Vendor Inc." --product "Vendor Cloud" --product-version 7
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
	flags.StringVar(&o.by.Organisation, "organisation", "", "whose implementation it is")
	flags.StringVar(&o.by.Product, "product", "", "what it is called")
	flags.StringVar(&o.by.Version, "product-version", "", "its version")
	flags.StringVar(&o.by.Region, "region", "", "the region that was judged")
	flags.StringVar(&o.by.Contact, "contact", "", "who answers questions about it")
	flags.StringVar(&o.by.URL, "url", "", "where to read about it")
	return cmd
}

// bundle writes the bundle of a folder.
func (o *bundleOptions) bundle(cmd *cobra.Command, p *process, folder string) error {
	contract, err := o.load(cmd, p)
	if err != nil {
		return err
	}
	c, err := bundle.Gather(folder, contract, o.by)
	if err != nil {
		return exit.Usagef("%s can't be bundled: %w", folder, err)
	}
	var packed bytes.Buffer
	if err := c.Write(&packed); err != nil {
		return exit.Defectf("the bundle can't be made: %w", err)
	}
	if err := atomicfile.Write(o.out, packed.Bytes(), 0o600); err != nil {
		return exit.Usagef("--out %s: %w", o.out, err)
	}
	_, err = fmt.Fprintf(p.stdout, "%s: %d files of a run that was %s\n  manifest digest %s\n  evidence digest %s\n", o.out, len(c.Manifest.Members), c.Verdict.Verdict, c.ManifestDigest, c.Manifest.EvidenceDigest)
	return err
}
