package verdict

import "github.com/osact/osact/openapi"

// Gate is what a verdict comes to beside a baseline and waivers. It decides the exit
// code and never the verdict.
type Gate struct {
	Passes  bool         `json:"passes"`
	Exit    int          `json:"exit"`
	Reasons []GateReason `json:"reasons"` // why it does not pass, what weighs most first
	AsOf    string       `json:"as_of"`   // the day that waivers are held against, as 2026-11-30
	// Baseline is what it was compared with; nil: nothing.
	Baseline *Baseline `json:"baseline,omitempty"`
	// Violated is all that is violated and counts or is waived, cause by cause.
	Violated []GateCause `json:"violated"`
	Waivers  []Waived    `json:"waivers,omitempty"`
	// Acknowledged are the names of what is less than before, and accepted.
	Acknowledged []string `json:"acknowledged,omitempty"`
}

// GateReason is one reason for which a gate does not pass.
type GateReason struct {
	Name string `json:"name"`
	Exit int    `json:"exit"`
	Text string `json:"text"`
	// Of are the requirements that it is about, or the names of offers.
	Of []string `json:"of,omitempty"`
}

// Baseline is what a gate compared with.
type Baseline struct {
	Path    string `json:"path"`
	Verdict Ruling `json:"verdict"` // by today's contract, where its recording is at hand
	Started string `json:"started"` // RFC 3339, UTC
	Digest  string `json:"digest"`
	// Differs says what else is not as it was, as the target, who asked, or the contract.
	Differs []string `json:"differs,omitempty"`
}

// GateCause is a cause of violations, and how the gate takes it.
type GateCause struct {
	Requirement string        `json:"requirement"`
	Level       openapi.Level `json:"level"`
	Kind        string        `json:"kind"`
	At          string        `json:"at"`
	Probes      int           `json:"probes"`
	Standing    Standing      `json:"standing"`
	// Waiver is the position of the waiver among Waivers; nil: none covers it.
	Waiver *int `json:"waiver,omitempty"`
}

// Standing is how a gate takes what is violated.
type Standing string

// The standings.
const (
	Fresh   Standing = "new"     // it fails the gate
	Known   Standing = "known"   // the baseline has it
	Faced   Standing = "faced"   // the baseline was judged by a contract that does not demand it
	Excused Standing = "waived"  // a waiver in force covers it
	Lapsed  Standing = "expired" // a waiver covers it that is not in force any more
)

// Waived is a waiver, and what became of it.
type Waived struct {
	Requirement string   `json:"requirement"`
	Kind        string   `json:"kind"`
	At          string   `json:"at"`
	Targets     []string `json:"targets,omitempty"`
	Editions    []string `json:"editions,omitempty"`
	Actors      []string `json:"actors,omitempty"`
	Reason      string   `json:"reason"`
	Issue       string   `json:"issue"`
	Owner       string   `json:"owner"`
	Added       string   `json:"added"`
	Expires     string   `json:"expires"`
	Use         Use      `json:"use"`
	DaysLeft    int      `json:"days_left"` // below 0: it expired so long ago
}

// Use is what became of a waiver.
type Use string

// The uses.
const (
	Needed   Use = "needed"
	Unneeded Use = "unneeded" // what it waives was judged and is not violated
	Expired  Use = "expired"
	Idle     Use = "idle" // nothing that it is about was judged
)

// SoonExpired is how many days ahead a waiver's end is warned of.
const SoonExpired = 14

// EndsSoon reports that a waiver in force ends within some days.
func (w Waived) EndsSoon() bool { return w.Use != Expired && w.DaysLeft <= SoonExpired }

// Standings returns how the gate takes what is violated of a requirement, by its id;
// nothing where there is no gate. One that fails the gate is Fresh or Lapsed,
// whatever else of the same requirement is known.
func (g *Gate) Standings() map[string]Standing {
	all := map[string]Standing{}
	if g == nil {
		return all
	}
	weight := map[Standing]int{Excused: 1, Faced: 2, Known: 3, Lapsed: 4, Fresh: 5}
	for _, c := range g.Violated {
		if weight[c.Standing] > weight[all[c.Requirement]] {
			all[c.Requirement] = c.Standing
		}
	}
	return all
}

// Unneeded returns the waivers that were not needed.
func (g *Gate) Unneeded() []Waived {
	var all []Waived
	if g != nil {
		for _, w := range g.Waivers {
			if w.Use == Unneeded {
				all = append(all, w)
			}
		}
	}
	return all
}
