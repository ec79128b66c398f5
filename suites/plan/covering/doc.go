// Package covering measures which combinations of factors are met by rows, with
// constraints and mixed strength.
//
// The terms are those of NIST SP 800-142 (Practical Combinatorial Testing) and
// NISTIR 7878 (Combinatorial Coverage Measurement).
package covering
