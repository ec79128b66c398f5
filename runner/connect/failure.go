package connect

import "errors"

// What is wrong when there is no connection. Every error of this package but
// those of Embedded and Serve wraps one of them, and no error holds a secret.
var (
	// ErrActors: nobody, or somebody who cannot play the part. The user's
	// configuration has to change.
	ErrActors = errors.New("unusable actors")
	// ErrTarget: no usable root of a compute service. The user's configuration
	// has to change.
	ErrTarget = errors.New("unusable target")
	// ErrUnreachable: the identity service could not be asked, or what answered
	// is none. Trying again may help.
	ErrUnreachable = errors.New("unusable identity service")
)
