package match

import (
	"slices"
	"time"

	"github.com/osact/osact/openapi"
)

// HaveChangesOnly demands of an answer that lists all actions and of another one
// that the latter lists those of the former which were updated in a period,
// both ends included, in the same order. An end may be the symbol of a time,
// and "" where the period has none. An action may be listed or not that does not
// say when it was updated, or says different times in the course of the run; and
// one that is newer than the first answer, where the period has no end. Of an
// answer with a link to a next page nothing is known behind its end.
func HaveChangesOnly(since, before string) Check {
	return func(s *Scene) []openapi.Violation {
		begin, err1 := moment(s, since)
		end, err2 := moment(s, before)
		if err1 != nil || err2 != nil {
			return []openapi.Violation{{Kind: "value", At: "/instanceActions", Want: "a period between two times", Got: since + " to " + before}}
		}
		return whole(func(list []located, more bool, answers []any) []openapi.Violation {
			changed := find(answers[0], listedActions)
			if before == "" {
				changed = notNewer(list, changed)
			}
			moved := updatedMeanwhile(s)
			unsure := func(item located) bool { _, ok := updatedAt(item); return !ok || moved[recordOf(item)] }
			outside := func(item located) bool {
				updated, _ := updatedAt(item)
				return unsure(item) || updated.Before(begin) || before != "" && updated.After(end)
			}
			list = slices.DeleteFunc(slices.Clone(list), outside)
			changed = slices.DeleteFunc(slices.Clone(changed), unsure)
			list, changed = asFar(list, changed, more, goesOn(answers[0]))
			return sameActions(list, changed, whatItIs)
		})(s)
	}
}

// updatedMeanwhile returns the records that changed during the run: the lists of
// it say different times of their last update.
func updatedMeanwhile(s *Scene) map[[2]string]bool {
	last, moved := map[[2]string]time.Time{}, map[[2]string]bool{}
	for _, a := range s.Heard {
		doc, _ := a.Document()
		for _, item := range find(doc, listedActions) {
			updated, ok := updatedAt(item)
			if !ok {
				continue
			}
			record := recordOf(item)
			if before, known := last[record]; known && !before.Equal(updated) {
				moved[record] = true
			}
			last[record] = updated
		}
	}
	return moved
}

// recordOf names a listed action by its server and its request: one request may
// act on several servers.
func recordOf(item located) [2]string {
	value, _ := field(item.value, "instance_uuid")
	server, _ := value.(string)
	return [2]string{server, requestOf(item)}
}

// moment reads a time or the symbol of one; the zero time for "".
func moment(s *Scene, text string) (time.Time, error) {
	if text == "" {
		return time.Time{}, nil
	}
	value, err := s.Bindings.Fill(text)
	if err != nil {
		return time.Time{}, err
	}
	return time.Parse(layout, value)
}

func updatedAt(item located) (time.Time, bool) {
	value, _ := field(item.value, "updated_at")
	return instant(value)
}
