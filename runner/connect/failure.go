package connect

import "errors"

// Why there is no connection. Every error of this package but those of Embedded
// and Serve wraps one of them, and no error holds a secret.
var (
	// ErrActors: there is no account, or one that cannot play its actor. The user's
	// configuration has to change.
	ErrActors = errors.New("unusable actors")
	// ErrTarget: there is no root of a compute service to ask. The user's
	// configuration has to change.
	ErrTarget = errors.New("unusable target")
	// ErrUnreachable: the identity service could not be asked, or something else
	// answered. Trying again may help.
	ErrUnreachable = errors.New("unusable identity service")
)
