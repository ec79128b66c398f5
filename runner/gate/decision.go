package gate

import (
	"slices"

	"github.com/osact/osact/openapi"
	"github.com/osact/osact/runner/compare"
	"github.com/osact/osact/runner/verdict"
	"github.com/osact/osact/suites/claim"
	"github.com/osact/osact/suites/exchange"
)

// decision is one gate in the making.
type decision struct {
	terms      Terms
	known      Requirements
	verdict    verdict.Verdict
	difference *compare.Difference
	// sameRecording: the baseline is the same recording, judged by another contract.
	sameRecording bool
	was           map[string]*verdict.Requirement // what the baseline demanded, by id

	used []bool // the waivers that cover something
	gate verdict.Gate
}

func (d *decision) decide() verdict.Gate {
	d.gate = verdict.Gate{Reasons: []verdict.GateReason{}, Violated: d.violated(), AsOf: d.terms.AsOf.String()}
	if b := d.terms.Baseline; b != nil {
		d.gate.Baseline = &verdict.Baseline{Path: b.Path, Verdict: b.Verdict.Verdict, Started: d.difference.Old.Started, Digest: b.Verdict.Digest, Differs: d.difference.Notes}
	}
	d.gate.Waivers = d.waivers()
	d.reasons()
	d.gate.Passes = len(d.gate.Reasons) == 0
	if !d.gate.Passes {
		d.gate.Exit = d.gate.Reasons[0].Exit
	}
	return d.gate
}

// counts reports whether a level is demanded.
func (d *decision) counts(level openapi.Level) bool {
	return level == openapi.Must || level == openapi.Should && d.verdict.Strict
}

// violated returns all that is violated, cause by cause. Where a waiver covers a part
// of a cause alone, the rest is another.
func (d *decision) violated() []verdict.GateCause {
	type row struct {
		requirement, kind, at string
		standing              verdict.Standing
		waiver                int
	}
	all := []verdict.GateCause{}
	at := map[row]int{}
	probes := map[row]map[exchange.Probe]bool{}
	for _, level := range []openapi.Level{openapi.Must, openapi.Should} {
		for _, r := range d.verdict.Requirements {
			if r.Level != level {
				continue
			}
			memory := compare.MemoryOf(d.was[r.ID])
			for _, f := range r.Findings {
				if f.Outcome != claim.Violated {
					continue
				}
				for _, v := range f.Signs() {
					standing, waiver := d.standing(r, f, v, memory)
					if standing == "" {
						continue
					}
					key := row{r.ID, v.Kind, openapi.AnyIndex(v.At), standing, waiver}
					i, ok := at[key]
					if !ok {
						i, at[key], probes[key] = len(all), len(all), map[exchange.Probe]bool{}
						c := verdict.GateCause{Requirement: r.ID, Level: level, Kind: v.Kind, At: key.at, Standing: standing}
						if waiver >= 0 {
							c.Waiver = &waiver
						}
						all = append(all, c)
					}
					probes[key][f.Probe] = true
					all[i].Probes = len(probes[key])
				}
			}
		}
	}
	return all
}

// standing says how one violation is taken, and by which waiver; -1: by none. Empty:
// it does not count.
func (d *decision) standing(r verdict.Requirement, f verdict.Finding, v openapi.Violation, memory compare.Memory) (verdict.Standing, int) {
	lapsed := -1
	for i, w := range d.terms.Waivers {
		if w.Requirement != r.ID || !w.Covers(v) || !w.HoldsFor(d.verdict.Target.Target) || !w.Asks(f.Probe) || d.terms.AsOf.Before(w.Added.Time) {
			continue
		}
		if !d.terms.AsOf.After(w.Expires.Time) {
			d.used[i] = true
			return verdict.Excused, i
		}
		if lapsed < 0 {
			lapsed = i
		}
	}
	switch {
	case !d.counts(r.Level):
		return "", -1
	case lapsed >= 0:
		return verdict.Lapsed, lapsed
	case d.terms.Baseline == nil:
		return verdict.Fresh, -1
	case memory.Knows(f, v):
		return verdict.Known, -1
	case d.was[r.ID] == nil || d.sameRecording:
		return verdict.Faced, -1
	}
	return verdict.Fresh, -1
}

// waivers says what became of each waiver.
func (d *decision) waivers() []verdict.Waived {
	var all []verdict.Waived
	for i, w := range d.terms.Waivers {
		waived := verdict.Waived{
			Requirement: w.Requirement, Targets: w.Targets, Editions: w.Editions, Actors: w.Actors,
			Reason: w.Reason, Issue: w.Issue, Owner: w.Owner, Added: w.Added.String(), Expires: w.Expires.String(),
			DaysLeft: d.terms.AsOf.Until(w.Expires), Use: verdict.Idle,
		}
		if w.Kind != nil && w.At != nil {
			waived.Kind, waived.At = *w.Kind, *w.At
		}
		switch {
		case waived.DaysLeft < 0:
			waived.Use = verdict.Expired
		case d.used[i]:
			waived.Use = verdict.Needed
		case !d.terms.AsOf.Before(w.Added.Time) && w.HoldsFor(d.verdict.Target.Target) && d.judged(w.Requirement, w.Asks):
			waived.Use = verdict.Unneeded
		}
		all = append(all, waived)
	}
	return all
}

// judged reports that all that a waiver is about was judged. What was left open might
// be what it waives.
func (d *decision) judged(id string, about func(exchange.Probe) bool) bool {
	i := slices.IndexFunc(d.verdict.Requirements, func(r verdict.Requirement) bool { return r.ID == id })
	if i < 0 || d.verdict.Ending != exchange.Complete {
		return false
	}
	some := false
	for _, f := range d.verdict.Requirements[i].Findings {
		if !about(f.Probe) {
			continue
		}
		switch f.Outcome {
		case claim.Satisfied, claim.Violated:
			some = true
		case claim.Inconclusive, claim.Untested:
			return false
		}
	}
	return some
}
