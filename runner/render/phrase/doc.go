// Package phrase puts what a verdict says into the words that all renderings
// share, and cuts texts to a length. What came from a target is not made
// printable here: each rendering does that.
package phrase
