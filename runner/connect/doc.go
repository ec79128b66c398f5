// Package connect finds out what a run asks and as whom: the root of the target,
// the token of each actor, and what the identity service says about them.
//
// Accounts come from the standard clouds.yaml, or as tokens. An account that is not
// what its actor should be is refused, since a run as the wrong user proves nothing.
package connect
