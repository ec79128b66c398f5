package waiver

import (
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strings"

	"github.com/osact/osact/openapi"
	"github.com/osact/osact/runner/render/phrase"
	"github.com/osact/osact/runner/suggest"
	"github.com/osact/osact/suites/exchange"
)

// Catalogue has the requirements that there are; *openapi.Contract is one.
type Catalogue interface {
	Requirement(id string) (openapi.Requirement, bool)
	Requirements() []openapi.Requirement
}

// Check says all that is wrong with a file, each with the line of its waiver; nil if
// nothing is. It needs no verdict, and no target.
func (f File) Check(known Catalogue) error {
	var wrong []error
	if f.Days < 0 || f.Days > 3650 {
		wrong = append(wrong, fmt.Errorf("days: %d: a waiver holds from 1 to 3650 days at most", f.Days))
	}
	seen := map[string]int{}
	for _, w := range f.Waivers {
		for _, err := range w.check(known, f.Longest()) {
			wrong = append(wrong, fmt.Errorf("%s%w", w.place(), err))
		}
		name := w.key()
		if first, twice := seen[name]; twice {
			wrong = append(wrong, fmt.Errorf("%sthe waiver is there twice, first in line %d", w.place(), first))
		} else {
			seen[name] = w.Line
		}
	}
	return errors.Join(wrong...)
}

// place says where a waiver stands; nothing of one that is only to be added.
func (w Waiver) place() string {
	if w.Line == 0 {
		return ""
	}
	return fmt.Sprintf("line %d: ", w.Line)
}

// key tells a waiver from those with another signature or another scope.
func (w Waiver) key() string {
	return fmt.Sprintf("%q %q %q %q %q %q", w.Requirement, w.kind(), w.at(), sorted(w.Targets), sorted(w.Editions), sorted(w.Actors))
}

func sorted(list []string) []string { return slices.Sorted(slices.Values(list)) }

func (w Waiver) kind() string { return text(w.Kind) }
func (w Waiver) at() string   { return text(w.At) }

func text(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}

func (w Waiver) check(known Catalogue, longest int) []error {
	var wrong []error
	say := func(format string, args ...any) { wrong = append(wrong, fmt.Errorf(format, args...)) }
	if w.Requirement == "" {
		say("requirement is missing: write the id that osact explain takes")
	} else if _, ok := known.Requirement(w.Requirement); !ok {
		var ids []string
		for _, r := range known.Requirements() {
			ids = append(ids, r.ID)
		}
		wrong = append(wrong, suggest.Unknown("requirement", w.Requirement, ids))
	}
	if w.Kind == nil {
		say("kind is missing: it is that of the violation, which osact waivers add writes")
	}
	switch {
	case w.At == nil:
		say("at is missing: it is the place of the violation, which osact waivers add writes (\"\" is the body as a whole)")
	case openapi.AnyIndex(*w.At) != *w.At:
		say("at: %q names one item of a list: write %q", *w.At, openapi.AnyIndex(*w.At))
	}
	for _, t := range w.Targets {
		if u, err := url.Parse(t); t != Embedded && (err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https") {
			say("targets: %q is neither the root of a compute service, as in https://cloud:8774, nor %q", t, Embedded)
		}
	}
	for _, e := range w.Editions {
		if err := checkEdition(e); err != nil {
			say("editions: %w", err)
		}
	}
	for _, a := range w.Actors {
		if !exchange.Actor(a).Known() {
			var names []string
			for _, actor := range exchange.Actors() {
				names = append(names, string(actor))
			}
			wrong = append(wrong, suggest.Unknown("actor", a, names))
		}
	}
	if u, err := url.Parse(w.Issue); err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		say("issue: %q is no URL: write where the defect is followed up, as in https://bugs.example.org/1234", w.Issue)
	}
	for _, field := range [][2]string{{"reason", w.Reason}, {"owner", w.Owner}} {
		if strings.TrimSpace(field[1]) == "" {
			say("%s is missing", field[0])
		}
	}
	switch {
	case w.Added.IsZero() || w.Expires.IsZero():
		say("added and expires are days, like 2026-11-30: one of them is missing")
	case w.Added.Until(w.Expires) < 0:
		say("it expires on %s, before it was added on %s", w.Expires, w.Added)
	case w.Added.Until(w.Expires) > longest:
		say("it holds for %d days, from %s to %s: %d at most, unless the file says \"days\"", w.Added.Until(w.Expires), w.Added, w.Expires, longest)
	}
	return wrong
}

func checkEdition(of string) error {
	if of == phrase.Legacy || of == phrase.Unversioned {
		return nil
	}
	parts := strings.Split(of, between)
	var versions []openapi.Version
	for _, part := range parts {
		v, err := openapi.ParseVersion(part)
		if err != nil {
			return fmt.Errorf("%q is no edition: write \"2.51\", \"2.51 to 2.60\", %q or %q", of, phrase.Legacy, phrase.Unversioned)
		}
		versions = append(versions, v)
	}
	if len(versions) > 2 || len(versions) == 2 && versions[0].Compare(versions[1]) > 0 {
		return fmt.Errorf("%q goes from no edition to a later one", of)
	}
	return nil
}
