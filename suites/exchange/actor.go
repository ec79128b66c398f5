package exchange

import "slices"

// Actor is the part that somebody plays in a run: who asks.
type Actor string

// The actors. Only what sets an actor apart is said here; which account plays
// it is the run's business and stands in the recording.
const (
	// Admin has the admin role, in whichever project.
	Admin Actor = "admin"
	// Member has the member role in the project that owns the servers.
	Member Actor = "member"
	// Reader has the reader role in that project.
	Reader Actor = "reader"
	// Bystander is in that project with neither of these roles.
	Bystander Actor = "bystander"
	// Outsider is a member of another project.
	Outsider Actor = "outsider"
	// Anonymous sends no token.
	Anonymous Actor = "anonymous"
	// Intruder sends a token that nobody issued.
	Intruder Actor = "intruder"
)

// Actors returns every actor, those with an account first.
func Actors() []Actor {
	return []Actor{Admin, Member, Reader, Bystander, Outsider, Anonymous, Intruder}
}

// HasAccount reports whether the actor needs a token that the cloud issued.
func (a Actor) HasAccount() bool {
	return a != Anonymous && a != Intruder
}

// Known reports whether a is one of Actors.
func (a Actor) Known() bool {
	return slices.Contains(Actors(), a)
}

// Identity is what is known of the account that plays an actor. It never
// holds a token or a password. Empty fields are unknown: a token given alone
// says nothing about its owner.
type Identity struct {
	// Origin says where the credential came from: "OSACT_TOKEN_MEMBER",
	// "clouds.yaml entry alpha", "reference cloud".
	Origin  string   `json:"origin"`
	User    string   `json:"user,omitempty"`    // user id
	Project string   `json:"project,omitempty"` // project id
	Roles   []string `json:"roles,omitempty"`
	// AccessRules are the requests that an application credential is narrowed to, as
	// "GET /v2.1/servers". Empty: it is not, or nothing tells.
	AccessRules []string `json:"access_rules,omitempty"`
}
