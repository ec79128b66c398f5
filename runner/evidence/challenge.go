package evidence

import (
	"fmt"
	"slices"
	"strings"

	"github.com/osact/osact/suites/claim"
	"github.com/osact/osact/suites/exchange"
)

// checkChallenge holds what a run was not free to choose against its challenge: what
// its bindings say, and by which ids it named its requests.
func checkChallenge(altered *exchange.Altered, r exchange.Recording) {
	unknown := false
	for _, b := range r.Bindings {
		switch {
		case b.Symbol == exchange.UnknownID && (r.Challenge == "" || b.Value != r.Challenge.Unknown()):
			altered.Add("it asks for %s as for what nobody has, and its challenge chooses no such id", b.Value)
		case b.Symbol == claim.RunID && r.Challenge != "" && !r.Challenge.MadeRun(b.Value):
			altered.Add("the id of the run is %s, and does not follow from its challenge", b.Value)
		}
		unknown = unknown || b.Symbol == exchange.UnknownID
	}
	if r.Challenge == "" {
		return
	}
	if !unknown {
		altered.Add("it asks for other ids that nobody has than its challenge chooses")
	}
	_, err := positions(r)
	if err != nil {
		altered.Add("%v", err)
	}
}

// lost is how many requests may be missing of a run that was cut short: those in flight
// then.
const lost = 256

// positions returns where among those that its challenge names each request was sent,
// by its position in the recording; -1 for one that names itself.
func positions(r exchange.Recording) ([]int, error) {
	named := 0
	for _, x := range r.Exchanges {
		if r.Challenge.Names(x.Probe) {
			named++
		}
	}
	if r.Ending != exchange.Complete {
		named += lost
	}
	sentAt := make(map[string]int, named)
	for i := range named {
		sentAt[r.Challenge.RequestID(i)] = i
	}
	all := make([]int, len(r.Exchanges))
	for i, x := range r.Exchanges {
		all[i] = -1
		if !r.Challenge.Names(x.Probe) {
			continue
		}
		id := strings.Join(x.Request.Header[exchange.RequestIDHeader], ", ")
		at, ok := sentAt[id]
		if !ok {
			return nil, fmt.Errorf("exchange %d (%s) was sent by the request id %q, which does not follow from its challenge, or comes twice", i, x.Probe, id)
		}
		delete(sentAt, id)
		all[i] = at
	}
	return all, nil
}

// checkSent holds the order in which questions were sent against the one in which they
// became ready, which a challenge decides. It says nothing of those that were sent at
// some time: again, or to see whether something has ended.
func checkSent(altered *exchange.Altered, r exchange.Recording, ready []exchange.Question) {
	at, err := positions(r)
	if err != nil || r.Ending != exchange.Complete {
		return // the first was said
	}
	inTurn := map[exchange.Probe]bool{}
	var turns []exchange.Probe
	for _, q := range ready {
		if q.Polls == 0 && r.Challenge.Names(q.Probe) {
			inTurn[q.Probe] = true
			turns = append(turns, q.Probe)
		}
	}
	var sent []int
	for i, x := range r.Exchanges {
		if x.Attempt == 0 && inTurn[x.Probe] {
			sent = append(sent, i)
		}
	}
	slices.SortFunc(sent, func(a, b int) int { return at[a] - at[b] })
	for turn, i := range sent[:min(len(sent), len(turns))] {
		if probe := r.Exchanges[i].Probe; probe != turns[turn] {
			altered.Add("exchange %d (%s) was sent out of the turn that its challenge chooses, in the place of %s", i, probe, turns[turn])
			return
		}
	}
}
