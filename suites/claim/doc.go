// Package claim is the language of claims. A Claim says that a requirement of the
// catalogue holds for the answers to some probes. An Ask builds these probes, so
// that it reads as a sentence:
//
//	s.Must("…", Show(finished).As(Member, Admin).AtEachEdition(), HaveStatus(200))
package claim
