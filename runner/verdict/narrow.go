package verdict

import "github.com/osact/osact/runner/exit"

// Narrow makes a verdict that of a part: what was left out might be violated, so
// it is incomplete at best. Why says in a few words who left out what, and how
// much was judged.
func (v *Verdict) Narrow(why string) {
	v.Reason = why + ofThese + v.Reason
	if v.Exit == exit.Conformant {
		v.Verdict, v.Exit = Incomplete, exit.Incomplete
	}
}

// ofThese stands between why a verdict is that of a part and what it is.
const ofThese = "; of these, "

// Sound reports that whatever the verdict is about has been found out, and that
// nothing that counts is violated: of a verdict that was narrowed too, which is
// never conformant.
func (v Verdict) Sound() bool {
	return v.Verdict != Error && len(v.broken())+len(v.undecided()) == 0
}
