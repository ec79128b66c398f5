package exchange

import (
	"bytes"
	"encoding/json"
	"reflect"
	"slices"
)

// sealReader holds a recording that is read against its seal, and what a HAR says
// twice against each other. It never fails before the whole file is read: what is no
// recording at all is said first.
type sealReader struct {
	seal     seal
	end      *harSeal // as read
	marked   int      // exchanges that have a digest
	unmarked int      // that have none
	altered  Altered
}

// entry takes the next entry, and the exchange that it was read as.
func (s *sealReader) entry(at int, e harEntry, x Exchange) error {
	if s.altered.full() {
		s.altered.More = true // perhaps: of so many, nobody looks at each
		return nil
	}
	says := ""
	own := *e.Own
	says, own.Seal = own.Seal, ""
	e.Own = &own
	read, err := marshal(e)
	if err != nil {
		return err
	}
	again := newEntry(x)
	if own.Answer != nil && own.Answer.BodyOf != nil {
		again.repeat(*own.Answer.BodyOf)
	}
	if !reflect.DeepEqual(e, again) { // what is equal needs not be written to be compared
		written, err := marshal(again)
		if err != nil {
			return err
		}
		if !bytes.Equal(read, written) {
			s.altered.Add("%s of exchange %d (%s) contradicts the rest of it", firstDifference(read, written), at, x.Probe)
		}
	}
	if says == "" {
		s.unmarked++
		return nil
	}
	s.marked++
	if s.seal.next(read) != says {
		s.altered.Add("exchange %d (%s) is not what was recorded there", at, x.Probe)
	}
	s.seal.before = says // so that what follows is held against what was recorded
	return nil
}

// close compares the seal at the end, where there is one that this osact knows, and
// reports whether there was one.
func (s *sealReader) close(run harRun) (bool, error) {
	switch {
	case s.end == nil && s.marked > 0:
		s.altered.Add("its seal was taken out")
	case s.end == nil:
		return false, s.altered.Err()
	case s.end.Form < 1:
		s.altered.Add("its seal is of the form %d, as no osact writes one", s.end.Form)
	case s.end.Form != sealForm:
		return false, nil // by another osact: it cannot be checked by this one
	case s.unmarked > 0:
		s.altered.Add("%d exchanges have no seal", s.unmarked)
	case s.marked != s.end.Exchanges:
		s.altered.Add("it holds %d exchanges, and was written with %d", s.marked, s.end.Exchanges)
	default:
		written, err := marshal(run)
		if err != nil {
			return false, err
		}
		if s.seal.end(written) != *s.end && s.altered.Err() == nil {
			s.altered.Add("what it says of the run (target, times, actors, bindings, profile, contract) is not what was recorded, or the last exchanges are not")
		}
	}
	return true, s.altered.Err()
}

// firstDifference names the first member, with its path, at which two entries differ.
func firstDifference(a, b []byte) string {
	var read, written any
	if json.Unmarshal(a, &read) != nil || json.Unmarshal(b, &written) != nil {
		return "a part"
	}
	return difference("", read, written)
}

func difference(at string, a, b any) string {
	x, isX := a.(map[string]any)
	y, isY := b.(map[string]any)
	if !isX || !isY {
		return at
	}
	var names []string
	for _, object := range []map[string]any{x, y} {
		for name := range object {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	for _, name := range slices.Compact(names) {
		one, _ := json.Marshal(x[name]) // of what was JSON
		other, _ := json.Marshal(y[name])
		if !bytes.Equal(one, other) {
			inner := name
			if at != "" {
				inner = at + "." + name
			}
			return difference(inner, x[name], y[name])
		}
	}
	return at
}
