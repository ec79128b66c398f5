package match

import (
	"reflect"
	"slices"
	"time"
)

// A cloud lives while it is asked: actions go on, and lists grow in front. What
// time alone decides only ever goes forward; what something else decides, as who
// asks or how, comes and goes.

// told is what an answer told of a thing.
type told[T any] struct {
	by    *Answer
	value T
}

// isAfter reports that an answer was asked for when another had been given. Of two
// that were under way together nothing tells which was worked out first.
func (a *Answer) isAfter(b *Answer) bool { return b.ended().Before(a.Exchange.Started) }

func (a *Answer) ended() time.Time { return a.Exchange.Started.Add(a.Exchange.Duration) }

// movedOn reports that a thing was told in several ways, and that each was told
// after those alone from which it can have come.
func movedOn[T any](all []told[T], leads func(before, after T) bool) bool {
	type way struct {
		value       T
		first, last *Answer // the one that ended first, and the one that began last
	}
	var ways []way
	for _, t := range all {
		i := slices.IndexFunc(ways, func(w way) bool { return leads(w.value, t.value) && leads(t.value, w.value) })
		if i < 0 {
			ways = append(ways, way{t.value, t.by, t.by})
			continue
		}
		if t.by.ended().Before(ways[i].first.ended()) {
			ways[i].first = t.by
		}
		if t.by.Exchange.Started.After(ways[i].last.Exchange.Started) {
			ways[i].last = t.by
		}
	}
	for _, before := range ways {
		for _, after := range ways {
			here, back := leads(before.value, after.value), leads(after.value, before.value)
			if !here && (!back || after.last.isAfter(before.first)) {
				return false
			}
		}
	}
	return len(ways) > 1
}

// rises reports that a text can have become another: the same, or one that sorts
// after it, as later times do. Any text can have come of null.
func rises(before, after any) bool {
	was, _ := before.(string)
	is, _ := after.(string)
	return was <= is
}

// eventsGoOn reports that events can have become others: those that there were, of
// which some may have ended since, and newer ones in front of them. Where two have
// one name, one that has ended can be told to end again, in place of the other.
func eventsGoOn(before, after any) bool {
	had, _ := before.([]any)
	has, _ := after.([]any)
	newer := len(has) - len(had)
	if newer < 0 {
		return false
	}
	again := repeatNames(has)
	for i, one := range had {
		was, _ := one.(map[string]any)
		is, _ := has[newer+i].(map[string]any)
		same := func(key string) bool { return reflect.DeepEqual(was[key], is[key]) }
		ends := was["finish_time"] == nil || again && rises(was["finish_time"], is["finish_time"])
		if !same("event") || !same("start_time") || !same("finish_time") && !ends {
			return false
		}
	}
	return true
}

// listGrows reports that a list of request ids can have become another: the same
// with newer ones in front.
func listGrows(before, after []string) bool {
	return len(before) <= len(after) && slices.Equal(before, after[len(after)-len(before):])
}
