package match

import (
	"cmp"
	"slices"
	"time"
)

// Records are what each action is, as the widest answer about it says: that of an
// operator at the newest edition, else of whoever is shown the most. Every other
// answer about the action, one that lists it too, shows a part of it.
type Records struct {
	actions map[identity]*record
	lists   map[string]*wholeList // by server
	owners  owners
	sights  map[sight]*seen // what each actor is shown of each owner's actions
	clock   time.Duration   // how far the target's clock is ahead
	// updates is when the first action began of which it is known that the cloud kept
	// updated_at by then; zero where none is.
	updates time.Time
}

// identity tells an action from others: a request can have caused one on each of
// several servers.
type identity struct{ server, id string }

type record struct {
	action map[string]any
	from   *Answer
	// moves are the keys that changed while the action was asked for, as an action
	// that goes on changes them.
	moves  map[string]bool
	listed bool
	// updated is the latest updated_at that was told; empty where none was.
	updated string
	// twice: one request caused two actions of the server.
	twice bool
}

// NewRecords returns the records of all actions that the answers are about.
func NewRecords(answers []*Answer) *Records {
	views := map[identity][]view{}
	twice := map[identity]bool{}
	for _, a := range answers {
		seen := map[identity]bool{}
		for _, v := range viewsOf(a) {
			views[v.of] = append(views[v.of], v)
			twice[v.of] = twice[v.of] || seen[v.of]
			seen[v.of] = true
		}
	}
	owners := ownersOf(answers)
	r := &Records{owners: owners, actions: make(map[identity]*record, len(views)), lists: wholeLists(answers), sights: sightsOf(answers, owners), clock: clockOf(answers)}
	for of, all := range views {
		widest := slices.MaxFunc(all, func(a, b view) int {
			return cmp.Or(cmp.Compare(a.width(), b.width()), a.from.Exchange.Started.Compare(b.from.Exchange.Started))
		})
		moves := map[string]bool{
			"events":     movedOn(tellings(all, "events"), eventsGoOn),
			"message":    movedOn(tellings(all, "message"), rises),
			"updated_at": movedOn(tellings(all, "updated_at"), rises),
		}
		updated := ""
		for _, t := range tellings(all, "updated_at") {
			at, _ := t.value.(string)
			updated = max(updated, at)
		}
		r.actions[of] = &record{updated: updated, action: widest.action, from: widest.from, moves: moves, twice: twice[of], listed: slices.ContainsFunc(all, func(v view) bool { return v.listed })}
	}
	r.updates = r.firstUpdates(answers)
	return r
}

// firstUpdates returns when the first action began that has ended well and says when it
// was updated: a failure was noted, and marked so, by the oldest releases too. Whatever
// begins during the run does so at a release that keeps it.
func (r *Records) firstUpdates(answers []*Answer) time.Time {
	var first time.Time
	for _, a := range answers {
		if asked := a.Exchange.Started.Add(r.clock); first.IsZero() || asked.Before(first) {
			first = asked
		}
	}
	for _, known := range r.actions {
		began, ok1 := instant(known.action["start_time"])
		_, ok2 := instant(known.action["updated_at"])
		if ok1 && ok2 && known.action["message"] == nil && (first.IsZero() || began.Before(first)) {
			first = began
		}
	}
	return first
}

// keptUpdates reports that a shown action began when the cloud kept updated_at already.
func (r *Records) keptUpdates(doc any) bool {
	action, _ := field(doc, "instanceAction")
	value, _ := field(action, "start_time")
	began, ok := instant(value)
	return ok && !r.updates.IsZero() && !began.Before(r.updates)
}

// isUpdatedLater reports that the action which an answer shows was updated after it, as a
// later answer tells.
func (r *Records) isUpdatedLater(a *Answer) bool {
	return slices.ContainsFunc(viewsOf(a), func(v view) bool {
		known := r.actions[v.of]
		at, _ := v.action["updated_at"].(string)
		return known != nil && known.moves["updated_at"] && at < known.updated
	})
}

// HasServer reports that an action of a server was shown or listed.
func (r *Records) HasServer(server string) bool {
	_, listed := r.lists[server]
	return listed || r.any(func(of identity) bool { return of.server == server })
}

// Has reports that an action of a server was shown or listed.
func (r *Records) Has(server, id string) bool { return r.actions[identity{server, id}] != nil }

// Lists reports that an action of a server was listed.
func (r *Records) Lists(server, id string) bool {
	action := r.actions[identity{server, id}]
	return action != nil && action.listed
}

// HasElsewhere reports that an action is known, of other servers alone, and that
// the whole list of this one is.
func (r *Records) HasElsewhere(server, id string) bool {
	whole := r.lists[server]
	return whole != nil && !whole.grew && !r.Has(server, id) && r.any(func(of identity) bool { return of.id == id })
}

func (r *Records) any(is func(identity) bool) bool {
	for of := range r.actions {
		if is(of) {
			return true
		}
	}
	return false
}
