package openapi_test

import (
	"testing"

	"github.com/osact/osact/openapi"
)

func TestParseVersion(t *testing.T) {
	for text, want := range map[string]openapi.Version{
		"2.1":   {Major: 2, Minor: 1},
		"2.10":  {Major: 2, Minor: 10},
		"2.104": {Major: 2, Minor: 104},
		"3.0":   {Major: 3},
	} {
		got, err := openapi.ParseVersion(text)
		if err != nil || got != want || got.String() != text {
			t.Errorf("ParseVersion(%q) = %v, %v; want %v", text, got, err, want)
		}
	}
	for _, text := range []string{"", "2", "2.", ".1", "2.01", "02.1", "2.1.1", "v2.1", "latest", "2.-1", "2.+1", " 2.1", "2,1", "2.99999999999999999999"} {
		if v, err := openapi.ParseVersion(text); err == nil {
			t.Errorf("ParseVersion(%q) = %v; want an error", text, v)
		}
	}
}

func TestVersionOrder(t *testing.T) {
	order := []openapi.Version{{}, {2, 0}, {2, 1}, {2, 9}, {2, 10}, {2, 100}, {3, 0}}
	for i, v := range order {
		for j, w := range order {
			if got := v.Compare(w); (got < 0) != (i < j) || (got == 0) != (i == j) {
				t.Errorf("%v.Compare(%v) = %d", v, w, got)
			}
		}
	}
	if got := (openapi.Version{Major: 2, Minor: 9}).Next().String(); got != "2.10" {
		t.Errorf("after 2.9 comes %s", got)
	}
	if got := (openapi.Version{Major: 2, Minor: 10}).Previous().String(); got != "2.9" {
		t.Errorf("before 2.10 comes %s", got)
	}
	if got := (openapi.Version{Major: 3}).Previous(); !got.IsZero() {
		t.Errorf("before 3.0 comes %s", got)
	}
}

func TestEdition(t *testing.T) {
	for _, text := range []string{"legacy", "2.1", "2.84"} {
		e, err := openapi.ParseEdition(text)
		if err != nil || e.String() != text || e.IsLegacy() != (text == "legacy") {
			t.Errorf("ParseEdition(%q) = %v, %v", text, e, err)
		}
	}
	if e, err := openapi.ParseEdition("Legacy"); err == nil {
		t.Errorf("ParseEdition(Legacy) = %v; want an error", e)
	}
	if openapi.Legacy().Compare(at(2, 1)) >= 0 || at(2, 1).Compare(openapi.Legacy()) <= 0 || at(2, 9).Compare(at(2, 10)) >= 0 {
		t.Error("editions are not ordered by age")
	}
}

func TestRange(t *testing.T) {
	v := func(minor int) openapi.Version { return openapi.Version{Major: 2, Minor: minor} }
	for _, test := range []struct {
		r       openapi.Range
		text    string
		in, out []openapi.Edition
	}{
		{openapi.Range{}, "every microversion", []openapi.Edition{at(2, 1), at(2, 104)}, []openapi.Edition{openapi.Legacy(), {}}},
		{openapi.Range{Legacy: true}, "every edition", []openapi.Edition{openapi.Legacy(), at(2, 1)}, []openapi.Edition{{}}},
		{openapi.Range{Max: v(50), Legacy: true}, "legacy, up to 2.50", []openapi.Edition{openapi.Legacy(), at(2, 50)}, []openapi.Edition{at(2, 51)}},
		{openapi.Range{Min: v(51)}, "from 2.51", []openapi.Edition{at(2, 51)}, []openapi.Edition{at(2, 50), at(2, 6), openapi.Legacy()}},
		{openapi.Range{Min: v(51), Max: v(57)}, "2.51 to 2.57", []openapi.Edition{at(2, 51), at(2, 57)}, []openapi.Edition{at(2, 50), at(2, 58)}},
		{openapi.Range{Min: v(58), Max: v(58)}, "2.58", []openapi.Edition{at(2, 58)}, []openapi.Edition{at(2, 57), at(2, 59)}},
	} {
		if got := test.r.String(); got != test.text {
			t.Errorf("%#v is written %q; want %q", test.r, got, test.text)
		}
		for _, e := range test.in {
			if !test.r.Contains(e) {
				t.Errorf("%v does not contain %v", test.r, e)
			}
		}
		for _, e := range test.out {
			if test.r.Contains(e) {
				t.Errorf("%v contains %v", test.r, e)
			}
		}
	}
}

func TestAudience(t *testing.T) {
	for _, a := range audiences {
		if got, err := openapi.ParseAudience(a.String()); err != nil || got != a {
			t.Errorf("ParseAudience(%q) = %v, %v", a, got, err)
		}
	}
	if a, err := openapi.ParseAudience("admin"); err == nil {
		t.Errorf("ParseAudience(admin) = %v; want an error", a)
	}
}
