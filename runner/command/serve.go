package command

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"github.com/osact/osact/fixtures/cloud"
	"github.com/osact/osact/fixtures/dialects"
	"github.com/osact/osact/fixtures/faults"
	"github.com/osact/osact/runner/catalogue"
	"github.com/osact/osact/runner/connect"
	"github.com/osact/osact/runner/exit"
	"github.com/osact/osact/runner/serving"
	"github.com/osact/osact/runner/shell"
	"github.com/osact/osact/runner/suggest"
	"github.com/osact/osact/suites/exchange"
)

// serveOptions are the flags of osact serve.
type serveOptions struct {
	listen   string
	faults   []string
	dialects []string
	upstream string
	maximum  string
	frontEnd string
	proxies  bool
}

func newServe(p *process) *cobra.Command {
	var o serveOptions
	cmd := &cobra.Command{
		Use:   "serve",
		Short: "Serve the reference cloud, or put a fault or a dialect in front of a cloud",
		Long: `Serve the reference cloud on the loopback interface, for people who write
clients. With --fault it breaks one promise; with --upstream it breaks the same
promise of another cloud, which it stands in front of. With --dialect it takes a
liberty that a cloud may take, and that no suite may report. Ctrl-C ends it.`,
		Example: `  osact serve
  osact serve --listen 127.0.0.1:8774 --fault request-id-is-missing
  osact serve --upstream http://127.0.0.1:8774 --fault request-id-is-missing
  osact serve --dialect gzip --dialect pages-of-3
  osact list --faults                           what can be broken, and what reports it
  osact list --dialects                         which liberties can be taken`,
		Args: noArguments,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return o.serve(cmd.Context(), p)
		},
	}
	flags := cmd.Flags()
	flags.StringVar(&o.listen, "listen", "127.0.0.1:0", "address and port to listen at (port 0: any free one)")
	flags.StringArrayVar(&o.faults, "fault", nil, "promise to break, by name (osact list --faults prints them)")
	flags.StringArrayVar(&o.dialects, "dialect", nil, "liberty to take, by name (osact list --dialects prints them)")
	flags.StringVar(&o.upstream, "upstream", "", "root of the compute service to stand in front of")
	flags.StringVar(&o.maximum, "maximum", "", "newest microversion that the reference cloud offers (default 2.104)")
	flags.StringVar(&o.frontEnd, "front-end", "eventlet", "whose habits the reference cloud's headers follow: eventlet or uwsgi")
	flags.BoolVar(&o.proxies, "believe-proxies", false, "have the reference cloud make its links from X-Forwarded-Proto, -Host and -Prefix")
	for _, own := range []string{"maximum", "front-end", "believe-proxies"} { // of the reference cloud
		cmd.MarkFlagsMutuallyExclusive("upstream", own)
	}
	return cmd
}

func (o *serveOptions) serve(parent context.Context, p *process) error {
	if o.listen == "" {
		return exit.Usagef("--listen is empty: write an address and a port, like 127.0.0.1:8774")
	}
	set, err := catalogue.DialectsTogether(o.dialects)
	if err != nil {
		return err
	}
	chosen, err := catalogue.Faults(o.faults)
	if err != nil {
		return err
	}
	listener, err := net.Listen("tcp", o.listen)
	if err != nil {
		return exit.Usagef("--listen %s: %w: write an address and a port that are free, like 127.0.0.1:8774", o.listen, err)
	}
	at := serving.AddressOf(listener)
	handler, reference, err := o.handler(set, !at.Loopback)
	if err != nil {
		return errors.Join(err, listener.Close())
	}
	for _, fault := range chosen {
		handler = fault.Wrap(handler)
	}
	front, err := set.Front(handler, dialects.Tempo{})
	if err != nil {
		return errors.Join(exit.Defectf("%w", err), listener.Close())
	}
	address := front.Scheme() + "://" + at.Host
	if !at.Loopback {
		fmt.Fprintf(p.stderr, "osact: other machines can reach it at %s: --listen 127.0.0.1:0 keeps it to this one\n", listener.Addr())
	}
	folder, authority, err := writeFiles(front.CA)
	if err != nil {
		return errors.Join(err, listener.Close())
	}
	if reference == nil {
		fmt.Fprintf(p.stdout, "%s stands in front of %s\n\n  osact run --target %s\n", address, o.upstream, address)
		if authority != "" {
			fmt.Fprintf(p.stdout, "\nIts certificate is vouched for by %s: a clouds.yaml names that as cacert.\n", authority)
		}
		return errors.Join(serving.UntilSignal(parent, listener, front), os.RemoveAll(folder))
	}
	clouds := filepath.Join(folder, "clouds.yaml")
	if err := os.WriteFile(clouds, reference.CloudsYAMLTrusting(address, authority), 0o600); err != nil {
		return errors.Join(fmt.Errorf("the clouds.yaml can't be written: %w", err), os.RemoveAll(folder), listener.Close())
	}
	introduce(p, reference, address, clouds, authority)
	return errors.Join(serving.UntilSignal(parent, listener, front), os.RemoveAll(folder))
}

