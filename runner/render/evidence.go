package render

import (
	"slices"

	"github.com/osact/osact/runner/verdict"
	"github.com/osact/osact/suites/exchange"
)

// causesOf returns the causes of each requirement that is violated, by its id.
func causesOf(v verdict.Verdict) map[string][]verdict.Cause {
	causes := map[string][]verdict.Cause{}
	for _, c := range v.Causes() {
		causes[c.Requirement.ID] = append(causes[c.Requirement.ID], c)
	}
	return causes
}

// evidence returns the position of the exchange of the question of a finding,
// if the recording holds it. A question that is asked again until it is
// answered is the same whichever time it was asked.
func evidence(recording exchange.Recording, f verdict.Finding) (at int, found bool) {
	wanted := f.Probe
	wanted.Nth = 0
	for _, i := range slices.Backward(f.Evidence) {
		if i < 0 || i >= len(recording.Exchanges) {
			continue
		}
		asked := recording.Exchanges[i].Probe
		asked.Nth = 0
		if asked == wanted {
			return i, true
		}
	}
	return 0, false
}

// proof returns the command that repeats the question of a finding, empty if
// the recording does not hold it or it is too long to show.
func proof(recording exchange.Recording, f verdict.Finding) string {
	at, ok := evidence(recording, f)
	if !ok {
		return ""
	}
	return shortCurl(recording.Exchanges[at])
}

// shortCurl returns the command of Curl, empty if it is too long to show.
func shortCurl(x exchange.Exchange) string {
	if command := Curl(x); len(command) <= maxCurl {
		return command
	}
	return ""
}
