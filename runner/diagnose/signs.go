package diagnose

import "github.com/osact/osact/suites/exchange"

// Whole says what the target as a whole is, where that explains most of what is wrong; empty
// where nothing does. Single faults are then no explanation.
func Whole(recording exchange.Recording) string {
	if sentence := mixedReleases(recording); sentence != "" {
		return sentence
	}
	return legacyAlone(recording)
}

// Signs says what else a recording shows that explains some of what is wrong, each in a
// sentence. It knows nothing of the findings.
func Signs(recording exchange.Recording) []string {
	var all []string
	for _, sign := range []func(exchange.Recording) string{narrowed, oneFails} {
		if sentence := sign(recording); sentence != "" {
			all = append(all, sentence)
		}
	}
	return all
}
