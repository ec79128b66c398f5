// Package dictionary names the faults that a bad verdict looks like.
//
// Its matrix says what each fault that osact knows makes of the requirements, in front
// of the reference cloud: which are violated, in which way, at which place of the
// answer, to whom and at which editions. The violations of a verdict are compared with
// that. Nothing in it is a target's own, no id, no value and no question, so that any
// cloud can be compared.
//
// The matrix is made by "make matrix" and stands in the binary. Where the catalogue or
// the faults are others than those that it was made of, it says nothing.
package dictionary
