// Package connect finds out what a run asks and as whom: the target's root,
// the token of each actor, and what else is known beforehand.
package connect
