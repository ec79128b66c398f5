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
	"github.com/osact/osact/fixtures/faults"
	"github.com/osact/osact/runner/catalogue"
	"github.com/osact/osact/runner/connect"
	"github.com/osact/osact/runner/exit"
	"github.com/osact/osact/runner/serving"
	"github.com/osact/osact/runner/suggest"
)

// serveOptions are the flags of osact serve.
type serveOptions struct {
	listen   string
	faults   []string
	upstream string
	maximum  string
	frontEnd string
	proxies  bool
}

func newServe(p *process) *cobra.Command {
	var o serveOptions
	cmd := &cobra.Command{
		Use:   "serve",
		Short: "Serve the reference cloud, or put a fault in front of a cloud",
		Long: `Serve the reference cloud on the loopback interface, for people who write
clients. With --fault it breaks one promise; with --upstream it breaks the same
promise of another cloud, which it stands in front of. Ctrl-C ends it.`,
		Example: `  osact serve
  osact serve --listen 127.0.0.1:8774 --fault request-id-is-missing
  osact serve --upstream http://127.0.0.1:8774 --fault request-id-is-missing
  osact list --faults                           what can be broken, and what reports it`,
		Args: noArguments,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return o.serve(cmd.Context(), p)
		},
	}
	flags := cmd.Flags()
	flags.StringVar(&o.listen, "listen", "127.0.0.1:0", "address and port to listen at (port 0: any free one)")
	flags.StringArrayVar(&o.faults, "fault", nil, "promise to break, by name (osact list --faults prints them)")
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
	handler, reference, err := o.handler()
	if err != nil {
		return err
	}
	chosen, err := catalogue.Faults(o.faults)
	if err != nil {
		return err
	}
	for _, fault := range chosen {
		handler = fault.Wrap(handler)
	}
	listener, err := net.Listen("tcp", o.listen)
	if err != nil {
		return exit.Usagef("--listen %s: %w: write an address and a port that are free, like 127.0.0.1:8774", o.listen, err)
	}
	address := "http://" + listener.Addr().String()
	if reference == nil {
		fmt.Fprintf(p.stdout, "%s stands in front of %s\n\n  osact run --target %s\n", address, o.upstream, address)
		return serving.UntilSignal(parent, listener, handler)
	}
	clouds, err := writeClouds(reference.CloudsYAML(address))
	if err != nil {
		return errors.Join(err, listener.Close())
	}
	introduce(p, reference, address, clouds)
	return errors.Join(serving.UntilSignal(parent, listener, handler), os.RemoveAll(filepath.Dir(clouds)))
}

// handler returns what is served: the reference cloud, which is returned too,
// or a way to another cloud.
func (o *serveOptions) handler() (http.Handler, *cloud.Cloud, error) {
	if o.upstream != "" {
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
	options := cloud.Options{Maximum: o.maximum, BelieveProxies: o.proxies}
	switch o.frontEnd {
	case "eventlet":
		options.FrontEnd = cloud.Eventlet
	case "uwsgi":
		options.FrontEnd = cloud.UWSGI
	default:
		return nil, nil, suggest.Unknown("front end", o.frontEnd, []string{"eventlet", "uwsgi"})
	}
	reference, err := cloud.New(options)
	if err != nil {
		return nil, nil, exit.Usagef("%w", err)
	}
	return reference, reference, nil
}

// writeClouds writes a clouds.yaml into a folder of its own, where no other
// user reads its passwords, and returns its path.
func writeClouds(content []byte) (string, error) {
	folder, err := os.MkdirTemp("", "osact-serve-")
	if err != nil {
		return "", fmt.Errorf("the clouds.yaml can't be written: %w", err)
	}
	path := filepath.Join(folder, "clouds.yaml")
	if err := os.WriteFile(path, content, 0o600); err != nil {
		return "", fmt.Errorf("the clouds.yaml can't be written: %w", errors.Join(err, os.RemoveAll(folder)))
	}
	return path, nil
}

// introduce says where the reference cloud is and how to use it: its URLs, its
// users, and a curl command that works as it stands.
func introduce(p *process, reference *cloud.Cloud, address, clouds string) {
	fmt.Fprintf(p.stdout, "compute   %s/compute\nidentity  %s/identity/v3\nclouds    export OS_CLIENT_CONFIG_FILE=%s\n\nusers\n", address, address, clouds)
	var token string
	for _, u := range reference.Users() {
		fmt.Fprintf(p.stdout, "  %-6s %-7s in project %s, password %s\n", u.Name, u.Role, u.ProjectName, u.Password)
		if u.Name == "alice" {
			token = u.Token
		}
	}
	server, action := reference.Example()
	fmt.Fprintf(p.stdout, "\n  curl -H 'X-Auth-Token: %s' \\\n    -H 'OpenStack-API-Version: compute 2.84' \\\n    %s/compute/v2.1/servers/%s/os-instance-actions/%s\n",
		token, address, server, action)
}
