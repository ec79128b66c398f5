package compare

import (
	"fmt"
	"slices"

	"github.com/osact/osact/openapi"
	"github.com/osact/osact/runner/verdict"
	"github.com/osact/osact/suites/exchange"
)

// notes says what the verdicts do not have in common, beside what they found.
func notes(was, is verdict.Verdict) []string {
	notes := []string{}
	differ := func(what, old, new string) {
		if old != new {
			notes = append(notes, fmt.Sprintf("%s: %s, and now %s", what, old, new))
		}
	}
	differ("the target", asked(was), asked(is))
	differ("it offers", offered(was), offered(is))
	differ("it was asked as", actors(was), actors(is))
	differ("the run", string(was.Ending), string(is.Ending))
	differ("judged by osact", was.Suite, is.Suite)
	switch {
	case !openapi.SameContract(was.Contract, is.Contract):
		notes = append(notes, fmt.Sprintf("the contracts differ, %s and now %s: judge both recordings by one (osact judge --out DIR recording.har, with the same --contract if any) to compare what the clouds do alone",
			verdict.ShortContract(was.Contract), verdict.ShortContract(is.Contract)))
	case !was.OwnContract() || !is.OwnContract():
		notes = append(notes, fmt.Sprintf("both are judged by the contract %s, which is not osact's own", verdict.ShortContract(is.Contract)))
	}
	if !slices.Equal(was.Only, is.Only) {
		notes = append(notes, "the runs were narrowed to different requirements")
	}
	return notes
}

func asked(v verdict.Verdict) string {
	if v.Target.Kind == exchange.Embedded {
		return "the embedded reference cloud"
	}
	return v.Target.URL
}

func offered(v verdict.Verdict) string {
	o := v.Target.Offers
	text := "no microversion that is known"
	if o.Maximum != "" {
		text = o.Minimum + " to " + o.Maximum
	}
	if o.Legacy {
		text += " and the legacy path"
	}
	return text
}

// actors lists who asked, in their usual order.
func actors(v verdict.Verdict) string {
	text := ""
	for _, actor := range exchange.Actors() {
		if _, ok := v.Actors[actor]; ok {
			if text != "" {
				text += ", "
			}
			text += string(actor)
		}
	}
	if text == "" {
		return "nobody"
	}
	return text
}
