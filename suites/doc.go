// Package suites holds the claims of osact and what is done with them: the
// plan of the probes that they ask, and the judging of a recording.
//
// The way through is
//
//	claims := suites.Claims(contract)      // what is claimed, one file per subject
//	plan   := suites.NewPlan(contract, …)  // what must be asked for it, nothing sent
//	walk   := suites.NewWalk(plan, …)      // which question comes next; driven by runner/play
//	finds  := suites.Judge(contract, rec)  // what the answers amount to; pure
//
// Nothing here opens a connection or reads a clock. Judge depends on the
// contract and the recording alone, so whoever holds both comes to the same
// findings.
package suites
