package match_test

import (
	"testing"

	. "github.com/osact/osact/suites/match"
)

func TestCaching(t *testing.T) { testTwins(t, cachingTwins()) }

func cachingTwins() []twin {
	const early, late = "Sat, 14 Mar 2026 09:26:53 GMT", "Sat, 14 Mar 2026 09:26:54 GMT"
	demand := HaveNoSharedCaching()
	control := func(values ...string) *Scene { return scene(answer(header("Cache-Control", values...))) }
	dated := func(date, expires string) *Scene {
		return scene(answer(header("Date", date), header("Expires", expires)))
	}
	inControl, inExpires := []wrong{{"header", "header Cache-Control"}}, []wrong{{"header", "header Expires"}}
	return []twin{
		{"HaveNoSharedCaching", "public", demand, scene(answer()), control("public"), inControl},
		{"HaveNoSharedCaching", "public, among others, in any case", demand, control("must-revalidate"), control("must-revalidate", "Public"), inControl},
		{"HaveNoSharedCaching", "a time to live", demand, control("max-age=60, private"), control("max-age=60"), inControl},
		{"HaveNoSharedCaching", "a time to live, never stored", demand, control("max-age=60, no-store"), control("max-age=\"60\""), inControl},
		{"HaveNoSharedCaching", "a very long time to live", demand, control("max-age=x"), control("max-age=99999999999999999999"), inControl},
		{"HaveNoSharedCaching", "no time to live", demand, control("max-age=0"), control("max-age=1"), inControl},
		{"HaveNoSharedCaching", "no time to live where it is shared", demand, control("max-age=60, s-maxage=0"), control("max-age=0, s-maxage=60"), inControl},
		{"HaveNoSharedCaching", "asked again each time", demand, control("no-cache, s-maxage=60"), control("s-maxage=60"), inControl},
		{"HaveNoSharedCaching", "one field is private, the answer is not", demand, control("private, max-age=60"), control(`private="set-cookie, date", max-age=60`), inControl},
		{"HaveNoSharedCaching", "a later end", demand, dated(late, late), dated(early, late), inExpires},
		{"HaveNoSharedCaching", "an end that is none", demand, dated(early, "0"), dated("", late), inExpires},
		{
			"HaveNoSharedCaching", "max-age counts before Expires", demand,
			scene(answer(header("Date", early), header("Expires", late), header("Cache-Control", "max-age=0"))),
			scene(answer(header("Date", early), header("Expires", late), header("Cache-Control", "must-revalidate"))), inExpires,
		},
	}
}
