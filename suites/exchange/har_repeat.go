package exchange

import (
	"crypto/sha256"
	"errors"
	"fmt"
)

// A recording of a cloud with much to tell holds the same long lists again and again.
// Of long bodies that are equal the first stands in the file, and the others say where.

// longBody is from how many bytes on a body is written once.
const longBody = 32 << 10

// repeats maps each exchange with a long body that an earlier one has to the first of
// these.
func (r Recording) repeats() map[int]int {
	first, repeats := map[[sha256.Size]byte]int{}, map[int]int{}
	for i, x := range r.Exchanges {
		if x.Response == nil || len(x.Response.Body) < longBody {
			continue
		}
		sum := sha256.Sum256(x.Response.Body)
		if at, ok := first[sum]; ok {
			repeats[i] = at
		} else {
			first[sum] = i
		}
	}
	return repeats
}

// repeat replaces the body of an entry by the place of the one that has it.
func (e *harEntry) repeat(at int) {
	e.Response.Content.Text, e.Response.Content.Encoding = "", ""
	e.Response.Content.Comment = fmt.Sprintf("the text is that of entry %d, counted from 0", at)
	e.Own.Answer.BodyOf = &at
}

// once gives an exchange that was read the body that it says an earlier one has.
func (h *harReader) once(x *Exchange, own *harOwn) error {
	if x.Response == nil || own.Answer.BodyOf == nil {
		return nil
	}
	at := *own.Answer.BodyOf
	if at < 0 || at >= len(h.exchanges) || h.exchanges[at].Response == nil {
		return fmt.Errorf("its body is said to be that of entry %d, which has none or does not stand before it", at)
	}
	if len(x.Response.Body) > 0 {
		return errors.New("it has a body, and is said to have that of another entry")
	}
	x.Response.Body = h.exchanges[at].Response.Body
	return nil
}
