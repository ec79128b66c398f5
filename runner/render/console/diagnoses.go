package console

import (
	"fmt"
	"io"
	"time"

	"github.com/osact/osact/runner/render/phrase"
	"github.com/osact/osact/runner/selftest"
)

// Diagnoses writes how often the dictionary of faults was right, which took so long to
// find out, and where it was not.
func Diagnoses(w io.Writer, d selftest.Diagnoses, took time.Duration, style Style) error {
	p := newPage(style)
	for _, row := range []struct {
		what string
		hits selftest.Hits
	}{
		{"one fault: it is named first", d.Single},
		{"two faults, put together from the dictionary: both are among the first three", d.Pairs},
		{"two faults, played together: both are among the first three", d.Played},
	} {
		if row.hits.Of > 0 {
			p.wrapped(0, row.what+" for "+hits(row.hits))
		}
	}
	p.line(0, plain, "", "in "+took.Round(100*time.Millisecond).String())
	for _, missed := range [][]string{d.Single.Missed, d.Pairs.Missed, d.Played.Missed} {
		if len(missed) == 0 {
			continue
		}
		p.heading("Missed")
		shown, left := phrase.First(missed, maxGroups)
		for _, m := range shown {
			p.wrapped(2, m)
		}
		if left > 0 {
			p.line(2, plain, "", fmt.Sprintf("and %d more", left))
		}
	}
	return p.writeTo(w)
}

// hits writes "826 of 836, for 4 of them beside others that look the same".
func hits(h selftest.Hits) string {
	text := fmt.Sprintf("%d of %d", h.Named+h.Alike, h.Of)
	if h.Alike > 0 {
		text += fmt.Sprintf(", for %d of them beside another that looks the same", h.Alike)
	}
	return text
}
