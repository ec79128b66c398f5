package claim

// Outcome is what a claim found.
type Outcome string

// The outcomes of a finding.
const (
	// Satisfied: the answers are what the requirement demands.
	Satisfied Outcome = "satisfied"
	// Violated: they are not, and it was the API that answered.
	Violated Outcome = "violated"
	// Inconclusive: the network or an intermediary answered, not the API, or what
	// it is about changed while it was judged.
	Inconclusive Outcome = "inconclusive"
	// NotApplicable: the requirement says nothing about this target, as an
	// exchange of the recording proves.
	NotApplicable Outcome = "not applicable"
	// Untested: the question could not be asked; the reason says what is missing.
	Untested Outcome = "untested"
)

// Outcomes returns the outcomes, the worst first.
func Outcomes() []Outcome {
	return []Outcome{Violated, Inconclusive, Untested, Satisfied, NotApplicable}
}
