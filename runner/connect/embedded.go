package connect

import (
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"time"

	"github.com/osact/osact/fixtures/cloud"
	"github.com/osact/osact/fixtures/dialects"
	"github.com/osact/osact/suites/claim"
	"github.com/osact/osact/suites/exchange"
)

// Embedded starts the reference cloud on a port of the loopback interface and
// connects to it as all of its users. Nothing from the environment reaches it,
// and since it is gone with the process, anything may be written to it.
// The caller closes the connection.
func Embedded() (*Connection, error) {
	reference, err := cloud.New(cloud.Options{})
	if err != nil {
		return nil, fmt.Errorf("the reference cloud does not start: %w", err)
	}
	return Serve(reference, reference.Users())
}

// Serve connects to a handler that answers as the reference cloud does, below
// /compute, and knows its users. The caller closes the connection.
func Serve(handler http.Handler, users []cloud.User) (*Connection, error) {
	front, err := dialects.Set{}.Front(handler, dialects.Tempo{})
	if err != nil {
		return nil, fmt.Errorf("the reference cloud does not start: %w", err)
	}
	return ServeFront(front, "/compute", users)
}

// ServeFront connects to a reference cloud through what stands in front of it. The path
// is that of its compute service. The caller closes the connection.
func ServeFront(front dialects.Front, path string, users []cloud.User) (*Connection, error) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, fmt.Errorf("no port for the reference cloud on the loopback interface: %w", err)
	}
	server := &http.Server{ReadHeaderTimeout: 10 * time.Second, ErrorLog: log.New(io.Discard, "", 0)}
	go front.Serve(server, listener) // ends with ErrServerClosed, by Close below
	c := &Connection{
		Target: exchange.Target{Kind: exchange.Embedded, URL: front.Scheme() + "://" + listener.Addr().String() + path},
		Actors: map[exchange.Actor]exchange.Identity{},
		Tokens: Tokens{},
		Close:  server.Close,
		Known: []exchange.Binding{
			{Symbol: claim.RunID, Value: "reference-cloud", Origin: "reference cloud"},
			{Symbol: claim.OwnNetworks, Value: `"none"`, Origin: "reference cloud"},
		},
	}
	if front.CA != nil {
		c.TLS = &tls.Config{RootCAs: x509.NewCertPool()}
		c.TLS.RootCAs.AppendCertsFromPEM(front.CA)
	}
	for _, u := range users {
		actor := ActorOf(u.Name)
		if actor == "" {
			continue
		}
		c.Tokens[actor] = u.Token
		c.Actors[actor] = exchange.Identity{Origin: "reference cloud", User: u.UserID, Project: u.ProjectID, Roles: []string{u.Role}}
		if u.ProjectID != "" { // a token for the whole system has none
			c.Known = append(c.Known, exchange.Binding{
				Symbol: string(actor) + ".project", Value: u.ProjectID, Origin: "reference cloud",
			})
		}
	}
	return c, nil
}

// ActorOf says which actor a user of the reference cloud plays, by the user's name; empty
// for none.
func ActorOf(user string) exchange.Actor {
	return map[string]exchange.Actor{
		"admin": exchange.Admin,
		"alice": exchange.Member,
		"rita":  exchange.Reader,
		"nora":  exchange.Bystander,
		"bob":   exchange.Outsider,
	}[user]
}
