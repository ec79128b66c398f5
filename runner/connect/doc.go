// Package connect finds out what a run asks and as whom: the target's root,
// the token of each actor, the facts that the identity service tells about
// them, and what else is known beforehand.
//
// Accounts come from the standard clouds.yaml, or as tokens. What the identity
// service says about an account is held against the part that the account is
// to play, since a run as the wrong people proves nothing.
package connect
