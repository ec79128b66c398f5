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
	"time"

	"github.com/spf13/cobra"

	"github.com/osact/osact/fixtures/cloud"
	"github.com/osact/osact/fixtures/faults"
	"github.com/osact/osact/runner/connect"
)

// serveFlags is what osact serve can be told.
type serveFlags struct {
	listen   string
	faults   []string
	upstream string
	maximum  string
	frontEnd string
}

func newServe(w *world) *cobra.Command {
	var f serveFlags
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
			return f.serve(cmd.Context(), w)
		},
	}
	flags := cmd.Flags()
	flags.StringVar(&f.listen, "listen", "127.0.0.1:0", "address and port to listen at (port 0: any free one)")
	flags.StringArrayVar(&f.faults, "fault", nil, "promise to break, by name (osact list --faults prints them)")
	flags.StringVar(&f.upstream, "upstream", "", "root of the compute service to stand in front of")
	flags.StringVar(&f.maximum, "maximum", "", "newest microversion that the reference cloud offers (default 2.104)")
	flags.StringVar(&f.frontEnd, "front-end", "eventlet", "whose habits the reference cloud's headers follow: eventlet or uwsgi")
	for _, own := range []string{"maximum", "front-end"} { // of the reference cloud
		cmd.MarkFlagsMutuallyExclusive("upstream", own)
	}
	return cmd
}

func (f *serveFlags) serve(parent context.Context, w *world) error {
	handler, reference, err := f.handler()
	if err != nil {
		return err
	}
	chosen, err := chosenFaults(f.faults)
	if err != nil {
		return err
	}
	for _, fault := range chosen {
		handler = fault.Wrap(handler)
	}
	listener, err := net.Listen("tcp", f.listen)
	if err != nil {
		return usage("--listen %s: %w: write an address and a port that are free, like 127.0.0.1:8774", f.listen, err)
	}
	address := "http://" + listener.Addr().String()
	if reference == nil {
		fmt.Fprintf(w.stdout, "%s stands in front of %s\n\n  osact run --target %s\n", address, f.upstream, address)
		return serveUntilSignal(parent, listener, handler)
	}
	clouds, err := writeClouds(reference.CloudsYAML(address))
	if err != nil {
		return errors.Join(err, listener.Close())
	}
	introduce(w, reference, address, clouds)
	return errors.Join(serveUntilSignal(parent, listener, handler), os.RemoveAll(filepath.Dir(clouds)))
}

// handler returns what is served: the reference cloud, which is returned too,
// or a way to another cloud.
func (f *serveFlags) handler() (http.Handler, *cloud.Cloud, error) {
	if f.upstream != "" {
		address, err := connect.ParseTarget(f.upstream)
		if err != nil {
			return nil, nil, usage("--upstream: %w", err)
		}
		parsed, err := url.Parse(address.Root)
		if err != nil {
			return nil, nil, usage("--upstream: %w", err)
		}
		return faults.Upstream(parsed), nil, nil
	}
	options := cloud.Options{Maximum: f.maximum}
	switch f.frontEnd {
	case "eventlet":
		options.FrontEnd = cloud.Eventlet
	case "uwsgi":
		options.FrontEnd = cloud.UWSGI
	default:
		return nil, nil, unknown("front end", f.frontEnd, []string{"eventlet", "uwsgi"})
	}
	reference, err := cloud.New(options)
	if err != nil {
		return nil, nil, usage("%w", err)
	}
	return reference, reference, nil
}

// writeClouds writes a clouds.yaml into a folder of its own, where no other
// user reads its passwords, and returns its path.
func writeClouds(content []byte) (string, error) {
	folder, err := os.MkdirTemp("", "osact-serve-")
	if err != nil {
		return "", fmt.Errorf("no place for a clouds.yaml: %w", err)
	}
	path := filepath.Join(folder, "clouds.yaml")
	if err := os.WriteFile(path, content, 0o600); err != nil {
		return "", fmt.Errorf("no place for a clouds.yaml: %w", errors.Join(err, os.RemoveAll(folder)))
	}
	return path, nil
}

// introduce says where the reference cloud is and how to use it: its URLs, its
// users, and a curl command that works as it stands.
func introduce(w *world, reference *cloud.Cloud, address, clouds string) {
	fmt.Fprintf(w.stdout, "compute   %s/compute\nidentity  %s/identity/v3\nclouds    export OS_CLIENT_CONFIG_FILE=%s\n\nusers\n", address, address, clouds)
	var token string
	for _, u := range reference.Users() {
		fmt.Fprintf(w.stdout, "  %-6s %-7s in project %s, password %s\n", u.Name, u.Role, u.ProjectName, u.Password)
		if u.Name == "alice" {
			token = u.Token
		}
	}
	server, action := reference.Example()
	fmt.Fprintf(w.stdout, "\n  curl -H 'X-Auth-Token: %s' \\\n    -H 'OpenStack-API-Version: compute 2.84' \\\n    %s/compute/v2.1/servers/%s/os-instance-actions/%s\n",
		token, address, server, action)
}

// serveUntilSignal serves until the user ends it, and gives requests in flight
// a moment to finish.
func serveUntilSignal(parent context.Context, listener net.Listener, handler http.Handler) error {
	ctx, _, stop := interruptible(parent)
	defer stop()
	server := bounded(handler)
	ended := make(chan error, 1)
	go func() { ended <- server.Serve(listener) }()
	select {
	case err := <-ended:
		return defect("the server ended: %w", err)
	case <-ctx.Done():
		last, cancel := context.WithTimeout(context.WithoutCancel(ctx), 2*time.Second)
		defer cancel()
		if err := server.Shutdown(last); err != nil {
			return server.Close()
		}
		return nil
	}
}

// bounded returns a server that waits for no client for ever: neither for a
// request and its body nor, on a connection that is kept, for the next. An
// answer may take longer.
func bounded(handler http.Handler) *http.Server {
	return &http.Server{Handler: handler, ReadHeaderTimeout: 10 * time.Second, ReadTimeout: time.Minute}
}
