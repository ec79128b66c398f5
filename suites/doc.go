// Package suites holds what osact claims: one file for each subject, the list of
// the subjects, and the Ginkgo specs with their matcher. To add a claim nothing
// else has to be read. The packages below it are the mechanism:
//
//	exchange   probe, exchange, recording: what was asked, and what came back
//	match      the checks, each of some answers
//	claim      the language of claims: who asks what, at which edition
//	plan       the graph of probes, and its execution
//	cast       what claims are about: found by probes, given by hand, or made
//	demand     which claims a profile demands
//	judge      findings: what a recording says about each claim
//
// Each imports only those above it in this list.
//
// Nothing here opens a connection or reads a clock. Judge depends on the
// contract and the recording alone, so whoever holds both comes to the same
// findings.
package suites
