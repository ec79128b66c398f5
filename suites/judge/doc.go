// Package judge finds out what a recording says about each claim. It executes the
// plan once more with the recorded answers, gives each claim its answers to check,
// and says of each violation whether it can be held against the target: what an
// intermediary answered, and what changed while the run went on, cannot. It has no
// network, no clock and no state, and never panics.
package judge
