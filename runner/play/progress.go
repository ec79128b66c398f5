package play

// Progress is how far a run is.
type Progress struct {
	Done  int // questions
	Total int // questions that are known so far, done or not
	// Waiting are questions that wait for an action to end, and Postponed those that
	// the target wants to be asked later.
	Waiting, Postponed int
}

func (r *run) tell() {
	if r.progress == nil {
		return
	}
	p := Progress{Done: r.done, Total: r.done + r.inFlight + len(r.queue) + len(r.postponed)}
	for _, later := range r.postponed {
		if later.attempt > 0 {
			p.Postponed++
		} else {
			p.Waiting++
		}
	}
	r.progress(p)
}
