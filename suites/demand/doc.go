// Package demand says which claims a profile demands: those about its
// requirements that its actors can ask at its editions. Of each other
// requirement it says why the profile does not demand it.
package demand
