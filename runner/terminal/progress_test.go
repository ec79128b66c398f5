package terminal

import (
	"bytes"
	"testing"
	"time"
)

// Where no terminal shows a run, each tick says how far it is.
func TestProgressWithoutATerminal(t *testing.T) {
	began := time.Date(2026, 3, 4, 5, 6, 7, 0, time.UTC)
	for want, show := range map[string]func(*Progress){
		"": func(*Progress) {}, // there is nothing to say yet
		"osact: asked 412 of 957, 61 s; waiting for 2 actions to end\n": func(p *Progress) {
			p.Show(10, 20, "")
			p.Show(412, 957, "waiting for 2 actions to end")
		},
		"osact: asked 957 of 957, 61 s\n": func(p *Progress) { p.Show(957, 957, "") },
	} {
		var said bytes.Buffer
		ticks := make(chan time.Time)
		p := newProgress(&said, "asked", began, ticks)
		show(p)
		ticks <- began.Add(61 * time.Second)
		p.Clear() // what has ticked is said before
		if got := said.String(); got != want {
			t.Errorf("it says\n%swant\n%s", got, want)
		}
	}
}

func TestQuiet(t *testing.T) {
	var said bytes.Buffer
	p := NewProgress(&said, "asked", true)
	p.Show(1, 2, "")
	p.Clear()
	if said.Len() > 0 {
		t.Errorf("it says %q", said.String())
	}
}