// handler returns what is served: the reference cloud, which is returned too,
// or a way to another cloud. Where others can reach the cloud its secrets are its own.
func (o *serveOptions) handler(set dialects.Set, reachable bool) (http.Handler, *cloud.Cloud, error) {
	if o.upstream != "" {
		for _, d := range set {
			if d.NeedsReference() {
				return nil, nil, exit.Usagef("--dialect %s: it is about what the reference cloud is, and cannot stand in front of --upstream", d.Name)
			}
		}
		address, err := connect.ParseTarget(o.upstream)
		if err != nil {
			return nil, nil, exit.Usagef("--upstream: %w", err)
		}
		parsed, err := url.Parse(address.Root)
		if err != nil {
			return nil, nil, exit.Usagef("--upstream: %w", err)
		}
		return faults.Upstream(parsed), nil, nil
	}
	options := cloud.Options{Maximum: o.maximum, BelieveProxies: o.proxies, FreshSecrets: reachable}
	switch o.frontEnd {
	case "eventlet":
		options.FrontEnd = cloud.Eventlet
	case "uwsgi":
		options.FrontEnd = cloud.UWSGI
	default:
		return nil, nil, suggest.Unknown("front end", o.frontEnd, []string{"eventlet", "uwsgi"})
	}
	reference, err := cloud.New(set.Options(options))
	if err != nil {
		return nil, nil, exit.Usagef("%w", err)
	}
	return reference, reference, nil
}

// writeFiles makes a folder of its own, where no other user reads passwords, and writes
// the certificate of an authority there, if there is one.
func writeFiles(certificate []byte) (folder, authority string, err error) {
	folder, err = os.MkdirTemp("", "osact-serve-")
	if err != nil {
		return "", "", fmt.Errorf("no folder for the clouds.yaml: %w", err)
	}
	if certificate == nil {
		return folder, "", nil
	}
	authority = filepath.Join(folder, "ca.pem")
	if err := os.WriteFile(authority, certificate, 0o600); err != nil {
		return "", "", fmt.Errorf("the certificate can't be written: %w", errors.Join(err, os.RemoveAll(folder)))
	}
	return folder, authority, nil
}

// introduce says where the reference cloud is and how to use it: its URLs, its
// users, how osact judges it, and a curl command that works as it stands.
func introduce(p *process, reference *cloud.Cloud, address, clouds, authority string) {
	compute := address + reference.ComputePath()
	fmt.Fprintf(p.stdout, "compute   %s\nidentity  %s/identity/v3\nclouds    export OS_CLIENT_CONFIG_FILE=%s\n\nusers\n", compute, address, shell.Path(clouds, "FILE"))
	var token, everyone, exports string
	for _, u := range reference.Users() {
		fmt.Fprintf(p.stdout, "  %-6s %-7s in project %s, password %s\n", u.Name, u.Role, u.ProjectName, u.Password)
		if u.Name == "alice" {
			token = u.Token
		}
		if actor := connect.ActorOf(u.Name); actor != "" {
			everyone += fmt.Sprintf(" --as %s=%s", actor, u.Name)
			exports += fmt.Sprintf("  export %s=%s\n", exchange.TokenVariable(actor), u.Token)
		}
	}
	fmt.Fprintf(p.stdout, "\nto judge it, with the clouds.yaml above\n  osact run --profile full%s\n", everyone)
	if authority == "" { // nothing but a clouds.yaml says whom to trust
		fmt.Fprintf(p.stdout, "or with tokens\n%s  osact run --profile full --target %s\n", exports, compute)
	}
	server, action := reference.Example()
	trust := ""
	if authority != "" {
		trust = "--cacert " + authority + " "
	}
	fmt.Fprintf(p.stdout, "\nto ask it\n  curl %s-H 'X-Auth-Token: %s' \\\n    -H 'OpenStack-API-Version: compute 2.84' \\\n    %s/v2.1/servers/%s/os-instance-actions/%s\n",
		trust, token, compute, server, action)
}
