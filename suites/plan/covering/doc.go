// Package covering chooses few rows that meet all combinations of a few
// factors: covering arrays, with constraints and mixed strength.
//
// A [Model] names the factors, the combinations that cannot exist and how many
// factors are to be combined. [Model.Rows] chooses rows, [Model.Coverage]
// measures rows that come from elsewhere. What no row can hold is told exactly
// from what was left out.
//
// The terms are those of NIST SP 800-142 (Practical Combinatorial Testing) and
// NISTIR 7878 (Combinatorial Coverage Measurement).
package covering
