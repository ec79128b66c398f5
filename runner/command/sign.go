package command

import (
	"crypto"
	"fmt"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"github.com/osact/osact/runner/atomicfile"
	"github.com/osact/osact/runner/boundedfile"
	"github.com/osact/osact/runner/bundle"
	"github.com/osact/osact/runner/certificate"
	"github.com/osact/osact/runner/exit"
	"github.com/osact/osact/runner/verify"
	"github.com/osact/osact/runner/version"
)

// maxSmall bounds a key and a certificate, in bytes.
const maxSmall = 4 << 20

func newKeygen(p *process) *cobra.Command {
	return &cobra.Command{
		Use:   "keygen FILE",
		Short: "Make a key to sign with: FILE, and FILE.pub for those who verify",
		Long: `Make an ed25519 key: the secret half in FILE, for its owner alone, and the public
half in FILE.pub, for everybody. Neither file may be there. Keys that openssl or
ssh-keygen made do as well, ed25519 or ECDSA P-256.`,
		Example: `  osact keygen vendor.key`,
		Args:    oneArgument("osact keygen vendor.key", "a file"),
		RunE: func(_ *cobra.Command, args []string) error {
			secret, public, err := certificate.NewKey()
			if err != nil {
				return exit.Defectf("%w", err)
			}
			for _, f := range []struct {
				path    string
				content []byte
				mode    os.FileMode
			}{{args[0], secret, 0o600}, {args[0] + ".pub", public, 0o644}} {
				if err := writeNew(f.path, f.content, f.mode); err != nil {
					return exit.Usagef("%w", err)
				}
			}
			_, err = fmt.Fprintf(p.stdout, "%s holds the secret key, and %s.pub the public one\n", args[0], args[0])
			return err
		},
	}
}

// writeNew writes a file that must not be there yet.
func writeNew(path string, content []byte, mode os.FileMode) error {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, mode)
	if err != nil {
		return err
	}
	if _, err := f.Write(content); err != nil {
		_ = f.Close() // the first error says it
		return err
	}
	return f.Close()
}

// oneArgument demands one argument.
func oneArgument(example, what string) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		if len(args) != 1 || args[0] == "" {
			return exit.Usagef("osact %s takes %s, as in %s", cmd.Name(), what, example)
		}
		return nil
	}
}

// signOptions are the flags of osact sign.
type signOptions struct {
	contractOptions
	key, out string
	asItIs   bool
}

func newSign(p *process) *cobra.Command {
	var o signOptions
	cmd := &cobra.Command{
		Use:   "sign BUNDLE",
		Short: "Sign what a bundle shows: a certificate beside it",
		Long: `Sign what a bundle shows. The certificate is an in-toto statement about the result
of a test, with the digests of the bundle's manifest and of its recording, in a DSSE
envelope, BUNDLE.certificate.json unless another file is named. With a key of OpenSSH
there is also BUNDLE.certificate.json.sig, which ssh-keygen verifies.

The bundle's recording is judged again first. Where the bundle says anything else than
that comes to, there is no signature and the exit code is 1. A bundle by a contract
of somebody's own takes the same --contract.

What does not conform, is incomplete or narrowed, is about the reference cloud, was
asked without verifying certificates, is judged by another contract, has a recording
without a seal, or is of the profile smoke is certified by nobody. --as-it-is signs it as what it is; the statement says so.`,
		Example: `  osact sign --key vendor.key bundle.tar.gz
  osact sign --key ~/.ssh/id_ed25519 bundle.tar.gz`,
		Args: oneArgument("osact sign --key vendor.key bundle.tar.gz", "a bundle"),
		RunE: func(cmd *cobra.Command, args []string) error {
			return o.sign(cmd, p, args[0])
		},
	}
	o.contractOptions.flags(cmd)
	cmd.Flags().StringVar(&o.key, "key", "", "file of the secret key (osact keygen, ssh-keygen, or PKCS #8 in PEM)")
	cmd.Flags().StringVar(&o.out, "out", "", "file of the certificate (default BUNDLE.certificate.json)")
	cmd.Flags().BoolVar(&o.asItIs, "as-it-is", false, "sign also what certifies nothing, as what it is")
	return cmd
}

// certificateOf is where the certificate of a bundle is.
func certificateOf(bundle string) string { return bundle + ".certificate.json" }

func (o *signOptions) sign(cmd *cobra.Command, p *process, path string) error {
	if o.key == "" {
		return exit.Usagef("there is no key to sign with: give --key FILE; osact keygen FILE makes one")
	}
	text, err := boundedfile.Read(o.key, maxSmall)
	if err != nil {
		return exit.Usagef("--key: %w", err)
	}
	key, err := certificate.SecretKey(text)
	if err != nil {
		return exit.Usagef("--key %s: %w", o.key, err)
	}
	c, err := bundle.Read(path)
	if err != nil {
		return exit.Usagef("%w", err)
	}
	contract, err := o.load(cmd, p)
	if err != nil {
		return err
	}
	if err := verify.Agrees(c, contract, version.This()); err != nil {
		return &exit.Error{Code: exit.Nonconformant, Err: fmt.Errorf("%s is not signed: %w", path, err)}
	}
	if why := certificate.Shortfalls(c.Verdict); len(why) > 0 && !o.asItIs {
		return exit.Usagef("%s certifies nothing: %s: sign it with --as-it-is as what it is", path, strings.Join(why, "; "))
	}
	signed, err := certificate.Sign(certificate.About(c), key)
	if err != nil {
		return exit.Defectf("%w", err)
	}
	out := o.out
	if out == "" {
		out = certificateOf(path)
	}
	if err := atomicfile.Write(out, signed, 0o644); err != nil {
		return exit.Usagef("--out %s: %w", out, err)
	}
	if certificate.IsSSH(text) {
		if err := signSSH(p, out, signed, key); err != nil {
			return err
		}
	}
	_, err = fmt.Fprintf(p.stdout, "%s: %s, signed\n", out, c.Verdict.Verdict)
	return err
}

// signSSH writes a signature of a certificate that ssh-keygen verifies.
func signSSH(p *process, path string, content []byte, key crypto.Signer) error {
	signature, err := certificate.SignSSH(content, key)
	if err != nil {
		return exit.Defectf("%w", err)
	}
	if err := atomicfile.Write(path+".sig", signature, 0o644); err != nil {
		return exit.Usagef("--out %s.sig: %w", path, err)
	}
	_, err = fmt.Fprintf(p.stdout, "%s.sig: the same for ssh-keygen -Y verify -n %s\n", path, certificate.Namespace)
	return err
}
