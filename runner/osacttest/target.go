package osacttest

import (
	"crypto/tls"
	"net/http"
	"time"
)

// Target is the service to judge, and what is known of it. Either URL or Handler
// and the member's token are needed; each other field says what its zero value
// means.
type Target struct {
	// URL is the root of the compute service, as in https://cloud:8774, with or
	// without its version and a project: https://cloud/v2/PROJECT.
	URL string
	// Handler is the service itself. It is served on the loopback interface as long
	// as the test takes.
	Handler http.Handler
	// Path is where Handler has the root of the compute service: "/compute". Empty:
	// at "/".
	Path string

	// Tokens are the actors' tokens, by the names of the actors: member, admin,
	// reader, bystander and outsider. A profile says which of them it asks as.
	Tokens map[string]string
	// Projects are the ids of the actors' projects, for where the service does not
	// tell. What is asked about a project that is not known is untested.
	Projects map[string]string
	// TLS says how the service is trusted. Nil: as the system does.
	TLS *tls.Config

	// Profile is the name of the profile to demand. Empty: "tenant", what one member
	// can see and rely on, read-only.
	Profile string
	// Only narrows the profile to these requirements, by id.
	Only []string
	// Strict demands each SHOULD like a MUST.
	Strict bool
	// Contract is the folder of another contract than osact's own, with files named as
	// in openapi/ of its repository.
	Contract string

	// Server and Action are the id of a server of the member's project and the request
	// id of a finished action on it. Empty: they are discovered, which takes a service
	// that lists servers.
	Server, Action string
	// Cast are further actions to ask about, by the part that they play, as
	// SERVER/REQUEST_ID: "failed", "running" and so on. What is not here is discovered.
	Cast map[string]string

	// AllowWrites lets osact make two servers, act on them and delete them. Image,
	// Flavor and Network are the ids of what they are made of. Empty: those of a server
	// that there is, and no network. Tests that write can't run in parallel: where they
	// are interrupted, the first to end also ends the others, which may still delete.
	AllowWrites            bool
	Image, Flavor, Network string
	// Ledger is the file that names these servers until they are gone: from it osact
	// cleanup deletes what a test that was killed has left. Empty: osact-ledger.json
	// beside the test; of a Handler, a file that is gone with it.
	Ledger string

	// Out is the folder to write verdict.json, recording.har, report.html, junit.xml
	// and summary.md into. Empty: none is written.
	Out string

	Concurrency int           // requests in flight at most; 0: 16
	Rate        float64       // requests per second at most; 0: no limit
	Timeout     time.Duration // for one request; 0: 30 s
	Deadline    time.Duration // for all of them; 0: 10 min. The test's own deadline counts too.
}
