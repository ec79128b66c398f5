// Package plan turns claims into a graph of probes, and executes it: a probe is
// asked when the symbols that it names are bound and the probes that it waits for
// are settled. A Capture binds symbols to what answers hold. The player executes a
// plan with the answers of a target, the judge with those of a recording, so that
// both come to the same bindings.
package plan
